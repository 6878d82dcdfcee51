package io.tocsin.dsl.cache;

import io.tocsin.time.SystemTime;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Keeps compiled rules between loads, in files. At most {@link #MAX_FILES} of {@link #MAX_BYTES} in
 * all; those not used for longest go. A file that is torn, changed, or not the user's own is passed
 * over, and nothing that goes wrong here is an error. Thread-safe.
 */
public final class RuleCache {

  /** So many sets of rules are kept. */
  public static final int MAX_FILES = 32;

  /** So many bytes are kept in all. */
  public static final long MAX_BYTES = 64 << 20;

  private static final String SWITCHED_OFF = "off";

  private final @Nullable CacheDirectory directory;
  private final List<String> build;

  private RuleCache(@Nullable CacheDirectory directory, List<String> build) {
    this.directory = directory;
    this.build = build;
  }

  /** Keeps nothing and finds nothing. */
  public static RuleCache none() {
    return new RuleCache(null, List.of());
  }

  /**
   * A cache in a directory, which is made when something is kept.
   *
   * @param build what made the classes: those of another build are not found
   */
  public static RuleCache in(Path directory, String build) {
    return new RuleCache(
        new CacheDirectory(directory, MAX_FILES, MAX_BYTES, new SystemTime()), List.of(build));
  }

  /**
   * The user's cache, for the program that runs: where {@code TOCSIN_CACHE} says, else in {@code
   * $XDG_CACHE_HOME/tocsin/rules}, else in {@code ~/.cache/tocsin/rules}; none when {@code
   * TOCSIN_CACHE} is {@code off}, or there is no such place.
   */
  public static RuleCache ofUser(Map<String, String> environment) {
    try {
      Path place = place(environment);
      return place == null || !place.isAbsolute()
          ? none()
          : new RuleCache(
              new CacheDirectory(place, MAX_FILES, MAX_BYTES, new SystemTime()),
              BuildIdentity.running());
    } catch (IOException | InvalidPathException e) {
      return none();
    }
  }

  private static @Nullable Path place(Map<String, String> environment) {
    String asked = environment.getOrDefault("TOCSIN_CACHE", "");
    if (asked.equals(SWITCHED_OFF)) {
      return null;
    }
    if (!asked.isEmpty()) {
      return Path.of(asked).toAbsolutePath();
    }
    String caches = environment.getOrDefault("XDG_CACHE_HOME", "");
    String home = System.getProperty("user.home", "");
    Path base = caches.isEmpty() ? Path.of(home, ".cache") : Path.of(caches);
    return base.resolve("tocsin").resolve("rules");
  }

  /** Whether nothing can be found, so that there is no point in asking. */
  public boolean isOff() {
    return directory == null;
  }

  /**
   * The rules that were kept for these files.
   *
   * @param arguments what the user named, as written
   * @param named the files that stands for, with their digests; flat: path, digest, path …
   * @return null when there are none
   */
  public @Nullable CompiledRules find(List<String> arguments, List<String> named) {
    if (directory == null) {
      return null;
    }
    byte[] bytes = directory.read(name(arguments, named));
    return bytes == null ? null : CompiledRulesFormat.read(bytes);
  }

  /** Keeps rules for these files, in place of what was kept; see {@link #find}. */
  public void keep(List<String> arguments, List<String> named, CompiledRules rules) {
    if (directory != null) {
      byte[] bytes = CompiledRulesFormat.write(rules);
      if (bytes != null) {
        directory.write(name(arguments, named), bytes);
      }
    }
  }

  private String name(List<String> arguments, List<String> named) {
    List<String> all = new ArrayList<>(build);
    all.add("rules");
    all.addAll(arguments);
    all.add("files");
    all.addAll(named);
    return Digests.of(all) + ".rules";
  }
}
