package io.tocsin.core;

import io.tocsin.event.Event;
import io.tocsin.index.IndexScan;
import io.tocsin.query.Query;
import io.tocsin.query.QueryCache;
import io.tocsin.query.QueryException;
import io.tocsin.source.ChannelSource;
import io.tocsin.source.FoundEvents;
import io.tocsin.source.Ingress;
import io.tocsin.source.InputLog;
import io.tocsin.time.TimeSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Feeds a lane from listeners, at the present moment. Confined to the lane's thread. */
public final class LaneIngress implements Ingress, ChannelSource {

  private final Lane lane;
  private final TimeSource time;
  private final QueryCache queries = new QueryCache();
  private final Searches searches;
  private final ChannelSource taps;

  private @Nullable InputLog log;
  private boolean inMessage;
  private BooleanSupplier room = () -> true;

  /** Made anew at each change: one that is told may leave. */
  private List<Consumer<Event>> watchers = List.of();

  /** An ingress whose searches are made at once, however long they take. */
  public LaneIngress(Lane lane, TimeSource time) {
    this(lane, time, Runnable::run, lane::tap);
  }

  /**
   * An ingress.
   *
   * @param later runs a task on the lane's thread after other inputs have had their turn
   * @param taps the points of the rules by their names
   */
  public LaneIngress(Lane lane, TimeSource time, Executor later, ChannelSource taps) {
    this.lane = lane;
    this.time = time;
    this.taps = taps;
    searches = new Searches(time, later);
    lane.catchUpTo(time.nowMicros());
  }

  @Override
  public long arrive() {
    lane.catchUpTo(time.nowMicros());
    return lane.nowMicros();
  }

  /** Has everything written down from now on that is accepted. */
  public void writeTo(InputLog to) {
    log = to;
  }

  @Override
  public @Nullable InputLog log() {
    return log;
  }

  /** Has listeners wait while something besides the log has no room. */
  public void waitFor(BooleanSupplier other) {
    room = other;
  }

  @Override
  public boolean hasRoom() {
    return (log == null || log.hasRoom()) && room.getAsBoolean();
  }

  @Override
  public void beginMessage(byte[] message, int from, int length) {
    if (log != null) {
      log.append(lane.nowMicros(), message, from, length);
      inMessage = true;
    }
  }

  @Override
  public void endMessage() {
    inMessage = false;
  }

  @Override
  public void accept(Event event) {
    if (log != null && !inMessage) {
      log.append(lane.nowMicros(), event);
    }
    lane.accept(event);
  }

  @Override
  public void foresee(List<Event> events) {
    lane.foresee(events);
  }

  @Override
  public List<Event> query(String query, int most) {
    return lane.index().search(queries.get(query), lane.nowMicros(), most);
  }

  @Override
  public void find(String query, int most, boolean untouched, FoundEvents to) {
    Query parsed;
    try {
      parsed = queries.get(query);
    } catch (QueryException e) {
      to.failed(e);
      return;
    }
    IndexScan scan;
    try {
      scan = lane.index().scan(parsed, lane.nowMicros(), most, untouched);
    } catch (QueryException e) {
      to.failed(e);
      return;
    }
    searches.begin(scan, to);
  }

  @Override
  public Runnable attach(String channel, Consumer<Event> to) {
    if (channel.startsWith(TAP)) {
      return taps.attach(channel.substring(TAP.length()), to);
    }
    if (!channel.equals(INDEX)) {
      return lane.channels().subscribe(channel, to)::close;
    }
    // A consumer of its own, so that one that is attached twice is detached once.
    Consumer<Event> watcher = to::accept;
    List<Consumer<Event>> more = new ArrayList<>(watchers);
    more.add(watcher);
    watchers = List.copyOf(more);
    lane.index().onChange(this::changed);
    return () -> {
      watchers = watchers.stream().filter(each -> each != watcher).toList();
      if (watchers.isEmpty()) {
        lane.index().onChange(null);
      }
    };
  }

  private void changed(Event event) {
    for (Consumer<Event> watcher : watchers) {
      watcher.accept(event);
    }
  }
}
