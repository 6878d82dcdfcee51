package io.tocsin.core.lanes;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.event.Event;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class HandOverTest {

  private final LongAdder waits = new LongAdder();
  private final HandOver handOver = new HandOver(waits);
  private final List<String> taken = new ArrayList<>();

  private int take() {
    return handOver.take((item, moment) -> taken.add(item + "@" + moment));
  }

  @Test
  void whatWasPutIsTakenInOrderOnceItIsPublished() {
    handOver.put("a", 1);
    handOver.put("b", 1);
    assertThat(take()).isZero();

    handOver.publish();
    handOver.put("c", 2);

    assertThat(handOver.waiting()).isEqualTo(2);
    assertThat(take()).isEqualTo(2);
    assertThat(taken).containsExactly("a@1", "b@1");
    assertThat(take()).isZero();
  }

  @ParameterizedTest
  @CsvSource({"255, 0", "256, 256", "257, 256"})
  void aFullBatchIsPublishedByItself(int puts, int seen) {
    for (int i = 0; i < puts; i++) {
      handOver.put(i, i);
    }

    assertThat(take()).isEqualTo(seen);
  }

  @Test
  void handsOverFarMoreThanItHoldsWithoutALossAndWaitsWhenItIsFull() throws Exception {
    int items = 50 * HandOver.CAPACITY;
    CompletableFuture<Void> putting =
        CompletableFuture.runAsync(
            () -> {
              for (int i = 0; i < items; i++) {
                handOver.put(i, i);
              }
              handOver.publish();
            });
    awaitWait(putting);

    List<Object> got = new ArrayList<>();
    while (got.size() < items) {
      if (handOver.take((item, moment) -> got.add(item)) == 0) {
        handOver.sleep(1_000_000);
      }
    }

    putting.get(30, TimeUnit.SECONDS);
    assertThat(got).hasSize(items);
    for (int i = 0; i < items; i++) {
      assertThat(got.get(i)).isEqualTo(i);
    }
    assertThat(waits.sum()).isPositive();
  }

  @Test
  void eventsThatWaitAreBoundedInBytesToo() throws Exception {
    Event large = Event.builder().description("x".repeat(10 << 20)).build();
    CompletableFuture<Void> putting =
        CompletableFuture.runAsync(
            () -> {
              for (int i = 0; i < 5; i++) {
                handOver.put(large, i);
              }
              handOver.publish();
            });
    awaitWait(putting);

    assertThat(handOver.waiting()).isEqualTo(4);
    assertThat(take()).isEqualTo(4);
    putting.get(30, TimeUnit.SECONDS);
    assertThat(take()).isEqualTo(1);
  }

  @Test
  void whoWaitsForRoomGivesUpAtTheEnd() throws Exception {
    CompletableFuture<Void> putting =
        CompletableFuture.runAsync(
            () -> {
              for (int i = 0; i <= HandOver.CAPACITY; i++) {
                handOver.put(i, i);
              }
            });
    awaitWait(putting);

    handOver.end();

    putting.get(30, TimeUnit.SECONDS);
    assertThat(take()).isEqualTo(HandOver.CAPACITY);
    assertThat(handOver.isEnded()).isTrue();
  }

  @Test
  void whoSleepsIsWokenByWhatIsPublishedAndByTheEnd() throws Exception {
    CompletableFuture<Integer> taking =
        CompletableFuture.supplyAsync(
            () -> {
              int n = 0;
              while (!handOver.isEnded() || handOver.waiting() > 0) {
                n += handOver.take((item, moment) -> {});
                handOver.sleep(Long.MAX_VALUE);
              }
              return n;
            });
    for (int i = 0; i < 1000; i++) {
      handOver.put(i, i);
      handOver.publish();
      while (i % 100 == 0 && handOver.waiting() > 0) {
        Thread.onSpinWait();
      }
    }

    handOver.end();

    assertThat(taking.get(30, TimeUnit.SECONDS)).isEqualTo(1000);
  }

  private void awaitWait(CompletableFuture<Void> putting) {
    while (waits.sum() == 0 && !putting.isDone()) {
      Thread.onSpinWait();
    }
    assertThat(putting).isNotDone();
  }
}
