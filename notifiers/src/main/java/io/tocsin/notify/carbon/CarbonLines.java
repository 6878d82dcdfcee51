package io.tocsin.notify.carbon;

import io.tocsin.event.Event;
import io.tocsin.notify.text.PlainNumber;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Events as lines of carbon's protocol: {@code path value seconds}. Events without a metric, with
 * an infinite one or without a name are left out; without a time carbon takes its own.
 */
record CarbonLines(String prefix, PathRule rule) {

  /** Carbon's word for the time of arrival. */
  private static final String NOW = "-1";

  byte[] of(List<Event> events) {
    StringBuilder lines = new StringBuilder(events.size() * 48);
    for (Event event : events) {
      if (event.hasMetric() && !Double.isInfinite(event.metricOrNaN())) {
        String path = path(event);
        if (!path.isEmpty()) {
          lines.append(path).append(' ').append(PlainNumber.ofMetric(event));
          lines.append(' ').append(seconds(event)).append('\n');
        }
      }
    }
    return lines.toString().getBytes(StandardCharsets.US_ASCII);
  }

  private String path(Event event) {
    String path = ruled(event);
    if (path == null || path.isBlank()) {
      return "";
    }
    String safe = SafePath.of(path);
    return safe.isEmpty() || prefix.isEmpty() ? safe : prefix + "." + safe;
  }

  private @Nullable String ruled(Event event) {
    try {
      return rule.path(event);
    } catch (Exception | AssertionError | StackOverflowError | LinkageError e) {
      // A user's function that fails on one event must not hold up all the others.
      return PathRule.riemann().path(event);
    }
  }

  private static String seconds(Event event) {
    return event.hasTime() ? Long.toString(Math.floorDiv(event.timeMicrosOr(0), 1_000_000L)) : NOW;
  }
}
