package io.tocsin.transport.http;

import io.tocsin.source.LaneThread;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Supplier;

/** Has work done on the lane, and what comes of it looked at on the HTTP thread. */
final class LaneCalls {

  private final LaneThread lane;
  private final Executor http;

  LaneCalls(LaneThread lane, Executor http) {
    this.lane = lane;
    this.http = http;
  }

  /**
   * Does {@code work} on the lane and turns its result into an answer on the HTTP thread.
   *
   * @throws RefusedException if the lane takes no more
   */
  <T> CompletableFuture<Answer> answer(Supplier<T> work, Function<T, Answer> answer)
      throws RefusedException {
    return later(() -> CompletableFuture.completedFuture(work.get())).thenApply(answer);
  }

  /**
   * Has work begun on the lane that is done only in a while, which it says on any thread. Called on
   * the HTTP thread, and what comes of it is told there.
   *
   * @throws RefusedException if the lane takes no more
   */
  <T> CompletableFuture<T> later(Supplier<CompletableFuture<T>> work) throws RefusedException {
    CompletableFuture<T> done = new CompletableFuture<>();
    boolean taken =
        lane.submit(
            () -> {
              try {
                var unused =
                    work.get()
                        .whenComplete(
                            (result, failure) -> {
                              if (failure == null) {
                                done.complete(result);
                              } else {
                                done.completeExceptionally(failure);
                              }
                            });
              } catch (Throwable e) {
                // Whoever asked is told, whatever it is.
                done.completeExceptionally(e);
              }
            });
    if (!taken) {
      throw RefusedException.busy("the hub is behind or stopping; try again");
    }
    return done.thenApplyAsync(Function.identity(), http);
  }
}
