package io.tocsin.stream.map;

import static io.tocsin.fold.Samples.expired;
import static io.tocsin.fold.Samples.metric;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.event.Event;
import io.tocsin.stream.EventReducer;
import io.tocsin.stream.RuleFunction;
import io.tocsin.testkit.OperatorHarness;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Behaviour of {@link ReduceSpec}. */
final class ReduceTest {

  /** Adds metrics; fails without one, and makes nothing of one below 0. */
  private static final RuleFunction<EventReducer> SUM =
      RuleFunction.of(
          (acc, e, now) -> {
            if (!e.hasMetric()) {
              throw new IllegalStateException("no metric");
            }
            return e.metricOrNaN() < 0 ? null : e.withMetric(acc.metricAsLong() + e.metricAsLong());
          },
          "sum");

  private static OperatorHarness from(@Nullable Event init) {
    return OperatorHarness.of(new ReduceSpec(init, SUM));
  }

  @Test
  void emitsWhatItMadeOfAllSoFar() {
    assertThat(from(metric(10)).send(metric(1), metric(2)).take())
        .containsExactly(metric(11), metric(13));
  }

  @Test
  void letsTheFirstEventPassWhenThereIsNothingToAddItTo() {
    assertThat(from(null).send(metric(1), metric(2)).take()).containsExactly(metric(1), metric(3));
  }

  @Test
  void givesExpiredEventsToTheFunctionToo() {
    assertThat(from(null).send(metric(1), expired(metric(2))).take())
        .containsExactly(metric(1), expired(metric(3)));
  }

  @Test
  void keepsWhatItHasWhenTheFunctionFailsOrMakesNothing() {
    OperatorHarness harness = from(null);

    harness.send(metric(1), metric(null), metric(-5), metric(2));

    assertThat(harness.take()).containsExactly(metric(1), metric(3));
    assertThat(harness.failures())
        .extracting(Throwable::getMessage)
        .containsExactly("no metric", "reduce: the block must give an event, gave null");
  }
}
