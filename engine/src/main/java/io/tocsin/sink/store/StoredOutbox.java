package io.tocsin.sink.store;

import io.tocsin.sink.DeadLetter;
import io.tocsin.sink.MessageId;
import io.tocsin.sink.OutboxStore;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * An outbox on disk. What came while it wrote is written next, all at once. Messages and letters
 * are made durable at once; that a message is settled is written within {@value #LINGER_MICROS}
 * microseconds, and durable against a loss of power within a second: what is lost of that costs a
 * second delivery, under the same id.
 *
 * <p>Thread-safe. A thread of its own writes.
 */
final class StoredOutbox implements OutboxStore {

  static final long LINGER_MICROS = 20_000;
  private static final long FORCE_MICROS = 1_000_000;
  private static final long RETRY_MICROS = 1_000_000;
  private static final long CLOSE_MILLIS = 10_000;

  private final Segments segments;
  private final Consumer<String> alarm;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition work = lock.newCondition();
  private final Thread thread;
  private Contents contents;
  private Pending pending = new Pending();

  /** Messages whose writing failed, so that they may be on disk or not. */
  private final Set<Long> doubtful = new HashSet<>();

  private int beingWritten;
  private long firstBeingWritten;
  private long lastTaken;
  private boolean closed;
  private boolean abandoned;
  private boolean unforced;
  private volatile long bytes;
  private volatile String trouble = "";

  /**
   * Reads what there is.
   *
   * @param alarm told when writing begins to fail, with why, and with nothing when it works again
   */
  StoredOutbox(Segments segments, String name, Consumer<String> alarm) {
    this.segments = segments;
    this.alarm = alarm;
    this.contents = segments.load().contents();
    this.bytes = segments.bytes();
    this.thread = new Thread(this::run, "tocsin-outbox-" + name);
    thread.setDaemon(true);
  }

  /** Begins to write. */
  StoredOutbox start() {
    thread.start();
    return this;
  }

  @Override
  public Contents contents() {
    lock.lock();
    try {
      Contents had = contents;
      contents = Contents.EMPTY;
      return had;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void taken(Kept message) {
    add(
        () -> {
          pending.messages.put(message.place(), message);
          lastTaken = Math.max(lastTaken, message.place());
        });
  }

  @Override
  public void passed(MessageId id) {
    add(() -> pending.passed(id));
  }

  @Override
  public void settled(long place) {
    add(() -> pending.settled(place, doubtful.contains(place)));
  }

  @Override
  public void dead(DeadLetter letter) {
    add(() -> pending.dead.put(letter.place(), letter));
  }

  private void add(Runnable change) {
    lock.lock();
    try {
      boolean idle = pending.isEmpty();
      boolean urgent = pending.isUrgent();
      change.run();
      // Nobody need wake for what can wait when something has waited already.
      if (idle || (!urgent && pending.isUrgent())) {
        work.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  private void run() {
    try {
      while (awaitWork()) {
        if (!writeOnce()) {
          awaitRetry();
        }
      }
    } catch (InterruptedException e) {
      return;
    } finally {
      try {
        segments.close();
      } catch (IOException e) {
        failed(e);
      }
    }
  }

  /** Waits until there is something to be done; false when that is nothing any more. */
  private boolean awaitWork() throws InterruptedException {
    lock.lock();
    try {
      while (pending.isEmpty() && !closed) {
        if (!unforced) {
          work.await();
        } else if (work.awaitNanos(TimeUnit.MICROSECONDS.toNanos(FORCE_MICROS)) <= 0) {
          return true;
        }
      }
      long left = TimeUnit.MICROSECONDS.toNanos(LINGER_MICROS);
      while (!pending.isUrgent() && !closed && left > 0) {
        left = work.awaitNanos(left);
      }
      return !abandoned && !(closed && (pending.isEmpty() || !trouble.isEmpty()));
    } finally {
      lock.unlock();
    }
  }

  private void awaitRetry() throws InterruptedException {
    lock.lock();
    try {
      long left = TimeUnit.MICROSECONDS.toNanos(RETRY_MICROS);
      while (!closed && left > 0) {
        left = work.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
  }

  /** Writes what there is; says whether it could. For the thread that writes, and for tests. */
  boolean writeOnce() {
    Pending batch;
    lock.lock();
    try {
      batch = pending;
      beingWritten = batch.messages.size();
      firstBeingWritten = first(batch);
      pending = new Pending();
    } finally {
      lock.unlock();
    }
    try {
      boolean force = batch.isUrgent() || batch.isEmpty();
      if (batch.isEmpty()) {
        segments.force();
      } else {
        segments.write(batch, force);
      }
      unforced = !force;
      succeeded(batch);
      segments.cleanUp();
      bytes = segments.bytes();
      return true;
    } catch (IOException e) {
      failed(e);
      again(batch);
      return false;
    }
  }

  private void succeeded(Pending batch) {
    lock.lock();
    try {
      beingWritten = 0;
      if (!doubtful.isEmpty()) {
        doubtful.removeAll(batch.messages.keySet());
      }
    } finally {
      lock.unlock();
    }
    if (!trouble.isEmpty()) {
      trouble = "";
      alarm.accept("");
    }
  }

  private void failed(IOException e) {
    String reason = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    trouble = reason.replaceAll("\\p{Cntrl}+", " ");
    alarm.accept(trouble);
  }

  private void again(Pending batch) {
    lock.lock();
    try {
      doubtful.addAll(batch.messages.keySet());
      beingWritten = 0;
      pending = batch.then(pending);
    } finally {
      lock.unlock();
    }
  }

  private static long first(Pending some) {
    return some.messages.isEmpty() ? Long.MAX_VALUE : some.messages.keySet().iterator().next();
  }

  @Override
  public long lastTaken() {
    lock.lock();
    try {
      return lastTaken;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public long firstUnwritten() {
    lock.lock();
    try {
      return Math.min(beingWritten > 0 ? firstBeingWritten : Long.MAX_VALUE, first(pending));
    } finally {
      lock.unlock();
    }
  }

  @Override
  public int unwritten() {
    lock.lock();
    try {
      return pending.messages.size() + beingWritten;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public long bytes() {
    return bytes;
  }

  @Override
  public String trouble() {
    return trouble;
  }

  @Override
  public boolean isDurable() {
    return true;
  }

  @Override
  public int close() {
    end();
    lock.lock();
    try {
      return pending.messages.size();
    } finally {
      lock.unlock();
    }
  }

  private void end() {
    lock.lock();
    try {
      closed = true;
      work.signalAll();
    } finally {
      lock.unlock();
    }
    boolean interrupted = false;
    try {
      thread.join(CLOSE_MILLIS);
    } catch (InterruptedException e) {
      interrupted = true;
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void delete() {
    lock.lock();
    try {
      abandoned = true;
    } finally {
      lock.unlock();
    }
    end();
    try {
      segments.delete();
    } catch (IOException e) {
      failed(e);
    }
  }
}
