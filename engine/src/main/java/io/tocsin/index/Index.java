package io.tocsin.index;

import io.tocsin.event.Event;
import io.tocsin.query.Pin;
import io.tocsin.query.Query;
import io.tocsin.query.SearchBudget;
import io.tocsin.query.Selection;
import io.tocsin.state.StateReader;
import io.tocsin.stream.StateRecording;
import io.tocsin.time.TimerQueue;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * The latest event of every host and service. Confined to one lane.
 *
 * <dl>
 *   <dt>Latest
 *   <dd>The last to arrive counts, even if its time is older. An absent host or service is a key
 *       like any other. An event without time gets the moment of its arrival as its time.
 *   <dt>Expiry
 *   <dd>An event expires when more than its ttl (60 seconds when absent) has passed since its time,
 *       that is at {@code time + ttl + 1} microseconds, but not before the microsecond after its
 *       arrival, however old its time is. With a ttl of zero or less, and when put while an expired
 *       event is given out, it lives for {@link #LEAST_LIFE_MICROS} at least: rules that revive
 *       what expires must not go round and round. A sum beyond what a long can hold is never. At
 *       that moment the entry goes, and then the event is given out once more, with all its fields,
 *       the state {@code expired} and that moment as its time. What expires at one moment goes by
 *       host, then by service, absent ones first.
 *   <dt>Expired
 *   <dd>An event with that state deletes the entry and is not kept.
 *   <dt>Bounds
 *   <dd>When {@link IndexSettings#maxEntries} are held, an event of a new key is refused and
 *       counted; known keys go on. An entry takes about 100 bytes and its event.
 *   <dt>Cost
 *   <dd>One look-up in a hash table for each event of a known key. Look-ups in trees only when
 *       keys, hosts or services come and go. Searches look at what {@link Query#hostPin} and {@link
 *       Query#servicePin} leave.
 * </dl>
 */
public final class Index {

  /** What became of an event. */
  public enum Outcome {
    /** Kept under a new key. */
    ADDED,
    /** Kept instead of an earlier one. */
    UPDATED,
    /** Expired: whatever was kept under its key is gone. */
    DELETED,
    /** Of a new key while the index is full; not kept. */
    REFUSED
  }

  /** How long an event lives at least that would expire at once. */
  public static final long LEAST_LIFE_MICROS = 1_000_000;

  /** Entries from which on not all are in the processor's caches. */
  private static final int MANY = 16_384;

  private final int maxEntries;
  private final Consumer<Event> expired;

  private final EntryTable table = new EntryTable();
  private final Groups hosts = new Groups(true);
  private final Groups services = new Groups(false);
  private final Arrivals arrivals = new Arrivals();
  private final Expiry expiry;
  private @Nullable Consumer<Event> changes;
  private @Nullable IndexRecording recording;
  private int stamp;
  private long puts;

  /**
   * An empty index.
   *
   * @param timers the lane's timers
   * @param eventTime when an event happened, in microseconds, for its age: its time, bounded by how
   *     far the lane lets it be ahead of now
   * @param expired gets each expired event once, after its entry is gone; may use the index
   */
  public Index(
      IndexSettings settings,
      TimerQueue timers,
      ToLongFunction<Event> eventTime,
      Consumer<Event> expired) {
    this.maxEntries = settings.maxEntries();
    this.expiry = new Expiry(timers, eventTime, this::expire);
    this.expired = expired;
  }

  /**
   * Has every change told: an event that is kept, one of state {@code expired} that deletes an
   * entry, and one that expires, before it is given out. Whoever is told must not change the index.
   *
   * @param changes null for nobody, which costs nothing
   */
  public void onChange(@Nullable Consumer<Event> changes) {
    this.changes = changes;
  }

  /** Takes an event that arrives at {@code nowMicros}, the lane's now. */
  public Outcome put(Event event, long nowMicros) {
    String host = event.getHost();
    String service = event.getService();
    Entry entry = table.find(host, service);
    if (event.hasExpiredState()) {
      if (entry != null) {
        remove(entry);
        tell(event);
      }
      return Outcome.DELETED;
    }
    if (entry == null && isFull()) {
      return Outcome.REFUSED;
    }
    Event timed = event.hasTime() ? event : event.withTimeMicros(nowMicros);
    long deadline = expiry.deadlineOf(timed, nowMicros);
    puts++;
    if (entry == null) {
      add(new Entry(timed, deadline, hosts.of(host), services.of(service)));
      tell(timed);
      return Outcome.ADDED;
    }
    if (recording != null) {
      recording.before(entry);
    }
    entry.event = timed;
    entry.version = puts;
    expiry.move(entry, deadline);
    tell(timed);
    return Outcome.UPDATED;
  }

  /**
   * Has what is kept of the keys of some events fetched from memory for all of them at once, if so
   * much is held that it pays. Changes nothing.
   *
   * @return a number without meaning, made of what was read
   */
  public int foresee(List<Event> events) {
    return table.size() < MANY ? 0 : table.foresee(events);
  }

  private void tell(Event event) {
    if (changes != null) {
      changes.accept(event);
    }
  }

  /** The latest event of a host and service, null when there is none. */
  public @Nullable Event get(@Nullable String host, @Nullable String service) {
    Entry entry = table.find(host, service);
    return entry == null ? null : entry.event;
  }

  /** Forgets a host and service without expiring it, and says whether it was there. */
  public boolean delete(@Nullable String host, @Nullable String service) {
    Entry entry = table.find(host, service);
    if (entry == null) {
      return false;
    }
    remove(entry);
    return true;
  }

  /**
   * The events a query asks for, as they are now; the list is not to be changed. Their order
   * depends on nothing but what was put and deleted before.
   *
   * @param nowMicros the lane's now, for ages
   * @param most at most so many, at least 1
   * @throws io.tocsin.query.QueryException if the query's regular expressions cost too much
   */
  public List<Event> search(Query query, long nowMicros, int most) {
    IndexScan scan = scan(query, nowMicros, most, false);
    try {
      while (!scan.isDone()) {
        scan.step(Integer.MAX_VALUE);
      }
    } finally {
      scan.end();
    }
    return scan.found().events();
  }

  /**
   * Begins a search that can be made in steps, with other things done to the index in between. What
   * a host and service leave few of is looked at here and now; then the search is at its end.
   *
   * @param most events found at most
   * @param untouched leaves out what is put after this call, for who is told of that by {@link
   *     #onChange}
   * @throws io.tocsin.query.QueryException if the query's regular expressions cost too much; so may
   *     each step
   */
  public IndexScan scan(Query query, long nowMicros, int most, boolean untouched) {
    Selection found = query.selection(nowMicros, most, SearchBudget.forEntries(table.size()));
    Pin host = query.hostPin();
    Pin service = query.servicePin();
    if (host.isExact() && service.isExact()) {
      Entry entry = table.find(host.text(), service.text());
      if (entry != null) {
        found.offer(entry.event);
      }
      return new IndexScan(arrivals, found);
    }
    Candidates candidates = Candidates.of(hosts, services, host, service);
    if (candidates.areFew()) {
      candidates.offerTo(found);
      return new IndexScan(arrivals, found);
    }
    return new IndexScan(arrivals, found, puts, untouched);
  }

  /** Gives out every event, by host; {@code visitor} must not change the index. */
  public void forEach(Consumer<Event> visitor) {
    for (Group group : hosts.all()) {
      for (int i = 0; i < group.size(); i++) {
        visitor.accept(group.get(i).event);
      }
    }
  }

  /** Events held. */
  public int size() {
    return table.size();
  }

  /** Whether new keys are refused. */
  public boolean isFull() {
    return table.size() >= maxEntries;
  }

  /**
   * Has all entries written down as they are now, some at a time; the timer at once.
   *
   * @param kind of the records of entries
   * @param timerKind of the record of the timer, if one is set
   */
  public void record(StateRecording to, byte kind, byte timerKind) {
    endRecording();
    recording = new IndexRecording(to, kind, arrivals, ++stamp);
    to.add(recording);
    TimerQueue.Timer timer = expiry.timer();
    if (timer != null) {
      to.record(
          timerKind,
          () -> {
            to.out().writeLong(timer.dueMicros());
            to.out().writeLong(timer.order());
          });
    }
  }

  /** No longer has entries written before they change. */
  public void endRecording() {
    if (recording != null) {
      recording.end();
      recording = null;
    }
  }

  /** Takes on an entry as it was written down; before any event. */
  public void restore(StateReader in) {
    Event event = in.readSomeEvent();
    Entry entry =
        new Entry(event, in.readLong(), hosts.of(event.getHost()), services.of(event.getService()));
    expiry.restore(entry, in.readLong());
    puts++;
    link(entry);
  }

  /**
   * Gives everything held a whole life from now on, unless it has more: who could not be heard for
   * a while shall have the time to be heard again.
   */
  public void grace(long nowMicros) {
    for (Entry entry = arrivals.first(); entry != null; entry = entry.after) {
      long deadline = expiry.wholeLife(entry.event, nowMicros);
      if (deadline > entry.deadline) {
        expiry.move(entry, deadline);
      }
    }
  }

  /** Takes on the timer as it was written down. */
  public void restoreTimer(StateReader in) {
    expiry.restoreTimer(in.readLong(), in.readLong());
  }

  private void add(Entry entry) {
    link(entry);
    expiry.add(entry);
  }

  private void link(Entry entry) {
    entry.stamp = stamp;
    table.add(entry);
    arrivals.add(entry, puts);
    entry.hostGroup.add(entry);
    entry.serviceGroup.add(entry);
  }

  private void remove(Entry entry) {
    if (recording != null) {
      recording.before(entry);
    }
    table.remove(entry);
    arrivals.remove(entry);
    hosts.remove(entry.hostGroup, entry);
    services.remove(entry.serviceGroup, entry);
    expiry.remove(entry);
  }

  private void expire(Entry entry) {
    remove(entry);
    Event last = entry.event.toBuilder().state(Event.EXPIRED).timeMicros(entry.deadline).build();
    tell(last);
    expired.accept(last);
  }
}
