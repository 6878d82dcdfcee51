package io.tocsin.notify.carbon;

import io.tocsin.time.TimeSource;
import java.time.Duration;

/** The moment an attempt must have ended by. */
record Deadline(TimeSource time, long endMicros) {

  static Deadline in(Duration timeout, TimeSource time) {
    return new Deadline(time, time.nowMicros() + timeout.toNanos() / 1000);
  }

  long leftMicros() {
    return endMicros - time.nowMicros();
  }
}
