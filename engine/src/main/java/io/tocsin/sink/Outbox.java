package io.tocsin.sink;

import io.tocsin.event.Event;
import java.util.List;

/**
 * Where messages for one output wait. The lane puts them in and never waits, neither for a receiver
 * nor for a disk; threads of the outbox deliver and store.
 *
 * <p>Thread-safe.
 */
public interface Outbox {

  /**
   * Takes one message.
   *
   * @param id of a lane that counts upwards. One that was taken before is not taken a second time:
   *     then nothing is done
   * @return false when it is full and the message was not taken
   */
  boolean offer(MessageId id, List<Event> message);

  /**
   * Takes a batch as one message.
   *
   * @return as {@link #offer}
   */
  default boolean offerBatch(MessageId id, List<Event> batch) {
    return offer(id, batch);
  }
}
