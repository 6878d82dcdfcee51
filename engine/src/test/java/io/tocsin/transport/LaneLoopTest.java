package io.tocsin.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.time.SystemTime;
import io.tocsin.time.TimeSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Behaviour of {@link LaneLoop}. */
final class LaneLoopTest {

  private static final long HOUR = 3_600_000_000L;

  private final TimeSource time = new SystemTime();
  private final LaneLoop loop = new LaneLoop(time, 3, 1000);

  @AfterEach
  void close() {
    loop.close();
  }

  private static void await(CountDownLatch latch) throws InterruptedException {
    assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void runsTasksInOrderOnTheThreadNamedLane() throws Exception {
    List<String> ran = new ArrayList<>();
    CountDownLatch done = new CountDownLatch(1);

    loop.submit(() -> ran.add(Thread.currentThread().getName()));
    loop.submit(
        () -> {
          ran.add("second");
          done.countDown();
        });

    await(done);
    assertThat(ran).containsExactly("lane", "second");
  }

  @Test
  void movesTheLaneToThePresentBeforeATask() throws Exception {
    List<String> calls = new ArrayList<>();
    CountDownLatch done = new CountDownLatch(1);
    loop.drive(() -> calls.add("arrive"), () -> Long.MAX_VALUE);

    loop.submit(
        () -> {
          calls.add("task");
          done.countDown();
        });

    await(done);
    assertThat(calls).containsExactly("arrive", "task");
  }

  @Test
  void refusesTasksBeyondTheBoundUntilSomeHaveRun() throws Exception {
    CountDownLatch started = new CountDownLatch(1);
    CountDownLatch gate = new CountDownLatch(1);
    CountDownLatch done = new CountDownLatch(3);
    loop.submit(
        () -> {
          started.countDown();
          assertThat(waits(gate)).isTrue();
        });
    await(started);

    assertThat(loop.submit(done::countDown)).isTrue();
    assertThat(loop.submit(done::countDown)).isTrue();
    assertThat(loop.submit(done::countDown)).isTrue();
    assertThat(loop.submit(done::countDown)).isFalse();
    gate.countDown();
    await(done);
    CountDownLatch again = new CountDownLatch(1);
    assertThat(loop.submit(again::countDown)).isTrue();
    await(again);
  }

  private static boolean waits(CountDownLatch latch) {
    try {
      return latch.await(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      return false;
    }
  }

  @Test
  void survivesATaskThatFails() throws Exception {
    CountDownLatch done = new CountDownLatch(1);

    loop.submit(
        () -> {
          throw new IllegalStateException("bad task");
        });
    loop.submit(done::countDown);

    await(done);
  }

  @Test
  void refusesTasksOnceClosedAndRunsThoseBefore() throws Exception {
    CountDownLatch done = new CountDownLatch(1);
    loop.submit(done::countDown);

    loop.close();

    await(done);
    assertThat(loop.submit(() -> {})).isFalse();
  }

  @Test
  void wakesTheLaneWhenSomethingIsDueAndSetsTheNextTimerAfterIt() throws Exception {
    AtomicLong due = new AtomicLong(time.nowMicros() + 20_000);
    BlockingQueue<Long> woken = new LinkedBlockingQueue<>();
    Runnable arrive =
        () -> {
          long now = time.nowMicros();
          if (now >= due.get()) {
            woken.add(now - due.get());
            due.set(woken.size() < 3 ? now + 10_000 : Long.MAX_VALUE);
          }
        };

    loop.drive(arrive, due::get);

    for (int i = 0; i < 3; i++) {
      assertThat(woken.poll(10, TimeUnit.SECONDS)).isNotNull().isNotNegative();
    }
  }

  @Test
  void movesItsTimerWhenInputBringsAnEarlierOne() throws Exception {
    AtomicLong due = new AtomicLong(time.nowMicros() + HOUR);
    CountDownLatch woken = new CountDownLatch(1);
    Runnable arrive =
        () -> {
          if (time.nowMicros() >= due.get()) {
            due.set(Long.MAX_VALUE);
            woken.countDown();
          }
        };
    loop.drive(arrive, due::get);

    loop.submit(() -> due.set(time.nowMicros() + 10_000));

    await(woken);
  }

  @Test
  void goesOnAfterWhatWasDueHasFailed() throws Exception {
    AtomicInteger calls = new AtomicInteger();
    CountDownLatch twice = new CountDownLatch(2);
    loop.drive(
        () -> {
          twice.countDown();
          if (calls.incrementAndGet() == 1) {
            throw new IllegalStateException("bad timer");
          }
        },
        () -> calls.get() < 2 ? 0 : Long.MAX_VALUE);

    await(twice);
  }

  @Test
  void runsATaskAlthoughWhatWasDueBeforeItHasFailed() throws Exception {
    CountDownLatch driven = new CountDownLatch(1);
    loop.drive(
        () -> {
          throw new NoClassDefFoundError("made up");
        },
        () -> {
          driven.countDown();
          return Long.MAX_VALUE;
        });
    await(driven);
    CountDownLatch done = new CountDownLatch(1);

    loop.submit(done::countDown);

    await(done);
  }

  @Test
  void setsItsTimerAgainAfterAnError() throws Exception {
    AtomicInteger calls = new AtomicInteger();
    CountDownLatch woken = new CountDownLatch(1);
    loop.drive(
        () -> {
          if (calls.incrementAndGet() == 1) {
            throw new NoClassDefFoundError("made up");
          }
          woken.countDown();
        },
        () -> calls.get() < 2 ? 0 : Long.MAX_VALUE);

    await(woken);
  }

  @Test
  void doesNotWakeWithoutInputOrTimers() throws Exception {
    AtomicInteger arrivals = new AtomicInteger();
    loop.drive(arrivals::incrementAndGet, () -> time.nowMicros() + HOUR);
    CountDownLatch done = new CountDownLatch(1);
    loop.submit(done::countDown);
    await(done);

    // Only the task: a timer an hour away was set, and nothing has gone off.
    assertThat(arrivals).hasValue(1);
  }
}
