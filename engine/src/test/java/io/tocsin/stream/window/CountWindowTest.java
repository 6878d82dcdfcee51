package io.tocsin.stream.window;

import static io.tocsin.fold.Samples.expired;
import static io.tocsin.fold.Samples.metric;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.event.Batch;
import io.tocsin.event.Event;
import io.tocsin.stream.DropReason;
import io.tocsin.stream.StageSpec;
import io.tocsin.testkit.OperatorHarness;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Behaviour of {@link TumblingCountSpec} and {@link SlidingCountSpec}. */
final class CountWindowTest {

  private static String shown(OperatorHarness harness, int events) {
    LongStream.rangeClosed(1, events).forEach(i -> harness.send(metric(i)));
    return harness.take().stream()
        .map(batch -> TumblingTest.metrics((Batch) batch))
        .collect(Collectors.joining(" "));
  }

  @ParameterizedTest(name = "{1} events by {0}: {2}, {3} held")
  @CsvSource({
    "2, 1, '', 1",
    "2, 2, '[1, 2]', 0",
    "2, 5, '[1, 2] [3, 4]', 1",
    "1, 2, '[1] [2]', 0",
    "3, 5, '[1, 2, 3]', 2",
  })
  void tumblingEmitsEveryFullBatchAndReportsThePartialOne(
      int n, int events, String expected, int held) {
    OperatorHarness harness = OperatorHarness.of(new TumblingCountSpec(n));

    assertThat(shown(harness, events)).isEqualTo(expected);
    assertThat(harness.advance(1e6).take()).isEmpty();
    assertThat(harness.close().drops())
        .isEqualTo(held == 0 ? Map.of() : Map.of(DropReason.UNFINISHED, held));
  }

  @ParameterizedTest(name = "{1} events, the last {0}: {2}")
  @CsvSource({
    "1, 2, '[1] [2]'",
    "2, 4, '[1] [1, 2] [2, 3] [3, 4]'",
    "3, 4, '[1] [1, 2] [1, 2, 3] [2, 3, 4]'",
  })
  void slidingEmitsTheLastOfThemForEveryEvent(int n, int events, String expected) {
    OperatorHarness harness = OperatorHarness.of(new SlidingCountSpec(n));

    assertThat(shown(harness, events)).isEqualTo(expected);
    assertThat(harness.close().drops()).isEmpty();
  }

  @Test
  void bothTakeAnyEventAndStandForTheMomentOfTheLast() {
    Event old = metric(null).withTimeMicros(-5);
    Event gone = expired(metric(2));
    Batch both = Batch.of(List.of(old, gone), 3_000_000, 3_000_000);
    OperatorHarness tumbling = OperatorHarness.of(new TumblingCountSpec(2));
    OperatorHarness sliding = OperatorHarness.of(new SlidingCountSpec(2));

    tumbling.send(old).advance(3).send(gone);
    sliding.send(old).advance(3).send(gone);

    assertThat(tumbling.take()).containsExactly(both);
    assertThat(sliding.take()).containsExactly(Batch.of(List.of(old), 0, 0), both);
  }

  @Test
  void bothKeepHostsApart() {
    OperatorHarness perHost =
        OperatorHarness.ofTree(
            collector ->
                StageSpec.of(
                    new PerHostSpec(),
                    StageSpec.of(new TumblingCountSpec(2), collector.collect(0)),
                    StageSpec.of(new SlidingCountSpec(2), collector.collect(1))));

    perHost.send(metric(1).withHost("a"), metric(2).withHost("b"), metric(3).withHost("a"));

    assertThat(perHost.take(0)).hasSize(1);
    assertThat(perHost.take(1))
        .extracting(batch -> TumblingTest.metrics((Batch) batch))
        .containsExactly("[1]", "[2]", "[1, 3]");
    assertThat(perHost.close().drops()).isEqualTo(Map.of(DropReason.UNFINISHED, 1));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, 1_000_001})
  void bothRefuseANumberOutOfRange(int n) {
    assertThatThrownBy(() -> new TumblingCountSpec(n))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("tumbling: events must be from 1 to 1000000, was " + n);
    assertThatThrownBy(() -> new SlidingCountSpec(n))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("sliding: events must be from 1 to 1000000, was " + n);
    assertThat(new SlidingCountSpec(1_000_000).events()).isEqualTo(1_000_000);
  }
}
