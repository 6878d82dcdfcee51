package io.tocsin.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

final class LaneTaskTest {

  private static final Duration LONG = Duration.ofMinutes(1);

  private final AtomicBoolean ran = new AtomicBoolean();

  @Test
  void waitsForItsEnd() throws Exception {
    LaneTask.run(task -> onAnotherThread(task), () -> ran.set(true), LONG);

    assertThat(ran).isTrue();
  }

  @Test
  void isRefusedByALaneThatTakesNoMore() {
    assertThatThrownBy(() -> LaneTask.run(task -> false, () -> ran.set(true), LONG))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("takes no more tasks");
  }

  @Test
  void neverRunsOnceItWasGivenUp() {
    List<Runnable> waiting = new ArrayList<>();

    assertThatThrownBy(() -> LaneTask.run(waiting::add, () -> ran.set(true), Duration.ZERO))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("did not answer within");

    waiting.forEach(Runnable::run);
    assertThat(ran).isFalse();
  }

  @Test
  void isWaitedForOnceItHasBegunHoweverLongItTakes() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    Thread waiter = Thread.currentThread();

    // The work goes on until the waiter has run out of patience and waits again, without limit.
    LaneTask.run(
        task -> onAnotherThread(task) && awaited(begun),
        () -> {
          begun.countDown();
          while (waiter.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
          }
          ran.set(true);
        },
        Duration.ofMillis(1));

    assertThat(ran).isTrue();
  }

  @Test
  void saysWhyItFailed() {
    assertThatThrownBy(
            () ->
                LaneTask.run(
                    task -> onAnotherThread(task),
                    () -> {
                      throw new NoClassDefFoundError("gone");
                    },
                    LONG))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("gone");
  }

  @Test
  void isGivenUpByAnInterrupt() {
    List<Runnable> waiting = new ArrayList<>();
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> LaneTask.run(waiting::add, () -> ran.set(true), LONG))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("interrupted");

    assertThat(Thread.interrupted()).isTrue();
    waiting.forEach(Runnable::run);
    assertThat(ran).isFalse();
  }

  private static boolean onAnotherThread(Runnable task) {
    ExecutorService lane = Executors.newSingleThreadExecutor();
    lane.execute(task);
    lane.shutdown();
    return true;
  }

  private static boolean awaited(CountDownLatch latch) {
    try {
      latch.await();
      return true;
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
