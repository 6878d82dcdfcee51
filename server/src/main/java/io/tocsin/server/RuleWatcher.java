package io.tocsin.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices when a rule file has changed. It looks at sizes and times every second, which works on
 * every file system, network ones and links that are swapped included; what looks changed is hashed
 * when two looks in a row agree, so that a file is not read while it is being written, and only
 * another content counts.
 */
public final class RuleWatcher implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(RuleWatcher.class);
  private static final long LOOK_EVERY_MILLIS = 1000;

  private final List<Path> named;
  private final Supplier<Set<Path>> known;
  private final Runnable changed;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread t = new Thread(task, "rule-watch");
            t.setDaemon(true);
            return t;
          });
  private Map<Path, String> looksBefore;
  private boolean unsettled;
  private volatile Map<Path, String> contentsBefore = Map.of();

  /**
   * A watcher; {@link #start} starts it.
   *
   * @param named files and directories the user named
   * @param known the files that count besides those: what they include
   * @param changed called on the watcher's thread
   */
  public RuleWatcher(List<Path> named, Supplier<Set<Path>> known, Runnable changed) {
    this.named = named;
    this.known = known;
    this.changed = changed;
    this.contentsBefore = FileContents.of(files());
    this.looksBefore = looks();
  }

  public void start() {
    thread.scheduleWithFixedDelay(
        this::look, LOOK_EVERY_MILLIS, LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS);
  }

  /** Takes note of what was loaded otherwise: it is no change any more. Any thread may call it. */
  public synchronized void loaded(Map<Path, String> contents) {
    Map<Path, String> known = new TreeMap<>(contentsBefore);
    known.putAll(contents);
    contentsBefore = known;
  }

  /** Looks once. Package-private for tests, which call it instead of waiting. */
  void look() {
    try {
      Map<Path, String> looks = looks();
      boolean same = looks.equals(looksBefore);
      looksBefore = looks;
      if (!same) {
        unsettled = true;
        return;
      }
      if (!unsettled) {
        return;
      }
      unsettled = false;
      if (hasOtherContents()) {
        changed.run();
      }
    } catch (RuntimeException e) {
      LOG.warn("rule files could not be looked at error={}", e.toString());
    }
  }

  private synchronized boolean hasOtherContents() {
    Map<Path, String> contents = FileContents.of(files());
    boolean other = differs(contents);
    contentsBefore = contents;
    return other;
  }

  private Map<Path, String> looks() {
    Map<Path, String> looks = new TreeMap<>();
    for (Path file : files()) {
      try {
        looks.put(file, Files.size(file) + " " + Files.getLastModifiedTime(file).toMillis());
      } catch (IOException e) {
        looks.put(file, "unreadable");
      }
    }
    return looks;
  }

  /** A file that is only now known to be included is no change by itself. */
  private boolean differs(Map<Path, String> contents) {
    Set<Path> listed = listed();
    for (Map.Entry<Path, String> file : contents.entrySet()) {
      String before = contentsBefore.get(file.getKey());
      if (before == null ? listed.contains(file.getKey()) : !before.equals(file.getValue())) {
        return true;
      }
    }
    return false;
  }

  private Set<Path> files() {
    Set<Path> files = new TreeSet<>(known.get());
    files.addAll(contentsBefore.keySet());
    files.addAll(listed());
    return files;
  }

  /** What the user named: the files, and what is in the directories now. */
  private Set<Path> listed() {
    Set<Path> files = new TreeSet<>();
    for (Path path : named) {
      if (!Files.isDirectory(path)) {
        files.add(path.toAbsolutePath().normalize());
        continue;
      }
      try (Stream<Path> all = Files.walk(path)) {
        all.filter(p -> p.toString().endsWith(".groovy"))
            .forEach(p -> files.add(p.toAbsolutePath().normalize()));
      } catch (IOException e) {
        LOG.warn("a directory of rules cannot be read path={}", path);
      }
    }
    return files;
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
