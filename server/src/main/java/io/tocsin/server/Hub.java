package io.tocsin.server;

import io.tocsin.core.CountingObserver;
import io.tocsin.core.Lane;
import io.tocsin.core.LaneIngress;
import io.tocsin.core.LaneSettings;
import io.tocsin.core.lanes.LaneGroup;
import io.tocsin.disk.Disk;
import io.tocsin.dsl.RuleSet;
import io.tocsin.dsl.ServerSettings;
import io.tocsin.event.Event;
import io.tocsin.index.IndexSettings;
import io.tocsin.server.state.DurableState;
import io.tocsin.server.state.MessageGate;
import io.tocsin.sink.OutboxStores;
import io.tocsin.sink.Outboxes;
import io.tocsin.sink.RunningOutboxes;
import io.tocsin.sink.store.StoredOutboxes;
import io.tocsin.stream.end.EventLog;
import io.tocsin.stream.end.MessageNumbers;
import io.tocsin.telemetry.ClockAhead;
import io.tocsin.telemetry.QuietLog;
import io.tocsin.telemetry.Telemetry;
import io.tocsin.time.SystemTime;
import io.tocsin.transport.LaneLoop;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running hub: its lane on a loop, others by key if it is to have some, the rules in force, their
 * listeners and outputs.
 *
 * <p>{@link #start}, any number of {@link #swap}s, {@link #close}: each by one thread at a time.
 */
public final class Hub implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Hub.class);
  private static final long LOG_INTERVAL_MICROS = 10_000_000;
  private static final long STORE_LOG_MICROS = 60_000_000;
  private static final Duration LANE_ANSWERS_WITHIN = Duration.ofSeconds(30);
  private static final Duration UP_TO_DATE_WITHIN = Duration.ofMinutes(1);
  private static final Duration DRAIN_WITHIN = Duration.ofSeconds(10);

  private final SystemTime time = new SystemTime();
  private final Telemetry telemetry = new Telemetry();
  private final RunningOutboxes outboxes;
  private final Lane lane;
  private final LaneIngress ingress;
  private final LaneGroup lanes;
  private final LaneLoop loop;
  private final Listeners listeners;
  private final @Nullable DurableState state;
  private final long startedMicros;
  private volatile RuleSet rules;
  private volatile boolean ready;

  /**
   * A hub for a rule set; nothing listens before {@link #start}.
   *
   * @param dataDir where what must outlive the hub is kept; null for in memory only
   * @param disk what it is on
   * @throws IOException if it cannot be used
   */
  public Hub(RuleSet rules, @Nullable Path dataDir, Disk disk) throws IOException {
    this.rules = rules;
    startedMicros = time.elapsedMicros();
    QuietLog log = new QuietLog(LoggerFactory.getLogger("tocsin.rules"), time, LOG_INTERVAL_MICROS);
    EventLog eventLog = new LoggedEvents();
    ServerSettings server = rules.server();
    LaneSettings settings =
        new LaneSettings(server.maxSkew(), new IndexSettings(server.indexEntries()));
    outboxes = new RunningOutboxes(time, telemetry, stores(dataDir, disk));
    MessageGate gate = new MessageGate(outboxes, time);
    Outboxes messages = server.isDurable() ? gate : outboxes;
    // Ids of messages begin anew with each start.
    long run = DurableState.newRun();
    MessageNumbers numbers = new MessageNumbers(run, 0);
    AtomicInteger lanesMade = new AtomicInteger();
    Function<MessageNumbers, Map<Class<?>, Object>> services =
        own ->
            Map.of(Outboxes.class, messages, EventLog.class, eventLog, MessageNumbers.class, own);
    lane = new Lane(settings, new CountingObserver(telemetry, log), services.apply(numbers));
    loop = new LaneLoop(time);
    // What counts a lane's losses is that lane's alone.
    Supplier<Lane> byKey =
        () ->
            Lane.ofPart(
                settings,
                new CountingObserver(telemetry, log),
                services.apply(new MessageNumbers(run, lanesMade.incrementAndGet())));
    lanes =
        new LaneGroup(
            lane,
            server.lanes().besidesMerge(),
            server.lanes().key(),
            new LaneGroup.Running(byKey, loop, time, telemetry, log));
    ingress = new LaneIngress(lane, time, loop::later, lanes::tap);
    state =
        dataDir == null || server.lanes().number() > 1
            ? null
            : new DurableState(
                disk,
                dataDir,
                server.isDurable(),
                new DurableState.Parts(
                    lane, ingress, numbers, outboxes, gate, loop, time, telemetry));
    ingress.waitFor(outboxes::hasRoom);
    listeners = new Listeners(loop, ingress, ingress, telemetry, time);
    ClockAhead.watch(time, telemetry, LoggerFactory.getLogger(ClockAhead.class));
    telemetry.gauge("tocsin.index.size", () -> lane.index().size());
    telemetry.gauge("tocsin.uptime.seconds", this::uptimeSeconds);
  }

  private OutboxStores stores(@Nullable Path dataDir, Disk disk) {
    if (dataDir == null) {
      return OutboxStores.NONE;
    }
    QuietLog log =
        new QuietLog(LoggerFactory.getLogger(StoredOutboxes.class), time, STORE_LOG_MICROS);
    return new StoredOutboxes(disk, dataDir.resolve("outbox"), telemetry, log);
  }

  /**
   * Installs the rules and opens the listeners.
   *
   * @throws IOException if one cannot be opened; says which and why
   */
  public void start(HubControl control) throws IOException {
    lanes.start();
    listeners.control(control);
    outboxes.prepare(rules.outputs());
    begin();
    // Not before: if the state cannot be taken on, nothing may be sent that the next start sends.
    loop.drive(ingress::arrive, lane::nextDueMicros, lanes::inputDone);
    if (rules.server().lanes().number() > 1) {
      LOG.info("{}", LaneSpread.of(rules).summary());
    }
    listeners.open(rules.server().listeners());
    ready = true;
  }

  /** Has the rules in place, and the lane where it was. */
  private void begin() throws IOException {
    AtomicReference<IOException> failure = new AtomicReference<>();
    onLane(
        () -> {
          lanes.install(rules.streams());
          if (state != null) {
            try {
              state.recover();
            } catch (IOException e) {
              failure.set(e);
            }
          }
        });
    IOException failed = failure.get();
    if (failed != null) {
      throw failed;
    }
  }

  /**
   * Rules that have come in the place of others.
   *
   * @param pause how long the lane stood still for it
   * @param before those that were in force, which copies of theirs still need
   */
  public record Swapped(Duration pause, RuleSet before) {}

  /**
   * Puts another rule set in force, between two events. Listeners and outputs with equal settings
   * keep running. If anything fails, everything is as it was.
   *
   * @return to be given to {@link #release}
   * @throws IOException if a listener cannot be opened, or the lane does not take the rules
   */
  public Swapped swap(RuleSet next) throws IOException {
    if (next.server().isDurable() && !rules.server().isDurable()) {
      throw new IOException(
          "the journal is opened at the start only: restart the hub for ack: 'durable'");
    }
    LaneGroup.Plan plan = lanes.plan(next.streams());
    AtomicLong pause = new AtomicLong();
    Listeners.Change change = listeners.prepare(next.server().listeners());
    try {
      outboxes.prepare(next.outputs());
      onLane(
          () -> {
            long began = time.elapsedMicros();
            lanes.install(plan);
            pause.set(time.elapsedMicros() - began);
          });
    } catch (IOException | RuntimeException e) {
      outboxes.retain(new LinkedHashSet<>(rules.outputs()));
      change.undo();
      throw e;
    }
    change.finish();
    RuleSet before = rules;
    rules = next;
    return new Swapped(Duration.of(pause.get(), ChronoUnit.MICROS), before);
  }

  /**
   * Waits until all copies have gone over to the rules in force, for a minute at most, and lets go
   * of the rules before and of the outputs that only they name: what is not there any more sends on
   * what it held when its copy goes over, and the output must still be there then.
   */
  public void release(Swapped swapped) {
    long until = time.elapsedMicros() + TimeUnit.MICROSECONDS.convert(UP_TO_DATE_WITHIN);
    try {
      while (!(lanes.isUpToDate() && (state == null || state.holdsNone()))
          && time.elapsedMicros() < until) {
        TimeUnit.MILLISECONDS.sleep(2);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    outboxes.retain(new LinkedHashSet<>(rules.outputs()));
    swapped.before().close();
    if (state != null) {
      loop.submit(state::soon);
    }
  }

  private void closeRules() {
    try {
      onLane(lanes::close);
    } catch (IOException e) {
      LOG.error("the rules could not be closed: {}", e.getMessage());
    }
  }

  private void onLane(Runnable work) throws IOException {
    LaneTask.run(loop::submit, work, LANE_ANSWERS_WITHIN);
  }

  /** Runs an event of the hub's own through the rules; dropped when the lane is far behind. */
  public void accept(Event event) {
    if (loop.submit(() -> ingress.accept(event))) {
      telemetry.counter("tocsin.events.in", "listener", "own").increment();
    } else {
      telemetry.lost("laneBusy", "own events").increment();
    }
  }

  /** Whether events are accepted. */
  public boolean isReady() {
    return ready;
  }

  public RuleSet rules() {
    return rules;
  }

  public Telemetry telemetry() {
    return telemetry;
  }

  public Listeners listeners() {
    return listeners;
  }

  public RunningOutboxes outboxes() {
    return outboxes;
  }

  /** The lanes by key; none when there is a single lane. */
  public List<LaneGroup.Status> lanes() {
    return lanes.status();
  }

  public int indexSize() {
    return lane.index().size();
  }

  public double uptimeSeconds() {
    return (time.elapsedMicros() - startedMicros) / 1e6;
  }

  /**
   * Stops listening, writes the state down or flushes the rules, drains the outboxes for a while,
   * and ends.
   */
  @Override
  public void close() {
    boolean wasReady = ready;
    ready = false;
    listeners.close();
    // What is written down goes on at the next start: it must not be sent on, or dropped, now.
    if (state == null || (wasReady && !state.stopped())) {
      closeRules();
    }
    lanes.stop(DRAIN_WITHIN);
    outboxes.close(DRAIN_WITHIN);
    if (state != null) {
      state.close();
    }
    loop.close();
    rules.close();
  }
}
