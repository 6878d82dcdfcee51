package io.tocsin.dsl.internal;

import io.tocsin.stream.Place;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Time zones and days of the week as rules name them. */
public final class TimeZones {

  private TimeZones() {}

  /** A zone by its name, as {@code Europe/Berlin}, {@code UTC} or {@code +02:00}. */
  public static ZoneId zone(RuleBuilder build, Place where, String verb, String name) {
    try {
      return ZoneId.of(name);
    } catch (DateTimeException e) {
      String near = Suggestion.remedy(name, ZoneId.getAvailableZoneIds());
      throw build.fail(
          where,
          verb + ": no time zone '" + name + "'",
          near.isEmpty() ? "Zones are named as 'Europe/Berlin', 'UTC' or '+02:00'." : near);
    }
  }

  /** A day by its English name in full. */
  public static DayOfWeek day(RuleBuilder build, Place where, String verb, String name) {
    List<String> days =
        Arrays.stream(DayOfWeek.values()).map(day -> day.name().toLowerCase(Locale.ROOT)).toList();
    int at = days.indexOf(name.toLowerCase(Locale.ROOT));
    if (at < 0) {
      String near = Suggestion.remedy(name, days);
      throw build.fail(
          where,
          verb + ": no day of the week '" + name + "'",
          near.isEmpty() ? "Days are " + String.join(", ", days) + "." : near);
    }
    return DayOfWeek.of(at + 1);
  }
}
