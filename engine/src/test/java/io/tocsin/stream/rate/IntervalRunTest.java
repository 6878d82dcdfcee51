package io.tocsin.stream.rate;

import static io.tocsin.fold.Samples.metric;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.event.Event;
import io.tocsin.stream.Operator;
import io.tocsin.stream.OperatorContext;
import io.tocsin.stream.OperatorSpec;
import io.tocsin.testkit.OperatorHarness;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What {@link IntervalRun} does when its task fails or sets timers. */
final class IntervalRunTest {

  private record FailingSpec(List<Long> ends) implements OperatorSpec<Event, Event> {
    @Override
    public Operator<Event> create(OperatorContext<Event> context) {
      IntervalRun run =
          new IntervalRun(
              context,
              ofSeconds(1),
              end -> {
                ends.add(end);
                throw new IllegalStateException("odd");
              });
      return event -> run.arrived();
    }
  }

  @Test
  void goesOnAfterATaskThatFails() {
    List<Long> ends = new ArrayList<>();
    OperatorHarness harness = OperatorHarness.of(new FailingSpec(ends));

    harness.send(metric(1)).advance(1.5).send(metric(1)).advance(5).send(metric(1)).advance(5);

    assertThat(ends).containsExactly(1_000_000L, 2_000_000L, 7_500_000L);
    assertThat(harness.failures()).hasSize(3);
    assertThat(harness.timers()).isZero();
  }
}
