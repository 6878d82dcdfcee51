package io.tocsin.time;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * The machine's clock, made monotonic.
 *
 * <p>Time advances with the JVM's monotonic clock and follows the wall clock: when the wall clock
 * is ahead, time jumps forward to it; when the wall clock was set back, time goes on at half speed
 * until the wall clock has caught up, so that no timer stands still and no interval is negative.
 *
 * <p>Thread-safe.
 */
public final class SystemTime implements TimeSource {

  private static final long TOLERANCE_MICROS = 1000;

  private final LongSupplier wallMicros;
  private final LongSupplier nanos;
  private final AtomicLong last = new AtomicLong(Long.MIN_VALUE);
  private volatile long lastNanos;

  public SystemTime() {
    this(SystemTime::wallClockMicros, System::nanoTime);
  }

  SystemTime(LongSupplier wallMicros, LongSupplier nanos) {
    this.wallMicros = wallMicros;
    this.nanos = nanos;
    this.lastNanos = nanos.getAsLong();
    this.last.set(wallMicros.getAsLong());
  }

  @Override
  public long nowMicros() {
    long wall = wallMicros.getAsLong();
    long before = last.get();
    if (wall >= before) {
      lastNanos = nanos.getAsLong();
      return last.accumulateAndGet(wall, Math::max);
    }
    if (before - wall <= TOLERANCE_MICROS) {
      return before;
    }
    return slowly(before);
  }

  private synchronized long slowly(long before) {
    long nowNanos = nanos.getAsLong();
    long halfMicros = (nowNanos - lastNanos) / 2000;
    if (halfMicros <= 0) {
      return before;
    }
    lastNanos = nowNanos;
    return last.accumulateAndGet(before + halfMicros, Math::max);
  }

  private static long wallClockMicros() {
    Instant now = Instant.now();
    return now.getEpochSecond() * 1_000_000L + now.getNano() / 1000;
  }
}
