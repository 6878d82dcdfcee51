package io.tocsin.sink;

import io.tocsin.event.Event;
import io.tocsin.event.EventWeight;
import io.tocsin.sink.OutboxStore.Kept;
import io.tocsin.time.TimeSource;

/**
 * A message in an outbox.
 *
 * @param place its number there; never given twice
 * @param offeredMicros when it came, as elapsed time
 * @param bytes of memory it takes, about
 */
record WaitingMessage(long place, Message message, long offeredMicros, long bytes) {

  static WaitingMessage of(long place, Message message, long offeredMicros) {
    return new WaitingMessage(place, message, offeredMicros, weightOf(message));
  }

  /** As a store had it; how long it has waited goes by the clock on the wall. */
  static WaitingMessage of(Kept kept, TimeSource time) {
    long age = Math.max(0, time.nowMicros() - kept.offeredMicros());
    return of(kept.place(), kept.message(), time.elapsedMicros() - age);
  }

  /** As a store is given it. */
  Kept kept(TimeSource time) {
    long age = time.elapsedMicros() - offeredMicros;
    return new Kept(place, message, time.nowMicros() - age);
  }

  static long weightOf(Message message) {
    long bytes = 0;
    for (Event event : message.events()) {
      bytes += EventWeight.of(event);
    }
    return bytes;
  }
}
