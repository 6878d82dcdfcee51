package io.tocsin.transport;

import io.tocsin.event.Event;
import io.tocsin.source.InputLog;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** A log that is durable as far as a test says. */
final class FakeLog implements InputLog {

  private final LaneLoop loop;
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
  final AtomicLong last = new AtomicLong();
  private volatile long durable;
  private volatile boolean room = true;
  private volatile boolean refuses;

  FakeLog(LaneLoop loop) {
    this.loop = loop;
  }

  /** All up to a position is on disk. */
  void durable(long position) {
    durable = position;
    tell();
  }

  /** Waits until so much is written down: what is durable is so after it is written. */
  void awaitLast(long position) {
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (last.get() < position) {
      if (System.nanoTime() - until > 0) {
        throw new AssertionError("position " + position + " is not reached within 10 s");
      }
      Thread.onSpinWait();
    }
  }

  void room(boolean value) {
    room = value;
    tell();
  }

  void refuse() {
    refuses = true;
  }

  private void tell() {
    loop.signal(() -> listeners.forEach(Runnable::run));
  }

  @Override
  public void append(long arrivalMicros, byte[] message, int from, int length) {
    if (refuses) {
      throw new IllegalStateException("the journal has no room");
    }
    last.incrementAndGet();
  }

  @Override
  public void append(long arrivalMicros, Event event) {
    last.incrementAndGet();
  }

  @Override
  public boolean hasRoom() {
    return room;
  }

  @Override
  public long last() {
    return last.get();
  }

  @Override
  public long durable() {
    return durable;
  }

  @Override
  public Runnable onProgress(Runnable listener) {
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }
}
