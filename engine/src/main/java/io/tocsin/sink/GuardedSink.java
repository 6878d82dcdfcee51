package io.tocsin.sink;

import io.tocsin.event.Event;
import io.tocsin.time.TimeSource;
import java.time.Duration;
import java.util.List;
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
final class GuardedSink implements PromptSink {

  private final SinkSettings settings;
  private final AttemptWatch watch;
  private final Duration margin;
  private volatile @Nullable Sink sink;

  GuardedSink(
      SinkSettings settings, ScheduledExecutorService executor, TimeSource time, Duration margin) {
    this.settings = settings;
    this.margin = margin;
    this.watch =
        new AttemptWatch(
            (task, delay) -> executor.schedule(task, delay, TimeUnit.MICROSECONDS),
            time,
            margin,
            this::breakOff);
  }

  @Override
  public Delivery deliver(Parcel parcel, Duration timeout) throws InterruptedException {
    Sink open = sink;
    if (open == null) {
      open = settings.open();
      sink = open;
    }
    watch.begin(timeout.plus(margin));
    boolean overran = false;
    try {
      return open.deliver(parcel, timeout);
    } catch (InterruptedException e) {
      overran = watch.end();
      if (!overran) {
        throw e;
      }
    } finally {
      watch.end();
    }
    return Delivery.retryable("no end within " + timeout.plus(margin).toMillis() + " ms");
  }

  /** Whether the sink is open, and one that can do without waiting. */
  boolean isPrompt() {
    return sink instanceof PromptSink;
  }

  /** {@inheritDoc} Not held to its time: it is one that takes none. */
  @Override
  public boolean deliverAtOnce(List<Event> message) {
    return sink instanceof PromptSink open && open.deliverAtOnce(message);
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

  private void breakOff() {
    Sink attempted = sink;
    sink = null;
    if (attempted != null) {
      // Not on the watch's thread: closing may wait for the very attempt it is to break.
      Thread closer = new Thread(attempted::close, "tocsin-sink-break");
      closer.setDaemon(true);
      closer.start();
    }
  }
}
