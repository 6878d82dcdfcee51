package io.tocsin.sink;

import io.tocsin.event.Event;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A sink that is held to its time. An attempt that goes on for a margin beyond its timeout has its
 * thread interrupted; a margin later its sink is closed under it, which breaks connections, and the
 * next attempt opens a new one. An attempt that heeds neither holds up its outbox, and only that.
 *
 * <p>Opens the sink with the first attempt; settings that cannot be opened fail that attempt.
 */
final class GuardedSink implements Sink {

  private final SinkSettings settings;
  private final ScheduledExecutorService watch;
  private final Duration margin;
  private volatile @Nullable Sink sink;

  GuardedSink(SinkSettings settings, ScheduledExecutorService watch, Duration margin) {
    this.settings = settings;
    this.watch = watch;
    this.margin = margin;
  }

  @Override
  public Delivery deliver(List<Event> events, Duration timeout) throws InterruptedException {
    Sink open = sink;
    if (open == null) {
      open = settings.open();
      sink = open;
    }
    Attempt attempt = new Attempt(Thread.currentThread(), open);
    attempt.watch(timeout.plus(margin));
    boolean overran = false;
    try {
      return open.deliver(events, timeout);
    } catch (InterruptedException e) {
      overran = attempt.end();
      if (!overran) {
        throw e;
      }
    } finally {
      attempt.end();
    }
    return Delivery.retryable("no end within " + timeout.plus(margin).toMillis() + " ms");
  }

  /** Also breaks an attempt that another thread is in. */
  @Override
  public void close() {
    Sink open = sink;
    sink = null;
    if (open != null) {
      open.close();
    }
  }

  /** One attempt under watch, by one task at a time. The watch acts only until it has ended. */
  private final class Attempt {
    private final Thread thread;
    private final Sink attempted;
    private @Nullable Future<?> next;
    private boolean ended;
    private boolean interrupted;

    Attempt(Thread thread, Sink attempted) {
      this.thread = thread;
      this.attempted = attempted;
    }

    synchronized void watch(Duration delay) {
      next = later(this::interrupt, delay);
    }

    private Future<?> later(Runnable task, Duration delay) {
      return watch.schedule(task, RetryPolicy.micros(delay), TimeUnit.MICROSECONDS);
    }

    private synchronized void interrupt() {
      if (!ended) {
        next = later(this::breakOff, margin);
        interrupted = true;
        thread.interrupt();
      }
    }

    private void breakOff() {
      synchronized (this) {
        if (ended) {
          return;
        }
        sink = null;
      }
      // Not on the watch's thread: closing may wait for the very attempt it is to break.
      Thread closer = new Thread(attempted::close, "tocsin-sink-break");
      closer.setDaemon(true);
      closer.start();
    }

    /** Ends the watch; says whether the thread was interrupted by it. */
    synchronized boolean end() {
      if (!ended && interrupted) {
        // Clears the watch's interrupt in case the attempt came to its end without noticing.
        Thread.interrupted();
      }
      ended = true;
      if (next != null) {
        next.cancel(false);
      }
      return interrupted;
    }
  }
}
