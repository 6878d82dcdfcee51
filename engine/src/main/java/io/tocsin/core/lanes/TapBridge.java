package io.tocsin.core.lanes;

import io.tocsin.event.Event;
import io.tocsin.source.LaneThread;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/**
 * Brings what somebody looks at on several lanes to the one thread where it is told. Bounded: what
 * finds no room is counted as lost. {@link #record} is any lane's; {@link #close} the telling
 * thread's.
 */
final class TapBridge {

  static final int CAPACITY = 4096;

  private final ArrayBlockingQueue<Event> waiting = new ArrayBlockingQueue<>(CAPACITY);
  private final AtomicBoolean underWay = new AtomicBoolean();
  private final Consumer<Event> to;
  private final LaneThread thread;
  private final LongAdder lost;
  private boolean closed;

  TapBridge(Consumer<Event> to, LaneThread thread, LongAdder lost) {
    this.to = to;
    this.thread = thread;
    this.lost = lost;
  }

  /** Has an event told soon; does not wait. */
  void record(Event event) {
    if (!waiting.offer(event)) {
      lost.increment();
    }
    if (underWay.compareAndSet(false, true) && !thread.submit(this::tell)) {
      underWay.set(false);
    }
  }

  private void tell() {
    underWay.set(false);
    for (int i = 0; i < CAPACITY && !closed; i++) {
      Event event = waiting.poll();
      if (event == null) {
        return;
      }
      to.accept(event);
    }
  }

  /** Tells nothing more. */
  void close() {
    closed = true;
  }
}
