package io.tocsin.stream;

import io.tocsin.event.Batch;

/**
 * Why something did not go on. The label is what users see in {@code status} and {@code losses()}.
 */
public enum DropReason {
  /** More events than a throttle lets through. */
  THROTTLED("throttled"),
  /** Of a key of which one was let through a short time ago. */
  DUPLICATE("duplicate"),
  /** Its window had closed. */
  LATE("late"),
  /** Held for stability, and then the value changed. */
  UNSTABLE("unstable"),
  /** Part of something unfinished that was discarded by a reload, a stop or an idle key. */
  UNFINISHED("unfinished"),
  /** Out of a bounded buffer. */
  BUFFER_FULL("bufferFull"),
  /** A new key beyond {@code maxKeys}. */
  KEY_LIMIT("keyLimit"),
  /** The index is full. */
  INDEX_FULL("indexFull"),
  /** An outbox is full. */
  OUTBOX_FULL("outboxFull"),
  /** Published or reinjected too often within one input. */
  LOOP("loop"),
  /** A function of the rule failed. */
  FAILED("failed");

  private final String label;

  DropReason(String label) {
    this.label = label;
  }

  public String label() {
    return label;
  }

  /**
   * How many losses an item is. What is unfinished is counted by events, as they came; of all else
   * that ends, an event or a batch, each is one.
   */
  public int lossesOf(Object item) {
    return this == UNFINISHED && item instanceof Batch batch ? batch.size() : 1;
  }
}
