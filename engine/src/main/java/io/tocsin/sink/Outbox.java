package io.tocsin.sink;

import io.tocsin.event.Event;
import java.util.List;

/**
 * Where messages for one output wait. The lane puts them in and never waits; a thread of the outbox
 * delivers. The seam for durable queues.
 *
 * <p>Thread-safe.
 */
public interface Outbox {

  /**
   * Takes one message.
   *
   * @return false when it is full and the message was not taken
   */
  boolean offer(List<Event> message);

  /**
   * Takes a batch as one message.
   *
   * @return as {@link #offer}
   */
  default boolean offerBatch(List<Event> batch) {
    return offer(batch);
  }
}
