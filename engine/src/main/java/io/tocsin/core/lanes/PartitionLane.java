package io.tocsin.core.lanes;

import io.tocsin.core.Lane;
import io.tocsin.core.LanePlan;
import io.tocsin.event.Event;
import io.tocsin.stream.partition.RuleSplit.Part;
import io.tocsin.telemetry.QuietLog;
import io.tocsin.time.TimeSource;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * A lane with a thread of its own that does what it is handed, in order, and nothing else: it never
 * moves its clock by itself, but asks for a moment when something is due. Its methods are called on
 * the thread that hands over, where not said otherwise.
 */
final class PartitionLane {

  /** Stands for no more than its moment. */
  private static final Object MOMENT = new Object();

  private static final long ASK_AGAIN_NANOS = 100_000_000;
  private static final long LOOK_AGAIN_MILLIS = 100;

  private final Lane lane;
  private final HandOver handOver;
  private final TimeSource time;
  private final Predicate<PartitionLane> ask;
  private final QuietLog log;
  private final LongAdder taken;
  private final Thread thread;

  // Of the lane's thread.
  private boolean asked;
  private int events;

  /**
   * A lane; {@link #start} starts its thread.
   *
   * @param lane this thread's from the start on
   * @param ask has somebody call {@link #moment} soon; false if it has not
   * @param taken counts events
   */
  PartitionLane(
      String name,
      Lane lane,
      HandOver handOver,
      TimeSource time,
      Predicate<PartitionLane> ask,
      QuietLog log,
      LongAdder taken) {
    this.lane = lane;
    this.handOver = handOver;
    this.time = time;
    this.ask = ask;
    this.log = log;
    this.taken = taken;
    this.thread = new Thread(this::run, name);
    thread.setDaemon(true);
  }

  /** See {@link Lane#plan}; any thread. */
  LanePlan plan(Part part) {
    return lane.plan(part);
  }

  /** See {@link LaneGroup#isUpToDate}; any thread. */
  boolean isUpToDate() {
    return lane.sweeps().isEmpty();
  }

  void start() {
    thread.start();
  }

  /** Hands over an event that arrives at a moment. */
  void accept(Event event, long moment) {
    handOver.put(event, moment);
  }

  /** Has the lane do what is due at a moment. */
  void moment(long moment) {
    handOver.put(MOMENT, moment);
  }

  /** Has something done on the lane, between the events before and after it. */
  <T> CompletableFuture<T> call(long moment, Function<Lane, T> work) {
    CompletableFuture<T> done = new CompletableFuture<>();
    Runnable task =
        () -> {
          try {
            done.complete(work.apply(lane));
          } catch (Throwable e) {
            done.completeExceptionally(e);
          }
        };
    handOver.put(task, moment);
    return done;
  }

  /**
   * Waits for what {@link #call} gave.
   *
   * @throws IllegalStateException if it failed, or the thread has ended
   */
  <T> T await(CompletableFuture<T> called) {
    handOver.publish();
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return called.get(LOOK_AGAIN_MILLIS, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
          if (!thread.isAlive() && !called.isDone()) {
            throw new IllegalStateException(thread.getName() + " has ended", e);
          }
        } catch (InterruptedException e) {
          interrupted = true; // what was begun on other lanes must be brought to its end
        } catch (ExecutionException e) {
          throw new IllegalStateException(String.valueOf(e.getCause()), e.getCause());
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Lets the lane see what was handed over. */
  void publish() {
    handOver.publish();
  }

  /** Items that wait; any thread. */
  int waiting() {
    return handOver.waiting();
  }

  /** Has the thread end once it has done what it was handed; any thread. */
  void end() {
    handOver.end();
  }

  /** Waits for the end, and no longer; any thread. */
  void join(Duration atMost) {
    try {
      thread.join(Math.max(1, atMost.toMillis()));
      if (thread.isAlive()) {
        thread.interrupt();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    while (true) {
      int items = handOver.take(this::take);
      if (items > 0) {
        taken.add(events);
        events = 0;
      } else if (handOver.isEnded()) {
        return;
      } else {
        handOver.sleep(untilDue());
      }
    }
  }

  private void take(Object item, long moment) {
    try {
      lane.catchUpTo(moment);
    } catch (Throwable e) {
      // Errors too: the lane must go on, or everything stands still in silence.
      log.error("timer", () -> "what was due on " + thread.getName() + " failed: " + e);
    }
    if (item == MOMENT) {
      asked = false;
      return;
    }
    try {
      if (item instanceof Event event) {
        events++;
        lane.accept(event);
      } else {
        ((Runnable) item).run();
      }
    } catch (Throwable e) {
      log.error("event", () -> "an event failed on " + thread.getName() + ": " + e);
    }
  }

  /** How long nothing is due, in nanoseconds; if something is, asks for the moment. */
  private long untilDue() {
    long due = lane.nextDueMicros();
    if (due == Long.MAX_VALUE) {
      return Long.MAX_VALUE;
    }
    long micros = due - time.nowMicros();
    if (micros > 0) {
      return TimeUnit.MICROSECONDS.toNanos(micros);
    }
    asked = asked || ask.test(this);
    return ASK_AGAIN_NANOS;
  }
}
