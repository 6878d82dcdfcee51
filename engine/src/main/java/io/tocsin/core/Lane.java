package io.tocsin.core;

import io.tocsin.event.Event;
import io.tocsin.index.Index;
import io.tocsin.state.RecordedState;
import io.tocsin.state.StateRecords;
import io.tocsin.stream.DropReason;
import io.tocsin.stream.LaneContext;
import io.tocsin.stream.Recordings;
import io.tocsin.stream.StageSpec;
import io.tocsin.stream.StateRecording;
import io.tocsin.stream.Sweeps;
import io.tocsin.stream.Watching;
import io.tocsin.stream.channel.Channels;
import io.tocsin.stream.channel.Rounds;
import io.tocsin.stream.end.MessageNumbers;
import io.tocsin.stream.end.Probes;
import io.tocsin.stream.partition.RuleSplit.Part;
import io.tocsin.time.TimerQueue;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A deterministic state machine: rules, index and timers, owned by one thread.
 *
 * <p>What goes in is a sequence of events, moments and topologies; what comes out depends on
 * nothing else. Timers run in due order, each with the moment it was due as now, before an event
 * that arrives at the same moment. An event that the index expires enters the rules like any other.
 *
 * <p>Confined to one thread.
 */
public final class Lane implements LaneContext {

  /** An event's time further than this, and than the skew, ahead of now is no time at all. */
  static final long ABSURD_LEAD_MICROS = 86_400_000_000L;

  private final TimerQueue timers = new TimerQueue();
  private final Watching watching = new Watching();
  private final Sweeps sweeps = new Sweeps();
  private final Recordings recordings = new Recordings();
  private final Map<Class<?>, Object> services = new HashMap<>();
  private final LaneObserver observer;
  private final long maxSkewMicros;
  private final Index index;
  private final Taps taps = new Taps(watching);
  private final Rounds rounds = new Rounds();
  private final Channels channels;
  private final ActiveRules rules;
  private final LaneState state;
  private @Nullable LaneFollower follower;
  private long now;
  private long present;

  /**
   * A lane with no rules, at moment 0.
   *
   * @param services what operators may ask for, by type; index and channels are added, and unless
   *     given {@link Probes} and {@link MessageNumbers}
   */
  public Lane(LaneSettings settings, LaneObserver observer, Map<Class<?>, Object> services) {
    this(settings, observer, services, true);
  }

  /**
   * One of several lanes, which does what concerns its own keys: operators that need the whole hub
   * cannot be made on it.
   */
  public static Lane ofPart(
      LaneSettings settings, LaneObserver observer, Map<Class<?>, Object> services) {
    return new Lane(settings, observer, services, false);
  }

  private Lane(
      LaneSettings settings,
      LaneObserver observer,
      Map<Class<?>, Object> services,
      boolean wholeHub) {
    this.observer = observer;
    this.maxSkewMicros = settings.maxSkew().toNanos() / 1000;
    this.index = new Index(settings.index(), timers, this::eventTimeMicros, this::expired);
    this.channels = new Channels(rounds, observer::listenerFailed);
    this.services.put(Probes.class, taps);
    this.services.put(MessageNumbers.class, new MessageNumbers(0, 0));
    this.services.putAll(services);
    if (wholeHub) {
      this.services.put(Index.class, index);
      this.services.put(Channels.class, channels);
      this.services.put(Rounds.class, rounds);
    }
    this.rules = new ActiveRules(this, rounds, channels, taps);
    this.state = new LaneState(index, timers, rules, recordings, services);
  }

  /**
   * Puts rules in place of those that run. The new ones are built whole first; if that fails,
   * nothing changes. Then they go on with what the old ones know, as {@link
   * io.tocsin.stream.StateChanges} tells; what of these has no heir is closed, which flushes what
   * must not be lost: what they publish then reaches the old subscriptions, what they reinject
   * enters the new rules.
   */
  public void install(List<StageSpec> rules) {
    prepare(plan(Part.whole(rules))).install();
  }

  /** What takes long of building rules, on any thread. To be prepared once, on the lane's own. */
  public LanePlan plan(Part part) {
    return rules.plan(part);
  }

  /** Builds rules whole, for before the lane's next input. If that fails, nothing changes. */
  public PreparedRules prepare(LanePlan plan) {
    return rules.prepare(plan, this::settle);
  }

  /** Has somebody, or with null nobody, told of everything that enters the rules, just before. */
  public void followed(@Nullable LaneFollower by) {
    follower = by;
  }

  /**
   * Begins to have all that the lane knows now written down, while it goes on. The rest is written
   * by {@link StateRecording#step}, then {@link #endRecording} is to be called. Not while copies
   * are on their way to other rules; other rules that come put an end to it, as does another
   * recording.
   */
  public StateRecording record(StateRecords out) {
    return state.record(out, now);
  }

  /** Whether a recording still goes on. */
  public boolean isRecording(StateRecording recording) {
    return recordings.current() == recording;
  }

  /** Ends the recording in progress, finished or not. */
  public void endRecording() {
    state.end();
  }

  /** Goes on, with its rules and before any input, with what was written down of another lane. */
  public LaneRestored restore(RecordedState in) {
    LaneRestored restored = state.restore(in);
    now = restored.nowMicros();
    return restored;
  }

  /**
   * Has everything told that passes a probe or enters a rule, by its name, from now on.
   *
   * @return ends it; idempotent
   * @throws IllegalArgumentException if the rules have no such point; names those they have
   */
  public Runnable tap(String name, Consumer<Event> to) {
    return tap(rules.specs(), name, to);
  }

  /** As {@link #tap(String, Consumer)}, where this lane runs but a part of all rules. */
  public Runnable tap(List<StageSpec> all, String name, Consumer<Event> to) {
    return taps.attach(all, name, to);
  }

  /** Closes the rules, flushing what must not be lost. The index stays. */
  public void close() {
    install(List.of());
  }

  /**
   * Makes a moment now, after running every timer due up to and including it, in due order. A
   * moment before now changes nothing: time does not go back.
   */
  public void advanceTo(long moment) {
    for (TimerQueue.Timer t = timers.takeDue(moment); t != null; t = timers.takeDue(moment)) {
      now = Math.max(now, t.dueMicros());
      rounds.begin();
      TimerQueue.fire(t);
      settle();
    }
    now = Math.max(now, moment);
  }

  /**
   * As {@link #advanceTo}, from a clock: what runs on the way may know how far the way is, and
   * leave out what is of no use any more. {@code advanceTo} goes all of the way as if it had
   * passed, as tests and replays want it.
   */
  public void catchUpTo(long moment) {
    present = moment;
    advanceTo(moment);
  }

  /**
   * Runs an event through all rules at the present moment, and whatever it has them reinject. Not
   * to be called while the lane is busy with an input.
   */
  public void accept(Event event) {
    rounds.begin();
    enter(event);
    settle();
  }

  /** Says which events come next; see {@link io.tocsin.stream.Topology#foresee}. */
  public void foresee(List<Event> events) {
    rules.foresee(events);
  }

  private void enter(Event event) {
    Event stamped = stamped(event);
    if (follower != null) {
      follower.entered(stamped, now);
    }
    rules.accept(stamped);
  }

  /** An event that the index gave up is an input, first of the channel, then of the rules. */
  private void expired(Event event) {
    rounds.begin();
    if (channels.indexIsHeard()) {
      channels.publish(Channels.INDEX, event);
    }
    enter(event);
    settle();
  }

  private void settle() {
    rounds.drain(this::enter);
  }

  private Event stamped(Event event) {
    if (!event.hasTime()) {
      return event.withTimeMicros(now);
    }
    long time = event.timeMicrosOr(now);
    if (time < 0 || time > now + Math.max(ABSURD_LEAD_MICROS, maxSkewMicros)) {
      observer.timeReplaced();
      return event.withTimeMicros(now);
    }
    return event;
  }

  /** When the next timer is due; {@link Long#MAX_VALUE} when none is set. */
  public long nextDueMicros() {
    return timers.nextDueMicros();
  }

  public Index index() {
    return index;
  }

  /** Where events are published. */
  public Channels channels() {
    return channels;
  }

  /** The recipes of the rules in place; any thread. */
  public List<StageSpec> rules() {
    return rules.specs();
  }

  @Override
  public long nowMicros() {
    return now;
  }

  @Override
  public long presentMicros() {
    return Math.max(now, present);
  }

  @Override
  public long eventTimeMicros(Event event) {
    long time = event.timeMicrosOr(now);
    return time > now + maxSkewMicros ? now : time;
  }

  @Override
  public TimerQueue timers() {
    return timers;
  }

  @Override
  public <T> T service(Class<T> type) {
    Object service = services.get(type);
    if (service == null) {
      throw new IllegalStateException("this lane offers no " + type.getSimpleName());
    }
    return type.cast(service);
  }

  @Override
  public Recordings recordings() {
    return recordings;
  }

  @Override
  public Sweeps sweeps() {
    return sweeps;
  }

  @Override
  public Watching watching() {
    return watching;
  }

  @Override
  public void dropped(StageSpec stage, Object item, DropReason reason) {
    if (!rules.isRepeated(stage)) {
      observer.dropped(stage, item, reason);
    }
  }

  @Override
  public void failed(StageSpec stage, Object item, Throwable failure) {
    if (!rules.isRepeated(stage)) {
      observer.failed(stage, item, failure);
    }
  }

  @Override
  public void handled(StageSpec stage, Object item, Throwable failure) {
    if (!rules.isRepeated(stage)) {
      observer.handled(stage, item, failure);
    }
  }
}
