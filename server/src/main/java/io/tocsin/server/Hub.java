package io.tocsin.server;

import io.tocsin.core.CountingObserver;
import io.tocsin.core.Lane;
import io.tocsin.core.LaneIngress;
import io.tocsin.core.LaneSettings;
import io.tocsin.core.lanes.LaneGroup;
import io.tocsin.dsl.RuleSet;
import io.tocsin.dsl.ServerSettings;
import io.tocsin.event.Event;
import io.tocsin.index.IndexSettings;
import io.tocsin.sink.Outboxes;
import io.tocsin.sink.RunningOutboxes;
import io.tocsin.stream.end.EventLog;
import io.tocsin.telemetry.ClockAhead;
import io.tocsin.telemetry.QuietLog;
import io.tocsin.telemetry.Telemetry;
import io.tocsin.time.SystemTime;
import io.tocsin.transport.LaneLoop;
import java.io.IOException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
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
  private final long startedMicros;
  private volatile RuleSet rules;
  private volatile boolean ready;

  /** A hub for a rule set; nothing listens before {@link #start}. */
  public Hub(RuleSet rules) {
    this.rules = rules;
    startedMicros = time.elapsedMicros();
    outboxes = new RunningOutboxes(time, telemetry);
    QuietLog log = new QuietLog(LoggerFactory.getLogger("tocsin.rules"), time, LOG_INTERVAL_MICROS);
    EventLog eventLog = new LoggedEvents();
    ServerSettings server = rules.server();
    LaneSettings settings =
        new LaneSettings(server.maxSkew(), new IndexSettings(server.indexEntries()));
    Map<Class<?>, Object> services = Map.of(Outboxes.class, outboxes, EventLog.class, eventLog);
    lane = new Lane(settings, new CountingObserver(telemetry, log), services);
    loop = new LaneLoop(time);
    // What counts a lane's losses is that lane's alone.
    Supplier<Lane> byKey =
        () -> Lane.ofPart(settings, new CountingObserver(telemetry, log), services);
    lanes =
        new LaneGroup(
            lane,
            server.lanes().besidesMerge(),
            server.lanes().key(),
            new LaneGroup.Running(byKey, loop, time, telemetry, log));
    ingress = new LaneIngress(lane, time, loop::later, lanes::tap);
    listeners = new Listeners(loop, ingress, ingress, telemetry, time);
    ClockAhead.watch(time, telemetry, LoggerFactory.getLogger(ClockAhead.class));
    telemetry.gauge("tocsin.index.size", () -> lane.index().size());
    telemetry.gauge("tocsin.uptime.seconds", this::uptimeSeconds);
  }

  /**
   * Installs the rules and opens the listeners.
   *
   * @throws IOException if one cannot be opened; says which and why
   */
  public void start(HubControl control) throws IOException {
    lanes.start();
    loop.drive(ingress::arrive, lane::nextDueMicros, lanes::inputDone);
    listeners.control(control);
    onLane(() -> lanes.install(rules.streams()));
    if (rules.server().lanes().number() > 1) {
      LOG.info("{}", LaneSpread.of(rules).summary());
    }
    listeners.open(rules.server().listeners());
    ready = true;
  }

  /**
   * Puts another rule set in force, between two events. Listeners and outputs with equal settings
   * keep running. If anything fails, everything is as it was.
   *
   * @return how long the lane stood still for it
   * @throws IOException if a listener cannot be opened, or the lane does not take the rules
   */
  public Duration swap(RuleSet next) throws IOException {
    LaneGroup.Plan plan = lanes.plan(next.streams());
    AtomicLong pause = new AtomicLong();
    Listeners.Change change = listeners.prepare(next.server().listeners());
    try {
      onLane(
          () -> {
            long began = time.elapsedMicros();
            lanes.install(plan);
            pause.set(time.elapsedMicros() - began);
          });
    } catch (IOException | RuntimeException e) {
      change.undo();
      throw e;
    }
    change.finish();
    outboxes.retain(new LinkedHashSet<>(next.outputs()));
    RuleSet old = rules;
    rules = next;
    awaitUpToDate();
    old.close();
    return Duration.of(pause.get(), ChronoUnit.MICROS);
  }

  /**
   * Waits until nothing needs the rules that were in force before, which copies go over from one by
   * one.
   */
  private void awaitUpToDate() {
    long until = time.elapsedMicros() + TimeUnit.MICROSECONDS.convert(UP_TO_DATE_WITHIN);
    try {
      while (!lanes.isUpToDate() && time.elapsedMicros() < until) {
        TimeUnit.MILLISECONDS.sleep(2);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
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

  /** Stops listening, flushes the rules, drains the outboxes for a while, and ends. */
  @Override
  public void close() {
    ready = false;
    listeners.close();
    try {
      onLane(lanes::close);
    } catch (IOException e) {
      LOG.error("the rules could not be closed: {}", e.getMessage());
    }
    lanes.stop(DRAIN_WITHIN);
    outboxes.close(DRAIN_WITHIN);
    loop.close();
    rules.close();
  }
}
