package io.tocsin.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Behaviour of {@link LaneTask}. */
@Timeout(20)
final class LaneTaskTest {

  private static final Duration PLENTY = Duration.ofSeconds(10);
  private final AtomicInteger runs = new AtomicInteger();

  @Test
  void runsAndReturns() throws Exception {
    LaneTask.run(runs::incrementAndGet, lane(Runnable::run), PLENTY);

    assertThat(runs).hasValue(1);
  }

  private interface Lane {
    void take(Runnable task);
  }

  private static io.tocsin.source.LaneThread lane(Lane lane) {
    return task -> {
      lane.take(task);
      return true;
    };
  }

  @Test
  void neverRunsAfterNobodyWaitsForIt() {
    List<Runnable> queue = new ArrayList<>();

    assertThatIOException()
        .isThrownBy(
            () -> LaneTask.run(runs::incrementAndGet, lane(queue::add), Duration.ofMillis(1)))
        .withMessageContaining("did not answer within PT0.001S");
    queue.forEach(Runnable::run);

    assertThat(queue).hasSize(1);
    assertThat(runs).hasValue(0);
  }

  @Test
  void neverRunsAfterAnInterrupt() {
    List<Runnable> queue = new ArrayList<>();
    Thread.currentThread().interrupt();

    assertThatIOException()
        .isThrownBy(() -> LaneTask.run(runs::incrementAndGet, lane(queue::add), PLENTY))
        .withMessage("interrupted");
    assertThat(Thread.interrupted()).isTrue();
    queue.forEach(Runnable::run);

    assertThat(runs).hasValue(0);
  }

  @Test
  void waitsBeyondItsTimeForATaskThatHasBegun() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    Runnable slow =
        () -> {
          begun.countDown();
          runs.incrementAndGet();
          await(goOn);
          runs.incrementAndGet();
        };
    // Begins before the submission returns; goes on when somebody waits for it.
    io.tocsin.source.LaneThread lane =
        task -> {
          new Thread(task).start();
          await(begun);
          Thread waiting = Thread.currentThread();
          new Thread(
                  () -> {
                    while (waiting.getState() != Thread.State.WAITING) {
                      Thread.onSpinWait();
                    }
                    goOn.countDown();
                  })
              .start();
          return true;
        };

    LaneTask.run(slow, lane, Duration.ofMillis(1));

    assertThat(runs).hasValue(2);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void tellsAFailureOfAnyKindAndARefusal() {
    assertThatIOException()
        .isThrownBy(
            () ->
                LaneTask.run(
                    () -> {
                      throw new NoClassDefFoundError("made up");
                    },
                    lane(Runnable::run),
                    PLENTY))
        .withMessageContaining("NoClassDefFoundError: made up");
    assertThatIOException()
        .isThrownBy(() -> LaneTask.run(runs::incrementAndGet, task -> false, PLENTY))
        .isInstanceOf(IOException.class)
        .withMessageContaining("takes no more tasks");
    assertThat(runs).hasValue(0);
  }
}
