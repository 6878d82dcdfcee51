package io.tocsin.sink;

import io.tocsin.event.Event;
import io.tocsin.telemetry.QuietLog;
import io.tocsin.telemetry.Telemetry;
import io.tocsin.time.TimeSource;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.DoubleSupplier;

/**
 * An outbox in memory: a bounded queue and a thread of its own that carries the messages to the
 * sink, in their order, with retries. A message that finds nothing waiting may be delivered by the
 * caller: see {@link PromptAttempts}.
 *
 * <p>Everything that is not delivered is counted under {@code tocsin.lost} with the output's name:
 * {@code outboxFull}, {@code rejected} by the receiver, {@code gaveUp} after {@link
 * OutboxSettings#giveUpAfter}, {@code stopped} at the close. What waits is lost with the process.
 */
public final class MemoryOutbox implements Outbox, AutoCloseable {

  private static final Duration GRACE = Duration.ofSeconds(5);
  private static final Duration BREAK_MARGIN = Duration.ofSeconds(1);
  private static final long OPEN = Long.MAX_VALUE;

  private final SinkSettings settings;
  private final TimeSource time;
  private final WaitingMessages waiting;
  private final SinkAccount account;
  private final GuardedSink sink;
  private final Courier courier;
  private final PromptAttempts entrance;
  private final Thread thread;
  private volatile long closeByMicros = OPEN;
  private boolean closed;

  /** What outboxes of one hub have in common. */
  record Shared(
      TimeSource time,
      Telemetry telemetry,
      QuietLog log,
      ScheduledExecutorService watch,
      DoubleSupplier chance) {}

  /** Starts its thread at once; connects with the first message. */
  MemoryOutbox(SinkSettings settings, Shared shared) {
    this.settings = settings;
    this.time = shared.time();
    this.waiting = new WaitingMessages(settings.outbox().capacity());
    this.account = new SinkAccount(settings, shared.telemetry(), shared.log());
    this.sink = new GuardedSink(settings, shared.watch(), time, BREAK_MARGIN);
    this.courier = new Courier(waiting, sink, settings.outbox(), account, shared);
    this.entrance = new PromptAttempts(waiting, sink, courier, account);
    this.thread = new Thread(this::run, "tocsin-sink-" + settings.name());
    thread.setDaemon(true);
    thread.start();
  }

  /** {@inheritDoc} An empty message is taken and forgotten. After the close none is taken. */
  @Override
  public boolean offer(List<Event> message) {
    if (message.isEmpty()) {
      return true;
    }
    return switch (entrance.offer(List.copyOf(message), time.elapsedMicros())) {
      case TAKEN, YOURS -> true;
      case FULL -> {
        account.full();
        yield false;
      }
      case CLOSED -> {
        account.stopped(1);
        yield false;
      }
    };
  }

  /** Messages not yet settled. */
  public int waiting() {
    return waiting.size();
  }

  public OutboxStatus status() {
    return account.status(settings, waiting.size());
  }

  private void run() {
    try {
      while (true) {
        long wait = courier.step();
        boolean closing = closeByMicros != OPEN;
        if (closing && isPointless(wait)) {
          return;
        }
        if (wait == Courier.UNTIL_OFFERED) {
          waiting.awaitMessage();
        } else if (wait > 0) {
          waiting.awaitClosing(wait, closing);
        }
      }
    } catch (InterruptedException e) {
      // The close's grace is over: it counts what is left.
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

  /** Closes with a grace of five seconds. */
  @Override
  public void close() {
    close(GRACE);
  }

  /**
   * Takes no more messages, delivers what waits within {@code grace} and counts the rest as lost.
   * Waits no longer than it takes: not for a retry that would come after the grace. Idempotent; an
   * interrupt ends the grace.
   */
  public synchronized void close(Duration grace) {
    if (closed) {
      return;
    }
    closed = true;
    closeByMicros = Math.min(OPEN - 1, RetryPolicy.later(time.elapsedMicros(), grace));
    waiting.close();
    boolean interrupted = !join(grace);
    if (thread.isAlive()) {
      thread.interrupt();
      interrupted |= !join(BREAK_MARGIN);
    }
    if (thread.isAlive()) {
      sink.close();
    }
    account.stopped(waiting.removeFirst(Integer.MAX_VALUE));
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
