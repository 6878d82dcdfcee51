package io.tocsin.notify.carbon;

import io.tocsin.time.TimeSource;
import java.time.Duration;

/** The moment an attempt must have ended by. */
record Deadline(TimeSource time, long endMicros) {

  static Deadline in(Duration timeout, TimeSource time) {
    return new Deadline(time, time.elapsedMicros() + timeout.toNanos() / 1000);
  }

  /** A deadline when one of so many equal parts of the time left is over. */
  Deadline share(int parts) {
    return new Deadline(time, time.elapsedMicros() + leftMicros() / parts);
  }

  long leftMicros() {
    return endMicros - time.elapsedMicros();
  }
}
