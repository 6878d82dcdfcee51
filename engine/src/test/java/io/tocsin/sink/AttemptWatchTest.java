package io.tocsin.sink;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.testkit.ManualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Behaviour of {@link AttemptWatch}. */
final class AttemptWatchTest {

  private record Set(Runnable task, long delayMicros, CompletableFuture<Void> future) {}

  private final ManualTime time = new ManualTime();
  private final List<Set> alarms = new ArrayList<>();
  private int givenUp;
  private final AttemptWatch watch =
      new AttemptWatch(this::set, time, Duration.ofSeconds(1), () -> givenUp++);

  private Future<?> set(Runnable task, long delayMicros) {
    CompletableFuture<Void> future = new CompletableFuture<>();
    alarms.add(new Set(task, delayMicros, future));
    return future;
  }

  /** Lets the time of the last alarm pass, and rings it. */
  private void ring() {
    Set last = alarms.get(alarms.size() - 1);
    time.advance(Duration.ofNanos(last.delayMicros() * 1000));
    last.task().run();
  }

  @AfterEach
  void clearInterrupt() {
    Thread.interrupted();
  }

  @Test
  void oneAlarmServesAttemptsThatFollowOneAnother() {
    for (int i = 0; i < 100; i++) {
      watch.begin(Duration.ofSeconds(5));
      time.advance(Duration.ofMillis(10));
      assertThat(watch.end()).isFalse();
    }

    assertThat(alarms).hasSize(1);
    ring();
    assertThat(alarms).hasSize(1);
    assertThat(Thread.interrupted()).isFalse();
  }

  @Test
  void anAttemptThatBeganLaterHasItsOwnTime() {
    watch.begin(Duration.ofSeconds(5));
    watch.end();
    time.advance(Duration.ofSeconds(2));
    watch.begin(Duration.ofSeconds(5));

    time.advance(Duration.ofSeconds(3));
    alarms.get(0).task().run();

    assertThat(Thread.interrupted()).isFalse();
    assertThat(alarms.get(1).delayMicros()).isEqualTo(2_000_000);
    time.advance(Duration.ofMillis(1_999));
    alarms.get(1).task().run();
    assertThat(Thread.interrupted()).isFalse();
    ring();
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void aShorterAttemptIsLookedAtSooner() {
    watch.begin(Duration.ofSeconds(5));
    watch.end();
    watch.begin(Duration.ofSeconds(2));

    assertThat(alarms.get(0).future()).isCancelled();
    ring();

    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void whatDoesNotHeedItsInterruptIsGivenUpAMarginLater() {
    watch.begin(Duration.ofSeconds(5));
    ring();
    assertThat(Thread.currentThread().isInterrupted()).isTrue();
    assertThat(givenUp).isZero();
    assertThat(alarms.get(1).delayMicros()).isEqualTo(1_000_000);
    ring();

    assertThat(givenUp).isEqualTo(1);
    assertThat(watch.end()).isTrue();
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
  }

  @Test
  void anInterruptOfSomebodyElseStays() {
    watch.begin(Duration.ofSeconds(5));
    Thread.currentThread().interrupt();

    assertThat(watch.end()).isFalse();
    assertThat(Thread.interrupted()).isTrue();
  }
}
