package io.tocsin.journal;

import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Where the lane and the journal's thread meet: one batch fills while the other is written. Neither
 * ever waits for the other's work, only the journal's thread for something to do.
 */
final class WaitingRecords {

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition somethingToDo = lock.newCondition();
  private final int halfBytes;

  /** What fills, and what was written and is free. */
  private RecordBatch filling;

  private @Nullable RecordBatch free;
  private long next;
  private boolean held;
  private boolean refused;
  private boolean woken;
  private boolean closed;

  WaitingRecords(int bufferBytes, long next) {
    this.halfBytes = bufferBytes / 2;
    this.filling = new RecordBatch(halfBytes);
    this.free = new RecordBatch(halfBytes);
    this.next = next;
  }

  long append(byte kind, long arrivalMicros, ByteBuffer payload) {
    if (payload.remaining() > RecordFormat.MAX_PAYLOAD) {
      throw new IllegalArgumentException(
          "a record of " + payload.remaining() + " bytes is more than " + RecordFormat.MAX_PAYLOAD);
    }
    lock.lock();
    try {
      if (closed) {
        throw new IllegalStateException("the journal is closed");
      }
      if (filling.bytes() >= 2 * halfBytes) {
        throw new IllegalStateException("there is no room; ask hasRoom() before");
      }
      filling.add(next, kind, arrivalMicros, payload);
      if (!woken) {
        wake();
      }
      return next++;
    } finally {
      lock.unlock();
    }
  }

  private void wake() {
    woken = true;
    somethingToDo.signal();
  }

  /** Whether the lane should go on; when not, {@link #roomIsBack} will once be true. */
  boolean hasRoom() {
    lock.lock();
    try {
      boolean room = isRoom();
      refused |= !room;
      return room;
    } finally {
      lock.unlock();
    }
  }

  private boolean isRoom() {
    return !held && !closed && filling.bytes() < halfBytes;
  }

  /** Says that there is no room, or that there is as far as memory goes. */
  void hold(boolean held) {
    lock.lock();
    try {
      this.held = held;
    } finally {
      lock.unlock();
    }
  }

  /** Whether room was refused and is there now; true once. */
  boolean roomIsBack() {
    lock.lock();
    try {
      boolean back = refused && isRoom();
      refused &= !back;
      return back;
    } finally {
      lock.unlock();
    }
  }

  /** Takes what waits, to give it back when it is written; null for nothing. */
  @Nullable RecordBatch take() {
    lock.lock();
    try {
      RecordBatch other = free;
      if (filling.isEmpty() || other == null) {
        return null;
      }
      RecordBatch taken = filling;
      filling = other;
      free = null;
      return taken;
    } finally {
      lock.unlock();
    }
  }

  /** Gives back a batch that was taken, for others. */
  void give(RecordBatch batch) {
    batch.clear();
    lock.lock();
    try {
      free = batch;
    } finally {
      lock.unlock();
    }
  }

  /** Has the journal's thread look around. */
  void look() {
    lock.lock();
    try {
      wake();
    } finally {
      lock.unlock();
    }
  }

  /** Waits until there is something to do, or so long. */
  void await(long micros) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long nanos =
          micros == Long.MAX_VALUE ? Long.MAX_VALUE : TimeUnit.MICROSECONDS.toNanos(micros);
      while (!woken && nanos > 0) {
        nanos = somethingToDo.awaitNanos(nanos);
      }
      woken = false;
    } finally {
      lock.unlock();
    }
  }

  /** Takes no more; what waits can be taken out. */
  void close() {
    lock.lock();
    try {
      closed = true;
      wake();
    } finally {
      lock.unlock();
    }
  }

  boolean isClosed() {
    lock.lock();
    try {
      return closed;
    } finally {
      lock.unlock();
    }
  }

  long next() {
    lock.lock();
    try {
      return next;
    } finally {
      lock.unlock();
    }
  }

  /** Bytes of those that nobody has taken. */
  long bytes() {
    lock.lock();
    try {
      return filling.bytes();
    } finally {
      lock.unlock();
    }
  }
}
