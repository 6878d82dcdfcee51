package io.tocsin.time;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
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

  /** Further ahead of the machine's clock than clocks that are kept right ever are. */
  public static final long SERIOUS_MICROS = 1_000_000;

  private static final long TOLERANCE_MICROS = 1000;

  private final LongSupplier wallMicros;
  private final LongSupplier nanos;
  private final AtomicLong last = new AtomicLong(Long.MIN_VALUE);
  private final long startNanos;
  private volatile long lastNanos;
  private volatile LongConsumer whenAhead = micros -> {};

  public SystemTime() {
    this(SystemTime::wallClockMicros, System::nanoTime);
  }

  SystemTime(LongSupplier wallMicros, LongSupplier nanos) {
    this.wallMicros = wallMicros;
    this.nanos = nanos;
    this.startNanos = nanos.getAsLong();
    this.lastNanos = startNanos;
    this.last.set(wallMicros.getAsLong());
  }

  /**
   * Has somebody told, whenever the time is asked for, that it is ahead of the machine's clock by
   * more than {@link #SERIOUS_MICROS}, and by how much.
   *
   * @param listener called by any thread; must be quick, and may ask for {@link #elapsedMicros}
   *     only
   */
  public void whenAhead(LongConsumer listener) {
    whenAhead = listener;
  }

  /** How far the time is ahead of the machine's clock, which was set back; 0 when it is not. */
  public long aheadMicros() {
    return Math.max(0, last.get() - wallMicros.getAsLong());
  }

  @Override
  public long elapsedMicros() {
    return (nanos.getAsLong() - startNanos) / 1000;
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
    long now = slowly(before);
    if (now - wall > SERIOUS_MICROS) {
      whenAhead.accept(now - wall);
    }
    return now;
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
