package io.tocsin.server;

import io.tocsin.source.LaneThread;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A task for the lane that somebody waits for. Either it runs and its outcome is told, or it does
 * not run at all: once nobody waits any more it is void, however long it stays in the queue.
 */
final class LaneTask {

  private final Runnable task;
  private final CompletableFuture<Void> done = new CompletableFuture<>();

  /** Set by whoever comes first: the lane that begins it, or the waiting thread that gives up. */
  private final AtomicBoolean decided = new AtomicBoolean();

  private LaneTask(Runnable task) {
    this.task = task;
  }

  /**
   * Runs a task on the lane's thread and waits for it. A task that has begun by the end of the time
   * is waited for beyond it, since it cannot be undone.
   *
   * @throws IOException if it fails, or did not begin in time and will not run
   */
  static void run(Runnable task, LaneThread lane, Duration beginsWithin) throws IOException {
    LaneTask laneTask = new LaneTask(task);
    if (!lane.submit(laneTask::onLane)) {
      throw new IOException("the lane takes no more tasks: it is far behind, or stopped");
    }
    laneTask.await(beginsWithin);
  }

  private void onLane() {
    if (!decided.compareAndSet(false, true)) {
      return;
    }
    try {
      task.run();
      done.complete(null);
    } catch (Throwable e) {
      done.completeExceptionally(e);
    }
  }

  private void await(Duration beginsWithin) throws IOException {
    try {
      try {
        done.get(beginsWithin.toMillis(), TimeUnit.MILLISECONDS);
      } catch (TimeoutException e) {
        if (decided.compareAndSet(false, true)) {
          throw new IOException("the lane did not answer within " + beginsWithin, e);
        }
        done.get();
      }
    } catch (ExecutionException e) {
      throw new IOException("the rules could not be put in force: " + e.getCause(), e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      if (decided.compareAndSet(false, true)) {
        throw new IOException("interrupted", e);
      }
      done.join();
    }
  }
}
