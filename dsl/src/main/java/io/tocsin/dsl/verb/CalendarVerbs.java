package io.tocsin.dsl.verb;

import groovy.lang.Closure;
import io.tocsin.dsl.internal.TimeZones;
import io.tocsin.stream.Place;
import io.tocsin.stream.window.CalendarSpec;
import io.tocsin.stream.window.CalendarUnit;
import io.tocsin.stream.window.TumblingSpec;
import java.time.DayOfWeek;
import java.time.Duration;
import java.util.Map;

/** Windows of a calendar: hours, days, weeks and months of a time zone. */
public interface CalendarVerbs extends Verbs {

  /** The hours of a zone, UTC unless one is named. */
  @Verb(in = Scope.EVENT, usage = "hourly('Europe/Berlin', lateness: 1.second, empty: false) { … }")
  @Option(name = "lateness", type = Duration.class)
  @Option(name = "empty", type = Boolean.class)
  default void hourly(@Opens(Scope.BATCH) Closure<?> body) {
    calendar("hourly", CalendarUnit.HOUR, Map.of(), "UTC", body);
  }

  @SameVerb
  default void hourly(String zone, @Opens(Scope.BATCH) Closure<?> body) {
    calendar("hourly", CalendarUnit.HOUR, Map.of(), zone, body);
  }

  @SameVerb
  default void hourly(Map<String, ?> options, @Opens(Scope.BATCH) Closure<?> body) {
    calendar("hourly", CalendarUnit.HOUR, options, "UTC", body);
  }

  @SameVerb
  default void hourly(Map<String, ?> options, String zone, @Opens(Scope.BATCH) Closure<?> body) {
    calendar("hourly", CalendarUnit.HOUR, options, zone, body);
  }

  /** The days of a zone, UTC unless one is named. */
  @Verb(in = Scope.EVENT, usage = "daily('Europe/Berlin', lateness: 1.second, empty: false) { … }")
  @Option(name = "lateness", type = Duration.class)
  @Option(name = "empty", type = Boolean.class)
  default void daily(@Opens(Scope.BATCH) Closure<?> body) {
    calendar("daily", CalendarUnit.DAY, Map.of(), "UTC", body);
  }

  @SameVerb
  default void daily(String zone, @Opens(Scope.BATCH) Closure<?> body) {
    calendar("daily", CalendarUnit.DAY, Map.of(), zone, body);
  }

  @SameVerb
  default void daily(Map<String, ?> options, @Opens(Scope.BATCH) Closure<?> body) {
    calendar("daily", CalendarUnit.DAY, options, "UTC", body);
  }

  @SameVerb
  default void daily(Map<String, ?> options, String zone, @Opens(Scope.BATCH) Closure<?> body) {
    calendar("daily", CalendarUnit.DAY, options, zone, body);
  }

  /** The weeks of a zone, UTC unless one is named, from Monday unless told. */
  @Verb(
      in = Scope.EVENT,
      usage = "weekly('Europe/Berlin', lateness: 1.second, empty: false, starts: 'monday') { … }")
  @Option(name = "lateness", type = Duration.class)
  @Option(name = "empty", type = Boolean.class)
  @Option(name = "starts", type = String.class)
  default void weekly(@Opens(Scope.BATCH) Closure<?> body) {
    calendar("weekly", CalendarUnit.WEEK, Map.of(), "UTC", body);
  }

  @SameVerb
  default void weekly(String zone, @Opens(Scope.BATCH) Closure<?> body) {
    calendar("weekly", CalendarUnit.WEEK, Map.of(), zone, body);
  }

  @SameVerb
  default void weekly(Map<String, ?> options, @Opens(Scope.BATCH) Closure<?> body) {
    calendar("weekly", CalendarUnit.WEEK, options, "UTC", body);
  }

  @SameVerb
  default void weekly(Map<String, ?> options, String zone, @Opens(Scope.BATCH) Closure<?> body) {
    calendar("weekly", CalendarUnit.WEEK, options, zone, body);
  }

  /** The months of a zone, UTC unless one is named. */
  @Verb(
      in = Scope.EVENT,
      usage = "monthly('Europe/Berlin', lateness: 1.second, empty: false) { … }")
  @Option(name = "lateness", type = Duration.class)
  @Option(name = "empty", type = Boolean.class)
  default void monthly(@Opens(Scope.BATCH) Closure<?> body) {
    calendar("monthly", CalendarUnit.MONTH, Map.of(), "UTC", body);
  }

  @SameVerb
  default void monthly(String zone, @Opens(Scope.BATCH) Closure<?> body) {
    calendar("monthly", CalendarUnit.MONTH, Map.of(), zone, body);
  }

  @SameVerb
  default void monthly(Map<String, ?> options, @Opens(Scope.BATCH) Closure<?> body) {
    calendar("monthly", CalendarUnit.MONTH, options, "UTC", body);
  }

  @SameVerb
  default void monthly(Map<String, ?> options, String zone, @Opens(Scope.BATCH) Closure<?> body) {
    calendar("monthly", CalendarUnit.MONTH, options, zone, body);
  }

  private void calendar(
      String verb, CalendarUnit unit, Map<String, ?> options, String zone, Closure<?> body) {
    Duration lateness =
        optional(verb, options, "lateness", Duration.class, TumblingSpec.DEFAULT_LATENESS);
    boolean empty = optional(verb, options, "empty", Boolean.class, false);
    Object starts = options.get("starts");
    Place where = build().place();
    batches(
        verb,
        () -> {
          DayOfWeek day =
              starts == null
                  ? DayOfWeek.MONDAY
                  : TimeZones.day(build(), where, verb, String.valueOf(starts));
          return new CalendarSpec(
              unit, TimeZones.zone(build(), where, verb, zone), day, lateness, empty);
        },
        body);
  }
}
