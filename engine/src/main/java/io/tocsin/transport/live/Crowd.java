package io.tocsin.transport.live;

import java.util.concurrent.atomic.AtomicLong;

/** How many bytes of events wait for all clients of a listener together. Thread-safe. */
final class Crowd {

  private final long limit;
  private final AtomicLong bytes = new AtomicLong();

  Crowd(long limit) {
    this.limit = limit;
  }

  /** So much more waits, or less when negative. */
  void weigh(long more) {
    bytes.addAndGet(more);
  }

  /** Whether that is more than it may be. */
  boolean isTooLarge() {
    return bytes.get() > limit;
  }
}
