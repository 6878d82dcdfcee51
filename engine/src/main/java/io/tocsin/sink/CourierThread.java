package io.tocsin.sink;

import io.tocsin.time.TimeSource;
import java.time.Duration;

/**
 * The thread that carries an outbox's messages to one sink, and the sink. It ends when the outbox
 * is closed, or when another takes its place.
 *
 * <p>Thread-safe.
 */
final class CourierThread {

  private static final Duration BREAK_MARGIN = Duration.ofSeconds(1);
  private static final long OPEN = Long.MAX_VALUE;

  private final TimeSource time;
  private final WaitingMessages waiting;
  private final GuardedSink sink;
  private final Courier courier;
  private final PromptAttempts entrance;
  private final Thread thread;
  private volatile long closeByMicros = OPEN;
  private volatile boolean relieved;

  /** Connects with the first message after {@link #start}. */
  CourierThread(SinkSettings settings, Holdings holdings, OutboxShared shared) {
    this.time = shared.time();
    this.waiting = holdings.waiting();
    this.sink = new GuardedSink(settings, shared.watch(), time, BREAK_MARGIN);
    this.courier = new Courier(holdings, sink, settings.outbox(), shared);
    this.entrance = new PromptAttempts(waiting, sink, courier, holdings.account());
    this.thread = new Thread(this::run, "tocsin-sink-" + settings.name());
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  /** As {@link PromptAttempts#offer}. */
  Offer offer(Message message) {
    return entrance.offer(message, time.elapsedMicros());
  }

  private void run() {
    try {
      while (!relieved) {
        long wait = courier.step();
        boolean closing = closeByMicros != OPEN;
        if (closing && isPointless(wait)) {
          return;
        }
        if (wait == Courier.UNTIL_OFFERED) {
          waiting.awaitMessage(() -> relieved);
        } else if (wait > 0) {
          waiting.awaitClosing(wait, closing, () -> relieved);
        }
      }
    } catch (InterruptedException e) {
      // The grace is over: who ended it sees to what is left.
      return;
    } finally {
      sink.close();
    }
  }

  /** While closing: whether the next attempt would come too late, or never. */
  private boolean isPointless(long wait) {
    long now = time.elapsedMicros();
    return now >= closeByMicros || wait > closeByMicros - now;
  }

  /** Ends when nothing waits, or after {@code grace}; new messages must have ended before. */
  void finish(Duration grace) {
    closeByMicros = Math.min(OPEN - 1, RetryPolicy.later(time.elapsedMicros(), grace));
    waiting.wake();
    end(grace);
  }

  /** Ends after the attempt under way, or after {@code grace}. */
  void relieve(Duration grace) {
    relieved = true;
    waiting.wake();
    end(grace);
  }

  /** Whether nothing is carried any more. */
  boolean hasEnded() {
    return !thread.isAlive();
  }

  private void end(Duration grace) {
    boolean interrupted = !join(grace);
    if (thread.isAlive()) {
      thread.interrupt();
      interrupted |= !join(BREAK_MARGIN);
    }
    if (thread.isAlive()) {
      sink.close();
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Waits for the thread's end; false when interrupted meanwhile. */
  private boolean join(Duration atMost) {
    try {
      thread.join(Math.max(1, atMost.toMillis()));
      return true;
    } catch (InterruptedException e) {
      return false;
    }
  }
}
