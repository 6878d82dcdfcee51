package io.tocsin.stream.window;

import static java.time.Duration.ZERO;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.event.Batch;
import io.tocsin.event.Event;
import io.tocsin.fold.Samples;
import io.tocsin.stream.DropReason;
import io.tocsin.testkit.OperatorHarness;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Behaviour of {@link CalendarSpec}: its borders, and that its windows are kept as others are. */
final class CalendarTest {

  private static Borders borders(CalendarUnit unit, String zone) {
    return unit == CalendarUnit.HOUR
        ? new HourBorders(ZoneId.of(zone))
        : new DateBorders(unit, ZoneId.of(zone), DayOfWeek.MONDAY);
  }

  private static long micros(String instant) {
    Instant i = Instant.parse(instant);
    return i.getEpochSecond() * 1_000_000 + i.getNano() / 1000;
  }

  private static String shown(long micros, String zone) {
    return ZonedDateTime.ofInstant(Moments.instant(micros), ZoneId.of(zone))
        .toOffsetDateTime()
        .toString();
  }

  @ParameterizedTest(name = "{0} of {1} at {2}: from {3} until {4}")
  @CsvSource({
    "HOUR, UTC, 2026-01-01T10:00:00Z, 2026-01-01T10:00Z, 2026-01-01T11:00Z",
    "HOUR, UTC, 2026-01-01T10:59:59.999999Z, 2026-01-01T10:00Z, 2026-01-01T11:00Z",
    "HOUR, UTC, 1969-12-31T23:59:59.999999Z, 1969-12-31T23:00Z, 1970-01-01T00:00Z",
    "HOUR, Asia/Kolkata, 2026-01-01T10:29:59Z, 2026-01-01T15:00+05:30, 2026-01-01T16:00+05:30",
    "HOUR, Asia/Kolkata, 2026-01-01T10:30:00Z, 2026-01-01T16:00+05:30, 2026-01-01T17:00+05:30",
    // Berlin: from 2 to 3 in spring, from 3 to 2 in autumn.
    "HOUR, Europe/Berlin, 2026-03-29T00:59:59Z, 2026-03-29T01:00+01:00, 2026-03-29T03:00+02:00",
    "HOUR, Europe/Berlin, 2026-03-29T01:00:00Z, 2026-03-29T03:00+02:00, 2026-03-29T04:00+02:00",
    "HOUR, Europe/Berlin, 2026-10-25T00:30:00Z, 2026-10-25T02:00+02:00, 2026-10-25T02:00+01:00",
    "HOUR, Europe/Berlin, 2026-10-25T01:30:00Z, 2026-10-25T02:00+01:00, 2026-10-25T03:00+01:00",
    // Lord Howe: from 2:00 to 2:30 in its spring, from 2:00 to 1:30 in its autumn.
    "HOUR, Australia/Lord_Howe, 2026-10-03T15:29:59Z, 2026-10-04T01:00+10:30, 2026-10-04T02:30+11:00",
    "HOUR, Australia/Lord_Howe, 2026-10-03T15:30:00Z, 2026-10-04T02:30+11:00, 2026-10-04T03:00+11:00",
    "HOUR, Australia/Lord_Howe, 2026-10-03T16:00:00Z, 2026-10-04T03:00+11:00, 2026-10-04T04:00+11:00",
    "HOUR, Australia/Lord_Howe, 2026-04-04T14:59:59Z, 2026-04-05T01:00+11:00, 2026-04-05T01:30+10:30",
    "HOUR, Australia/Lord_Howe, 2026-04-04T15:00:00Z, 2026-04-05T01:30+10:30, 2026-04-05T02:00+10:30",
    "HOUR, Australia/Lord_Howe, 2026-04-04T15:30:00Z, 2026-04-05T02:00+10:30, 2026-04-05T03:00+10:30",
    "DAY, UTC, 2026-02-28T12:00:00Z, 2026-02-28T00:00Z, 2026-03-01T00:00Z",
    "DAY, Europe/Berlin, 2026-03-28T22:59:59Z, 2026-03-28T00:00+01:00, 2026-03-29T00:00+01:00",
    "DAY, Europe/Berlin, 2026-03-28T23:00:00Z, 2026-03-29T00:00+01:00, 2026-03-30T00:00+02:00",
    "DAY, Europe/Berlin, 2026-03-29T21:59:59Z, 2026-03-29T00:00+01:00, 2026-03-30T00:00+02:00",
    "DAY, Europe/Berlin, 2026-10-25T22:59:59Z, 2026-10-25T00:00+02:00, 2026-10-26T00:00+01:00",
    "DAY, Europe/Berlin, 2026-10-25T23:00:00Z, 2026-10-26T00:00+01:00, 2026-10-27T00:00+01:00",
    "DAY, Australia/Lord_Howe, 2026-04-05T12:00:00Z, 2026-04-05T00:00+11:00, 2026-04-06T00:00+10:30",
    // Beirut's clocks go from 0 to 1, Apia left a day out, St John's went from 0:01 back to 23:01.
    "DAY, Asia/Beirut, 2026-03-29T10:00:00Z, 2026-03-29T01:00+03:00, 2026-03-30T00:00+03:00",
    "DAY, Pacific/Apia, 2011-12-30T09:59:59Z, 2011-12-29T00:00-10:00, 2011-12-31T00:00+14:00",
    "DAY, America/St_Johns, 2010-11-07T02:29:59Z, 2010-11-06T00:00-02:30, 2010-11-07T00:00-02:30",
    "DAY, America/St_Johns, 2010-11-07T02:45:00Z, 2010-11-07T00:00-02:30, 2010-11-08T00:00-03:30",
    "WEEK, Europe/Berlin, 2026-03-29T12:00:00Z, 2026-03-23T00:00+01:00, 2026-03-30T00:00+02:00",
    "WEEK, Europe/Berlin, 2026-03-29T22:00:00Z, 2026-03-30T00:00+02:00, 2026-04-06T00:00+02:00",
    "MONTH, Europe/Berlin, 2026-10-31T22:59:59Z, 2026-10-01T00:00+02:00, 2026-11-01T00:00+01:00",
    "MONTH, Europe/Berlin, 2026-10-31T23:00:00Z, 2026-11-01T00:00+01:00, 2026-12-01T00:00+01:00",
    "MONTH, UTC, 2028-02-29T12:00:00Z, 2028-02-01T00:00Z, 2028-03-01T00:00Z",
  })
  void beginsAndEndsWithTheClocksOfTheZone(
      CalendarUnit unit, String zone, String time, String from, String until) {
    Borders borders = borders(unit, zone);
    long start = borders.start(micros(time));

    assertThat(shown(start, zone)).isEqualTo(from);
    assertThat(shown(borders.end(start), zone)).isEqualTo(until);
  }

  @ParameterizedTest
  @CsvSource({
    "SUNDAY, 2026-03-29T00:00Z",
    "MONDAY, 2026-03-30T00:00Z",
    "TUESDAY, 2026-03-24T00:00Z"
  })
  void beginsWeeksWithTheDayThatWasChosen(DayOfWeek day, String from) {
    Borders borders = new DateBorders(CalendarUnit.WEEK, ZoneId.of("UTC"), day);

    assertThat(shown(borders.start(micros("2026-03-30T05:00:00Z")), "UTC")).isEqualTo(from);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "UTC",
        "Europe/Berlin",
        "Australia/Lord_Howe",
        "America/St_Johns",
        "Pacific/Apia",
        "Asia/Beirut",
        "Africa/Casablanca",
        "Antarctica/Troll",
        "Asia/Kathmandu",
        "America/Havana",
        "+05:45",
      })
  void leavesNoGapAndNoOverlap(String zone) {
    Random random = Samples.random("calendar " + zone, 20260329);
    for (CalendarUnit unit : CalendarUnit.values()) {
      Borders borders = borders(unit, zone);
      for (int i = 0; i < 500; i++) {
        long time = random.nextLong(micros("1980-01-01T00:00:00Z"), micros("2040-01-01T00:00:00Z"));
        long start = borders.start(time);
        long end = borders.end(start);

        assertThat(time).as("%s %d", unit, time).isBetween(start, end - 1);
        assertThat(borders.start(start)).isEqualTo(start);
        assertThat(borders.start(end - 1)).as("%s %d", unit, time).isEqualTo(start);
        assertThat(borders.start(end)).as("%s %d", unit, time).isEqualTo(end);
        assertThat(end - start).isPositive().isLessThanOrEqualTo(borders.longest());
      }
    }
  }

  @Test
  void countsTheHoursOfTheDaysOnWhichClocksAreChanged() {
    assertThat(windowsOf("Europe/Berlin", "2026-03-28T23:00:00Z")).isEqualTo(23);
    assertThat(windowsOf("Europe/Berlin", "2026-10-24T22:00:00Z")).isEqualTo(25);
    assertThat(windowsOf("Australia/Lord_Howe", "2026-10-03T13:30:00Z")).isEqualTo(24);
    assertThat(windowsOf("Australia/Lord_Howe", "2026-04-04T13:00:00Z")).isEqualTo(25);
  }

  private static int windowsOf(String zone, String midnight) {
    Borders hours = borders(CalendarUnit.HOUR, zone);
    long end = borders(CalendarUnit.DAY, zone).end(micros(midnight));
    int windows = 0;
    for (long at = micros(midnight); at < end; at = hours.end(at)) {
      windows++;
    }
    return windows;
  }

  @Test
  void emitsAWindowWhenItClosesAndDropsWhatIsLate() {
    OperatorHarness days =
        OperatorHarness.of(new CalendarSpec(CalendarUnit.DAY, ZoneId.of("Europe/Berlin")));
    Event first = at("1970-01-01T22:59:59Z");
    Event next = at("1970-01-01T23:00:00Z");

    days.advance(23 * 3600).send(first, next);
    assertThat(days.advance(0.999999).take()).isEmpty();

    days.advanceMicros(1);
    assertThat(days.take())
        .containsExactly(Batch.of(List.of(first), -3_600_000_000L, 23 * 3_600_000_000L));

    days.send(first);
    assertThat(days.drops()).isEqualTo(Map.of(DropReason.LATE, 1));
    assertThat(days.advance(24 * 3600).take()).hasSize(1);
    assertThat(days.timers()).isZero();
  }

  @Test
  void emitsEmptyWindowsOnRequest() {
    OperatorHarness hours =
        OperatorHarness.of(
            new CalendarSpec(
                CalendarUnit.HOUR, ZoneId.of("UTC"), DayOfWeek.MONDAY, ofSeconds(5), true));

    hours.send(at("1970-01-01T00:00:00Z")).advance(3 * 3600 + 5);

    assertThat(
            hours.emitted(0).stream()
                .map(e -> ((Batch) e.item()).events().size() + "@" + e.atMicros() / 1_000_000)
                .collect(Collectors.joining(" ")))
        .isEqualTo("1@3605 0@7205 0@10805");
  }

  @Test
  void copesWithTheEndsOfTime() {
    OperatorHarness months =
        OperatorHarness.of(new CalendarSpec(CalendarUnit.MONTH, ZoneId.of("Europe/Berlin")));

    months.send(
        Event.builder().timeMicros(Long.MIN_VALUE + 1).build(),
        Event.builder().timeMicros(Long.MAX_VALUE).build());

    assertThat(months.drops()).isEqualTo(Map.of(DropReason.LATE, 1));
    assertThat(months.failures()).isEmpty();
    assertThat(months.timers()).isEqualTo(1);
  }

  @Test
  void reportsWhatItHeldWhenItIsDiscarded() {
    OperatorHarness weeks =
        OperatorHarness.of(new CalendarSpec(CalendarUnit.WEEK, ZoneId.of("UTC")));

    weeks.send(at("1970-01-01T00:00:00Z")).close();

    assertThat(weeks.drops()).isEqualTo(Map.of(DropReason.UNFINISHED, 1));
    assertThat(weeks.timers()).isZero();
  }

  private static Event at(String instant) {
    return Event.builder().timeMicros(micros(instant)).build();
  }

  @ParameterizedTest
  @CsvSource({"HOUR, hourly", "DAY, daily", "WEEK, weekly", "MONTH, monthly"})
  void refusesANegativeLateness(CalendarUnit unit, String verb) {
    Duration negative = ZERO.minusSeconds(1);

    assertThatThrownBy(
            () -> new CalendarSpec(unit, ZoneId.of("UTC"), DayOfWeek.MONDAY, negative, false))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(verb + ": lateness must not be negative, was PT-1S");
  }

  @Test
  void isEqualByValue() {
    assertThat(new CalendarSpec(CalendarUnit.DAY, ZoneId.of("Europe/Berlin")))
        .isEqualTo(
            new CalendarSpec(
                CalendarUnit.DAY,
                ZoneId.of("Europe/Berlin"),
                DayOfWeek.MONDAY,
                ofSeconds(1),
                false));
  }
}
