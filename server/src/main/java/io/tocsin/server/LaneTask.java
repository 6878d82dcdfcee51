package io.tocsin.server;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;

/**
 * A task that runs on the lane's thread while another thread waits for it: done whole, or given up
 * before it began. A task given up never runs, so that what failed cannot take effect later.
 */
final class LaneTask {

  private enum State {
    WAITING,
    BEGUN,
    GIVEN_UP
  }

  private final Runnable work;
  private final AtomicReference<State> state = new AtomicReference<>(State.WAITING);
  private final CompletableFuture<Void> done = new CompletableFuture<>();

  private LaneTask(Runnable work) {
    this.work = work;
  }

  /**
   * Has the lane do something, and waits for it.
   *
   * @param lane takes a task for its thread; false if it takes none
   * @param patience how long the task may wait for its turn; once begun, its end is waited for
   * @throws IOException if it was not done, or not to its end; says why
   */
  static void run(Predicate<Runnable> lane, Runnable work, Duration patience) throws IOException {
    LaneTask task = new LaneTask(work);
    if (!lane.test(task::takeTurn)) {
      throw new IOException("the lane takes no more tasks: it is far behind, or stopped");
    }
    task.await(patience);
  }

  private void takeTurn() {
    if (!state.compareAndSet(State.WAITING, State.BEGUN)) {
      return;
    }
    try {
      work.run();
      done.complete(null);
    } catch (Throwable failure) {
      done.completeExceptionally(failure);
    }
  }

  private void await(Duration patience) throws IOException {
    try {
      done.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      if (state.compareAndSet(State.WAITING, State.GIVEN_UP)) {
        throw new IOException("the lane did not answer within " + patience.toSeconds() + " s", e);
      }
      awaitEnd();
    } catch (ExecutionException e) {
      throw failed(e);
    } catch (InterruptedException e) {
      boolean givenUp = state.compareAndSet(State.WAITING, State.GIVEN_UP);
      if (!givenUp) {
        awaitEnd();
      }
      Thread.currentThread().interrupt();
      if (givenUp) {
        throw new IOException("interrupted while the lane was busy", e);
      }
    }
  }

  private void awaitEnd() throws IOException {
    boolean interrupted = false;
    while (true) {
      try {
        done.get();
        break;
      } catch (ExecutionException e) {
        throw failed(e);
      } catch (InterruptedException e) {
        interrupted = true; // what has begun ends soon, and the caller must know how
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static IOException failed(ExecutionException e) {
    return new IOException("the rules could not be put in force: " + e.getCause(), e.getCause());
  }
}
