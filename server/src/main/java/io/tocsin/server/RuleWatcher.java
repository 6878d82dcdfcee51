package io.tocsin.server;

import io.tocsin.dsl.RuleSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
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
  private final Supplier<RuleSet> rules;
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
  private String hashBefore;

  /**
   * A watcher; {@link #start} starts it.
   *
   * @param named files and directories the user named
   * @param rules the rules in force, for the files they include
   * @param changed called on the watcher's thread
   */
  public RuleWatcher(List<Path> named, Supplier<RuleSet> rules, Runnable changed) {
    this.named = named;
    this.rules = rules;
    this.changed = changed;
    this.looksBefore = looks();
    this.hashBefore = hash();
  }

  public void start() {
    thread.scheduleWithFixedDelay(
        this::look, LOOK_EVERY_MILLIS, LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS);
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
      String hash = hash();
      if (!hash.equals(hashBefore)) {
        hashBefore = hash;
        changed.run();
      }
    } catch (RuntimeException e) {
      LOG.warn("rule files could not be looked at error={}", e.toString());
    }
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

  private Set<Path> files() {
    Set<Path> files = new TreeSet<>(rules.get().files());
    for (Path path : named) {
      if (Files.isDirectory(path)) {
        try (Stream<Path> all = Files.walk(path)) {
          all.filter(p -> p.toString().endsWith(".groovy"))
              .forEach(p -> files.add(p.toAbsolutePath().normalize()));
        } catch (IOException e) {
          LOG.warn("a directory of rules cannot be read path={}", path);
        }
      }
    }
    return files;
  }

  private String hash() {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (Path file : files()) {
        digest.update(file.toString().getBytes(java.nio.charset.StandardCharsets.UTF_8));
        if (Files.isReadable(file)) {
          digest.update(Files.readAllBytes(file));
        }
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException | IOException e) {
      return "unreadable " + e.getMessage();
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
