package io.tocsin.dsl;

import groovy.lang.GString;
import io.tocsin.event.Event;
import io.tocsin.query.LikePattern;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Lengths of time and sizes as rules write them: {@code 30.seconds}, {@code 0.25.seconds}, {@code
 * 16.MB}, and how they are added up; {@code service.like('web%')}. A Groovy extension module.
 */
public final class Units {

  private Units() {}

  public static Duration getMillis(Number n) {
    return of(n, 1_000_000L);
  }

  public static Duration getMillisecond(Number n) {
    return getMillis(n);
  }

  public static Duration getMilliseconds(Number n) {
    return getMillis(n);
  }

  public static Duration getSecond(Number n) {
    return of(n, 1_000_000_000L);
  }

  public static Duration getSeconds(Number n) {
    return getSecond(n);
  }

  public static Duration getMinute(Number n) {
    return of(n, 60_000_000_000L);
  }

  public static Duration getMinutes(Number n) {
    return getMinute(n);
  }

  public static Duration getHour(Number n) {
    return of(n, 3_600_000_000_000L);
  }

  public static Duration getHours(Number n) {
    return getHour(n);
  }

  public static Duration getDay(Number n) {
    return of(n, 86_400_000_000_000L);
  }

  public static Duration getDays(Number n) {
    return getDay(n);
  }

  public static Duration getWeek(Number n) {
    return of(n, 7 * 86_400_000_000_000L);
  }

  public static Duration getWeeks(Number n) {
    return getWeek(n);
  }

  /** Thousands of bytes are 1024 bytes here, as with Java's own options. */
  public static long getKB(Number n) {
    return bytes(n, 1L << 10);
  }

  public static long getMB(Number n) {
    return bytes(n, 1L << 20);
  }

  public static long getGB(Number n) {
    return bytes(n, 1L << 30);
  }

  /** {@code 2 * 30.seconds}. */
  public static Duration multiply(Number n, Duration length) {
    return multiply(length, n);
  }

  /** {@code 30.seconds * 1.5}. */
  public static Duration multiply(Duration length, Number n) {
    return Duration.ofNanos(whole(decimal(n), BigDecimal.valueOf(length.toNanos())));
  }

  /** {@code 1.minute / 4}. */
  public static Duration div(Duration length, Number n) {
    BigDecimal nanos = BigDecimal.valueOf(length.toNanos());
    return Duration.ofNanos(nanos.divide(decimal(n), RoundingMode.DOWN).longValue());
  }

  /** {@code -30.seconds}. */
  public static Duration negative(Duration length) {
    return length.negated();
  }

  /** SQL's LIKE, anchored at both ends, with % for any run of characters; case counts. */
  public static boolean like(@Nullable CharSequence text, @Nullable CharSequence pattern) {
    return text != null
        && pattern != null
        && LikePattern.of(pattern.toString()).matches(text.toString());
  }

  /** {@code event["zone-$n"]}: an attribute whose name is put together. */
  public static @Nullable String getAt(Event event, GString name) {
    return event.attr(name.toString());
  }

  private static Duration of(Number n, long nanos) {
    return Duration.ofNanos(whole(decimal(n), BigDecimal.valueOf(nanos)));
  }

  private static long bytes(Number n, long unit) {
    return whole(decimal(n), BigDecimal.valueOf(unit));
  }

  private static BigDecimal decimal(Number n) {
    return n instanceof BigDecimal d ? d : new BigDecimal(n.toString());
  }

  private static long whole(BigDecimal n, BigDecimal unit) {
    BigDecimal product = n.multiply(unit).setScale(0, RoundingMode.DOWN);
    if (product.abs().compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0) {
      throw new IllegalArgumentException("too large a length of time or size: " + n);
    }
    return product.longValue();
  }
}
