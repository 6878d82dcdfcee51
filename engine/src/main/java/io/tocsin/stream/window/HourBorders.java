package io.tocsin.stream.window;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;

/**
 * The full hours of a zone's clocks, and the moments at which they are changed: where they are
 * changed by half an hour, or within an hour, the hour is two shorter windows.
 */
final class HourBorders implements Borders {

  private static final long HOUR = Duration.ofHours(1).toSeconds() * 1_000_000;

  private final ZoneRules rules;

  HourBorders(ZoneId zone) {
    rules = zone.getRules();
  }

  @Override
  public long start(long time) {
    Instant instant = Moments.instant(time);
    long full = time - intoHour(time, instant);
    ZoneOffsetTransition change = rules.previousTransition(instant.plusNanos(1));
    return change == null ? full : Math.max(full, Moments.micros(change.getInstant()));
  }

  @Override
  public long end(long start) {
    Instant instant = Moments.instant(start);
    long full = start - intoHour(start, instant) + HOUR;
    ZoneOffsetTransition change = rules.nextTransition(instant);
    return change == null ? full : Math.min(full, Moments.micros(change.getInstant()));
  }

  @Override
  public long longest() {
    return HOUR;
  }

  private long intoHour(long time, Instant instant) {
    return Math.floorMod(time + rules.getOffset(instant).getTotalSeconds() * 1_000_000L, HOUR);
  }
}
