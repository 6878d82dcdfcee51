package io.tocsin.stream.combine;

import static io.tocsin.fold.Samples.list;
import static io.tocsin.fold.Samples.metric;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.event.Batch;
import io.tocsin.event.Event;
import io.tocsin.fold.Percentile;
import io.tocsin.fold.StandardFold;
import io.tocsin.stream.BatchFunction;
import io.tocsin.stream.Operator;
import io.tocsin.stream.OperatorContext;
import io.tocsin.stream.OperatorSpec;
import io.tocsin.stream.RuleFunction;
import io.tocsin.stream.StageSpec;
import io.tocsin.testkit.OperatorHarness;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Behaviour of the operators over batches. */
final class CombineTest {

  /** Emits one batch for any event. */
  private record GiveSpec(Batch batch) implements OperatorSpec<Event, Batch> {
    @Override
    public Operator<Event> create(OperatorContext<Batch> context) {
      return event -> context.emit(batch);
    }
  }

  /** What an operator makes of a batch of these events, standing for the moments 3 to 5. */
  private static OperatorHarness given(OperatorSpec<?, ?> spec, List<Event> events) {
    Batch batch = Batch.of(events, 3, 5);
    OperatorHarness harness =
        OperatorHarness.ofTree(
            collector ->
                StageSpec.of(new GiveSpec(batch), StageSpec.of(spec, collector.collect(0))));
    return harness.advance(7).send(metric(0));
  }

  @Test
  void foldEmitsTheEventOfTheFold() {
    List<Event> events = list("1 2 6");

    assertThat(given(new FoldSpec(StandardFold.MEAN), events).take())
        .containsExactly(events.get(0).withMetric(3.0));
    assertThat(given(new FoldSpec(new Percentile(1)), events).take())
        .containsExactly(events.get(2));
  }

  @Test
  void foldEmitsNothingWhenTheFoldSaysNothing() {
    OperatorHarness harness = given(new FoldSpec(StandardFold.MEAN), list("- x3"));

    assertThat(harness.take()).isEmpty();
    assertThat(harness.drops()).isEmpty();
    assertThat(harness.failures()).isEmpty();
  }

  @Test
  void foldCountsAnEmptyBatchAtNow() {
    assertThat(given(new FoldSpec(StandardFold.COUNT), List.of()).take())
        .containsExactly(metric(0L).withTimeMicros(7_000_000));
  }

  private static FoldFunctionSpec function(BatchFunction function, String source) {
    return new FoldFunctionSpec("total", RuleFunction.of(function, source));
  }

  @Test
  void foldRunsARulesOwnFunctionOnEventsAndNow() {
    FoldFunctionSpec spec =
        function((events, now) -> events.get(events.size() - 1).withTimeMicros(now), "last");

    assertThat(given(spec, list("1 2")).take())
        .containsExactly(list("1 2").get(1).withTimeMicros(7_000_000));
  }

  @Test
  void foldEmitsNothingForNullOfAFunction() {
    OperatorHarness harness = given(function((events, now) -> null, "null"), list("1 2"));

    assertThat(harness.take()).isEmpty();
    assertThat(harness.failures()).isEmpty();
  }

  @Test
  void foldReportsAFunctionThatFails() {
    OperatorHarness harness = given(function((events, now) -> events.get(0), "first"), List.of());

    assertThat(harness.take()).isEmpty();
    assertThat(harness.failures()).hasSize(1);
  }

  @Test
  void foldFunctionsAreEqualByNameAndSource() {
    FoldFunctionSpec spec = function((events, now) -> null, "a");

    assertThat(spec).isEqualTo(function((events, now) -> events.get(0), "a"));
    assertThat(spec).isNotEqualTo(function((events, now) -> null, "b"));
    assertThatThrownBy(() -> new FoldFunctionSpec(" ", spec.function()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("fold: name must not be blank");
  }

  @Test
  void flattenEmitsEventsOneByOneInTheirOrder() {
    List<Event> events = list("2 - x1 2");

    assertThat(given(new FlattenSpec(), events).take()).isEqualTo(events);
    assertThat(given(new FlattenSpec(), List.of()).take()).isEmpty();
  }

  @ParameterizedTest(name = "{1} of {0}: smallest {2}, largest {3}")
  @CsvSource({
    "3 1 2, 2, 1 2, 0 2",
    "3 1 2, 3, 1 2 0, 0 2 1",
    "3 1 2, 9, 1 2 0, 0 2 1",
    "3 - x1 x9 2, 1, 4, 0",
    "1 2 1 2, 3, 0 2 1, 1 3 0",
    "9007199254740993 9007199254740992.0, 1, 1, 0",
  })
  void smallestAndLargestSortByMetric(String words, int n, String smallest, String largest) {
    List<Event> events = list(words);

    assertThat(places(given(new SmallestSpec(n), events))).isEqualTo(smallest);
    assertThat(places(given(new LargestSpec(n), events))).isEqualTo(largest);
  }

  private static String places(OperatorHarness harness) {
    return ((Batch) harness.take().get(0))
        .events().stream().map(Event::getService).collect(Collectors.joining(" "));
  }

  @Test
  void smallestAndLargestKeepTheIntervalAndPassEmptyBatches() {
    Batch empty = Batch.of(List.of(), 3, 5);

    assertThat(given(new SmallestSpec(1), List.of()).take()).containsExactly(empty);
    assertThat(given(new LargestSpec(1), list("- x1")).take()).containsExactly(empty);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1})
  void smallestAndLargestRefuseLessThanOne(int n) {
    assertThatThrownBy(() -> new SmallestSpec(n))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("smallest: n must be at least 1, was " + n);
    assertThatThrownBy(() -> new LargestSpec(n))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("largest: n must be at least 1, was " + n);
  }
}
