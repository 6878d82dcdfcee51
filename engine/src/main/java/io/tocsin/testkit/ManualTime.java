package io.tocsin.testkit;

import io.tocsin.time.TimeSource;
import java.time.Duration;

/** A clock that stands until it is moved. Confined to one thread. */
public final class ManualTime implements TimeSource {

  private long nowMicros;

  @Override
  public long nowMicros() {
    return nowMicros;
  }

  /** Moves the clock to a moment. */
  public void set(long micros) {
    nowMicros = micros;
  }

  /** Moves the clock on. */
  public void advance(Duration by) {
    nowMicros += by.toNanos() / 1000;
  }
}
