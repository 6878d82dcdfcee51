package io.tocsin.stream.map;

import static io.tocsin.fold.Samples.expired;
import static io.tocsin.fold.Samples.named;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.event.Event;
import io.tocsin.stream.EventExpander;
import io.tocsin.stream.RuleFunction;
import io.tocsin.testkit.OperatorHarness;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Behaviour of {@link FlatMapSpec}. */
final class FlatMapTest {

  private static OperatorHarness of(EventExpander expander) {
    return OperatorHarness.of(new FlatMapSpec(RuleFunction.of(expander, "block")));
  }

  @Test
  void emitsAllInTheirOrder() {
    OperatorHarness harness = of((e, now) -> List.of(e, e.withService("copy"), e));
    Event event = expired(named("a", 1));

    assertThat(harness.send(event).take()).containsExactly(event, event.withService("copy"), event);
  }

  @Test
  void takesSetsToo() {
    assertThat(of((e, now) -> Set.of(e)).send(named("a", 1)).take()).hasSize(1);
  }

  @Test
  void emitsNothingForNullOrNone() {
    OperatorHarness none = of((e, now) -> e.hasMetric() ? List.of() : null);

    assertThat(none.send(named("a", 1), named("b", null)).take()).isEmpty();
    assertThat(none.drops()).isEmpty();
    assertThat(none.failures()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {9_999, 10_000, 10_001})
  void failsOnTooMany(int n) {
    OperatorHarness harness = of((e, now) -> Collections.nCopies(n, e));

    assertThat(harness.send(named("a", 1)).take()).hasSize(n > 10_000 ? 0 : n);
    assertThat(harness.failures()).hasSize(n > 10_000 ? 1 : 0);
  }

  @Test
  @SuppressWarnings("unchecked")
  void failsOnWhatIsNoEventAndEmitsNone() {
    for (Object odd : Arrays.asList("text", null)) {
      List<?> made = Arrays.asList(named("a", 1), odd);
      OperatorHarness harness = of((e, now) -> (Collection<Event>) made);

      assertThat(harness.send(named("a", 1)).take()).isEmpty();
      assertThat(harness.failures())
          .singleElement()
          .satisfies(
              f ->
                  assertThat(f)
                      .hasMessage(
                          "flatMap: the block must give a list of events, there was "
                              + (odd == null ? "null" : "a String")
                              + " in it"));
    }
  }
}
