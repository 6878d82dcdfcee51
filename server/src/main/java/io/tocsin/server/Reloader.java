package io.tocsin.server;

import io.tocsin.dsl.RuleCompiler;
import io.tocsin.dsl.RuleException;
import io.tocsin.dsl.RuleSet;
import io.tocsin.dsl.ServerSettings;
import io.tocsin.event.Event;
import io.tocsin.stream.StateChanges;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Loads the rules again: compiles everything, and only then has the hub swap. A failure changes
 * nothing, and is told by the log, by {@code status} and by an event. Thread-safe; one reload at a
 * time.
 */
public final class Reloader implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Reloader.class);

  private static final int ATTEMPTS = 5;

  private final Hub hub;
  private final List<Path> files;
  private final RuleCompiler compiler;
  private final String host;
  private final ServerSettings atStart;
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread t = new Thread(task, "reload");
            t.setDaemon(true);
            return t;
          });
  private volatile Consumer<Map<Path, String>> loaded = contents -> {};
  private volatile List<Path> failedFiles = List.of();
  private volatile Outcome last = new Outcome(true, "started", 0);

  /**
   * What became of a reload.
   *
   * @param succeeded whether the rules were replaced
   * @param text for people: what was wrong, or how many rules run
   * @param count how many reloads there were so far
   */
  public record Outcome(boolean succeeded, String text, long count) {}

  /**
   * A reloader of these rule files.
   *
   * @param host whom the event about a reload names
   */
  public Reloader(Hub hub, List<Path> files, RuleCompiler compiler, String host) {
    this.hub = hub;
    this.files = List.copyOf(files);
    this.compiler = compiler;
    this.host = host;
    atStart = hub.rules().server();
  }

  /**
   * Has somebody told the digests of the files of each load that came into force.
   *
   * @param listener called on the reloading thread
   */
  public void onLoaded(Consumer<Map<Path, String>> listener) {
    loaded = listener;
  }

  /**
   * Starts a reload; ends exceptionally, with a {@link RuleException} or IOException, if it fails.
   *
   * @param dryRun whether to say only what it would do; a failure is then told to the caller alone
   */
  public CompletableFuture<Map<String, Object>> reload(boolean dryRun) {
    return CompletableFuture.supplyAsync(dryRun ? this::tried : this::now, thread);
  }

  private Map<String, Object> tried() {
    long started = System.nanoTime();
    try (RuleSet next = settled().rules()) {
      Map<String, Object> outcome = new LinkedHashMap<>();
      outcome.put("reloaded", false);
      outcome.put("streams", next.streams().size());
      outcome.put("millis", millisSince(started));
      outcome.put("state", StateReport.of(StateChanges.of(hub.rules().streams(), next.streams())));
      outcome.put("warnings", warnings(atStart, next));
      return outcome;
    } catch (RuleException | IOException | RuntimeException e) {
      throw new ReloadFailed(String.valueOf(e.getMessage()), e);
    }
  }

  private static long millisSince(long started) {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - started);
  }

  private Map<String, Object> now() {
    long started = System.nanoTime();
    try {
      Settled settled = settled();
      RuleSet next = settled.rules();
      List<String> warnings = warnings(atStart, next);
      StateChanges changes = StateChanges.of(hub.rules().streams(), next.streams());
      Hub.Swapped swapped;
      try {
        swapped = hub.swap(next);
      } catch (IOException | RuntimeException e) {
        next.close();
        throw e;
      }
      // Before it waits: the watcher must not take what is loaded for another change.
      failedFiles = List.of();
      loaded.accept(settled.contents());
      hub.release(swapped);
      long millis = millisSince(started);
      String text =
          next.streams().size()
              + " streams in force after "
              + millis
              + " ms; "
              + StateReport.summary(changes);
      warnings.forEach(w -> LOG.warn("{}", w));
      tell(true, text);
      Map<String, Object> outcome = new LinkedHashMap<>();
      outcome.put("reloaded", true);
      outcome.put("streams", next.streams().size());
      outcome.put("millis", millis);
      outcome.put("pauseMicros", TimeUnit.MICROSECONDS.convert(swapped.pause()));
      outcome.put("state", StateReport.of(changes));
      outcome.put("warnings", warnings);
      return outcome;
    } catch (RuleException e) {
      failedFiles = e.files();
      tell(false, String.valueOf(e.getMessage()));
      throw new ReloadFailed(String.valueOf(e.getMessage()), e);
    } catch (IOException | RuntimeException e) {
      tell(false, String.valueOf(e.getMessage()));
      throw new ReloadFailed(String.valueOf(e.getMessage()), e);
    }
  }

  /** Rules with the digests of the files they were made of. */
  private record Settled(RuleSet rules, Map<Path, String> contents) {}

  /**
   * The rules as they are on disk. Files that are being written while they are read are read again:
   * half a rule file may well be a correct one.
   */
  private Settled settled() throws RuleException, IOException {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      Map<Path, String> before = FileContents.of(watched());
      RuleSet next = compiler.compile(files);
      Map<Path, String> after = FileContents.of(before.keySet());
      if (!before.equals(after)) {
        next.close();
        continue;
      }
      if (next.streams().isEmpty() && !hub.rules().streams().isEmpty()) {
        next.close();
        throw new IOException(
            "the rule files hold no streams any more; to run no rules at all, stop the hub");
      }
      return new Settled(next, FileContents.of(next.files(), after));
    }
    throw new IOException("the rule files change while they are read; try again");
  }

  private static List<String> warnings(ServerSettings now, RuleSet next) {
    List<String> warnings = new ArrayList<>();
    next.warnings().forEach(w -> warnings.add(w.toString()));
    ServerSettings then = next.server();
    if (!now.maxSkew().equals(then.maxSkew()) || now.indexEntries() != then.indexEntries()) {
      warnings.add("server: limits have changed; they take effect when the hub is started again");
    }
    if (!now.lanes().equals(then.lanes())) {
      warnings.add("server: lanes have changed; they take effect when the hub is started again");
    }
    if (!Objects.equals(now.vitals(), then.vitals())) {
      warnings.add("server: vitals have changed; they take effect when the hub is started again");
    }
    return warnings;
  }

  private void tell(boolean succeeded, String text) {
    last = new Outcome(succeeded, text, last.count() + 1);
    hub.telemetry().counter("tocsin.reloads", "outcome", succeeded ? "ok" : "failed").increment();
    if (succeeded) {
      LOG.info("reloaded: {}", text);
    } else {
      LOG.error("reload failed; the rules already running stay in force\n{}", text);
    }
    hub.accept(
        Event.builder()
            .host(host)
            .service("tocsin reload")
            .state(succeeded ? "ok" : "critical")
            .description(text)
            .ttlMicros(3_600_000_000L * 24)
            .tag("tocsin")
            .build());
  }

  /** The files of the rules in force, and of those that failed since. */
  public Set<Path> watched() {
    Set<Path> all = new TreeSet<>(hub.rules().files());
    all.addAll(failedFiles);
    return all;
  }

  /** How the last reload ended. */
  public Outcome last() {
    return last;
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }

  /** Why a reload did not happen, in words for people. */
  public static final class ReloadFailed extends RuntimeException {
    private static final long serialVersionUID = 1;

    ReloadFailed(String message, Throwable cause) {
      super(message, cause);
    }
  }
}
