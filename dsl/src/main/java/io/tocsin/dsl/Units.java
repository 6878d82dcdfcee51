package io.tocsin.dsl;

import java.math.BigDecimal;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Lengths of time and sizes as rules write them: {@code 30.seconds}, {@code 0.25.seconds}, {@code
 * 16.MB}; and {@code service.like('web%')}. A Groovy extension module.
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

  /** SQL's LIKE, anchored at both ends, with % for any run of characters; case counts. */
  public static boolean like(@Nullable CharSequence text, @Nullable CharSequence pattern) {
    return text != null
        && pattern != null
        && LikePattern.matches(pattern.toString(), text.toString());
  }

  private static Duration of(Number n, long nanos) {
    if (n instanceof Integer || n instanceof Long) {
      return Duration.ofNanos(Math.multiplyExact(n.longValue(), nanos));
    }
    return Duration.ofNanos(
        new BigDecimal(n.toString()).multiply(BigDecimal.valueOf(nanos)).longValue());
  }

  private static long bytes(Number n, long unit) {
    return new BigDecimal(n.toString()).multiply(BigDecimal.valueOf(unit)).longValue();
  }
}
