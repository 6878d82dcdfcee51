package io.tocsin.stream.gap;

import io.tocsin.event.Event;
import io.tocsin.stream.Bounds;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the recipes of events put in have in common. */
final class Fillers {

  private Fillers() {}

  static void check(String verb, Duration interval, int times) {
    Bounds.repeatedLength(verb, "interval", interval);
    if (times < 1 || times > FillInSpec.MAX_TIMES) {
      throw new IllegalArgumentException(
          verb + ": times must be from 1 to " + FillInSpec.MAX_TIMES + ", was " + times);
    }
  }

  /** A copy that holds nulls too, each value checked to fit its field. */
  static Map<String, @Nullable Object> checkedCopy(
      String verb, Map<String, ? extends @Nullable Object> fields) {
    try {
      Event.builder().set(fields);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(verb + ": " + e.getMessage(), e);
    }
    return Collections.unmodifiableMap(new LinkedHashMap<>(fields));
  }

  /** How many intervals fill a day: at least one, at most the bound. */
  static int ofADay(Duration interval) {
    boolean positive = !interval.isZero() && !interval.isNegative();
    long times = positive ? Duration.ofDays(1).dividedBy(interval) : 1;
    return (int) Math.max(1, Math.min(times, FillInSpec.MAX_TIMES));
  }
}
