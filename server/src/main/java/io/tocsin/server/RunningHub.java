package io.tocsin.server;

import io.tocsin.core.lanes.LaneGroup;
import io.tocsin.disk.Disk;
import io.tocsin.disk.SystemDisk;
import io.tocsin.dsl.RuleCompiler;
import io.tocsin.dsl.RuleSet;
import io.tocsin.dsl.ServerSettings.Kind;
import io.tocsin.dsl.ServerSettings.Listener;
import io.tocsin.sink.DeadLetter;
import io.tocsin.telemetry.Telemetry;
import io.tocsin.transport.LaneLoop;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A hub with all that makes it a service: reload by signal, by changed file and on request, the
 * machine's own figures, and a report of its state. Thread-safe.
 */
public final class RunningHub implements HubControl, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(RunningHub.class);

  private final Hub hub;
  private final Reloader reloader;
  private final RuleWatcher watcher;
  private final @Nullable Vitals vitals;

  private RunningHub(Hub hub, List<Path> files, RuleCompiler compiler) {
    this.hub = hub;
    String host = hostName();
    reloader = new Reloader(hub, files, compiler, host);
    watcher = new RuleWatcher(files, reloader::watched, this::reload);
    reloader.onLoaded(watcher::loaded);
    Duration every = hub.rules().server().vitals();
    vitals = every == null ? null : new Vitals(host, every, hub::accept);
  }

  /**
   * Starts a hub.
   *
   * @param rules the rules to start with; owned by the hub from here on
   * @param files what to load again at a reload
   * @param watch whether they are loaded again when they have changed
   * @throws IOException if a listener cannot be opened; nothing stays open then
   */
  public static RunningHub start(
      RuleSet rules, List<Path> files, RuleCompiler compiler, boolean watch) throws IOException {
    return start(rules, files, compiler, watch, new SystemDisk());
  }

  /**
   * As the other.
   *
   * @param disk what its state is on
   */
  public static RunningHub start(
      RuleSet rules, List<Path> files, RuleCompiler compiler, boolean watch, Disk disk)
      throws IOException {
    Hub hub = new Hub(rules, dataDir(rules, files), disk);
    RunningHub running = new RunningHub(hub, files, compiler);
    try {
      hub.start(running);
    } catch (IOException | RuntimeException e) {
      running.close();
      throw e;
    }
    Signals.onHangup(running::reload);
    if (watch) {
      running.watcher.start();
    }
    if (running.vitals != null) {
      running.vitals.start();
    }
    return running;
  }

  /** As the rules name it, beside the first of them. */
  private static @Nullable Path dataDir(RuleSet rules, List<Path> files) {
    String named = rules.server().dataDir();
    if (named == null) {
      return null;
    }
    Path first = files.get(0).toAbsolutePath();
    Path folder = Files.isDirectory(first) ? first : first.getParent();
    return folder == null ? Path.of(named) : folder.resolve(named);
  }

  /**
   * Begins, beside the caller's thread, what a start needs whatever the rules are: the log, the
   * counters, the sockets' native part. A start without it takes longer and is no different.
   */
  public static void prepare() {
    Thread thread =
        new Thread(
            () -> {
              LOG.debug("getting ready");
              new Telemetry().counter("tocsin.events.in", "listener", "own");
              LaneLoop.prepare();
              hostName();
            },
            "prepare");
    thread.setDaemon(true);
    thread.start();
  }

  private static String hostName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "localhost";
    }
  }

  @Override
  public @Nullable String notReadyBecause() {
    return hub.isReady() ? null : "the hub is starting or stopping";
  }

  @Override
  public CompletableFuture<Map<String, Object>> reload(boolean dryRun) {
    return reloader.reload(dryRun);
  }

  private void reload() {
    var unused = reloader.reload(false);
  }

  /** Where each listener can be reached. */
  public Map<Listener, InetSocketAddress> addresses() {
    return hub.listeners().addresses();
  }

  /** The address of the first listener of a kind, null when there is none. */
  public @Nullable InetSocketAddress address(Kind kind) {
    return hub.listeners().address(kind);
  }

  /** The hub itself. */
  public Hub hub() {
    return hub;
  }

  @Override
  public Map<String, Object> report() {
    Map<String, Object> status = new LinkedHashMap<>();
    double uptime = hub.uptimeSeconds();
    long events = hub.telemetry().total("tocsin.events.in");
    status.put("ready", hub.isReady());
    status.put("uptimeSeconds", Math.round(uptime));
    status.put("eventsIn", events);
    status.put("eventsPerSecond", Math.round(10 * events / Math.max(1, uptime)) / 10.0);
    status.put("streams", hub.rules().streams().size());
    if (!hub.lanes().isEmpty()) {
      status.put("lanes", hub.lanes().stream().map(RunningHub::lane).toList());
    }
    status.put("indexEntries", hub.indexSize());
    Reloader.Outcome last = reloader.last();
    Map<String, Object> reload = new LinkedHashMap<>();
    reload.put("count", last.count());
    reload.put("last", last.succeeded() ? "ok" : "failed");
    reload.put("text", last.text());
    status.put("reload", reload);
    Map<String, Object> listeners = new LinkedHashMap<>();
    addresses()
        .forEach(
            (l, a) ->
                listeners.put(
                    l.kind().name().toLowerCase(java.util.Locale.ROOT) + " " + a.getPort(),
                    a.getAddress().getHostAddress() + ":" + a.getPort()));
    status.put("listeners", listeners);
    status.put("outputs", hub.outboxes().status().stream().map(OutboxReport::of).toList());
    status.put("losses", hub.telemetry().losses());
    return status;
  }

  private static Map<String, Object> lane(LaneGroup.Status s) {
    Map<String, Object> lane = new LinkedHashMap<>();
    lane.put("lane", s.lane());
    lane.put("events", s.events());
    lane.put("waiting", s.waiting());
    lane.put("waitedFor", s.waits());
    return lane;
  }

  @Override
  public List<Map<String, Object>> outboxes() {
    return hub.outboxes().contents().stream().map(OutboxReport::of).toList();
  }

  @Override
  public int retryLetters(String output, String id) {
    return hub.outboxes().retry(output, letter -> isMeant(letter, id));
  }

  @Override
  public int dropLetters(String output, String id) {
    return hub.outboxes().drop(output, letter -> isMeant(letter, id));
  }

  private static boolean isMeant(DeadLetter letter, String id) {
    return id.isEmpty() || letter.message().id().toString().equals(id);
  }

  @Override
  public void close() {
    LOG.info("stopping");
    watcher.close();
    reloader.close();
    if (vitals != null) {
      vitals.close();
    }
    hub.close();
    LOG.info("stopped");
  }
}
