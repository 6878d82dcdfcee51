package io.tocsin.stream.window;

import io.tocsin.stream.Bounds;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;

/**
 * The beginnings of days, weeks or months in a zone: the first moment of a date there, whether its
 * day has 23, 24 or 25 hours.
 */
final class DateBorders implements Borders {

  private static final Duration LONGEST = Duration.ofDays(31 + 2);

  private final CalendarUnit unit;
  private final ZoneId zone;
  private final DayOfWeek weekStarts;

  DateBorders(CalendarUnit unit, ZoneId zone, DayOfWeek weekStarts) {
    this.unit = unit;
    this.zone = zone;
    this.weekStarts = weekStarts;
  }

  @Override
  public long start(long time) {
    LocalDate first = first(date(time));
    // Clocks that are put back past midnight show the old date again in a new day.
    long next = moment(next(first));
    return next <= time ? next : moment(first);
  }

  @Override
  public long end(long start) {
    return moment(next(first(date(start))));
  }

  @Override
  public long longest() {
    return Bounds.micros(LONGEST);
  }

  private LocalDate date(long time) {
    return LocalDate.ofInstant(Moments.instant(time), zone);
  }

  private long moment(LocalDate date) {
    return Moments.micros(date.atStartOfDay(zone).toInstant());
  }

  private LocalDate first(LocalDate date) {
    return switch (unit) {
      case WEEK -> date.with(TemporalAdjusters.previousOrSame(weekStarts));
      case MONTH -> date.withDayOfMonth(1);
      default -> date;
    };
  }

  private LocalDate next(LocalDate first) {
    return switch (unit) {
      case WEEK -> first.plusWeeks(1);
      case MONTH -> first.plusMonths(1);
      default -> first.plusDays(1);
    };
  }
}
