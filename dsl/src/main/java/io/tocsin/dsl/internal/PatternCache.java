package io.tocsin.dsl.internal;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * Compiled patterns of regular expressions that are not constants in the source. Bounded: when it
 * is full it is emptied, since a rule that makes ever new patterns gains nothing from any cache.
 * Thread-safe.
 */
final class PatternCache {

  private static final int LIMIT = 1000;
  private static final Map<String, Pattern> PATTERNS = new ConcurrentHashMap<>();

  private PatternCache() {}

  static Pattern get(String regex) {
    Pattern known = PATTERNS.get(regex);
    if (known == null) {
      if (PATTERNS.size() >= LIMIT) {
        PATTERNS.clear();
      }
      known = Pattern.compile(regex);
      PATTERNS.put(regex, known);
    }
    return known;
  }
}
