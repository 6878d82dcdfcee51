package io.tocsin.stream.rank;

import static io.tocsin.stream.trend.Script.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.event.Event;
import io.tocsin.stream.EventFunction;
import io.tocsin.stream.RuleFunction;
import io.tocsin.testkit.OperatorHarness;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Behaviour of {@link TopSpec}. */
final class TopTest {

  private static final RuleFunction<EventFunction> METRIC =
      RuleFunction.of((event, now) -> event.getMetric(), "metric");

  private static OperatorHarness top(int k) {
    return OperatorHarness.of(new TopSpec(k, METRIC));
  }

  private static String shown(List<Object> items) {
    return items.stream()
        .map(
            item -> {
              Event e = (Event) item;
              return (e.hasExpiredState() ? "x" : "") + e.getMetric() + "/" + e.getHost();
            })
        .collect(Collectors.joining(" "));
  }

  @ParameterizedTest(name = "top {0} of {1}: {2}, rest {3}")
  @CsvSource({
    "1, 1/a, 1/a, ''",
    "1, 1/a 5/b 2/a, 1/a x1/a 5/b, 1/a 2/a",
    "1, 5/a 5/b, 5/a, 5/b",
    "1, 5/a 5.0/b, 5/a, 5.0/b",
    "1, 5/a 5.000001/b, 5/a x5/a 5.000001/b, 5/a",
    "2, 1/a 2/b 3/c, 1/a 2/b x1/a 3/c, 1/a",
    "2, 2/a 2/b 3/c, 2/a 2/b x2/b 3/c, 2/b",
    "2, 5/a 5/b 1/b 2/c, 5/a 5/b 1/b x1/b 2/c, 1/b",
    "1, 5/a 1/a 1/b 2/b, 5/a 1/a x1/a 2/b, 1/b 1/a",
    "1, 5/a -/a 1/b, 5/a null/a 1/b, ''",
    "1, 5/a x9/a 1/b, 5/a x9/a 1/b, ''",
    "1, 5/a x9/b -/b, 5/a, x9/b null/b",
    "1, 5/a NaN/a 1/b, 5/a null/a 1/b, ''",
    "1, 5/a 5/a, 5/a 5/a, ''",
    "2, -Infinity/a 1/b Infinity/c, -Infinity/a 1/b x-Infinity/a Infinity/c, -Infinity/a",
    "1, 9223372036854775806/a 9.223372036854775807E18/b, 9223372036854775806/a x9223372036854775806/a 9.223372036854776E18/b, 9223372036854775806/a",
    "1, 9007199254740993/a 9007199254740992.0/b, 9007199254740993/a, 9.007199254740992E15/b",
  })
  void keepsTheHighest(int k, String words, String in, String rest) {
    OperatorHarness harness = top(k);
    for (String word : words.split(" ")) {
      harness.send(event(word));
    }

    assertThat(shown(harness.take(0))).isEqualTo(in);
    assertThat(shown(harness.take(1))).isEqualTo(rest);
    assertThat(harness.drops()).isEmpty();
    assertThat(harness.failures()).isEmpty();
  }

  @Test
  void givesTheExpiredCopyAllFieldsAndTimeNow() {
    OperatorHarness harness = top(1);

    harness.send(event("1/a@3")).advance(7).send(event("2/b@6"));

    assertThat(harness.take(0))
        .containsExactly(event("1/a@3"), event("1/a@7").withState(Event.EXPIRED), event("2/b@6"));
    assertThat(harness.take(1)).containsExactly(event("1/a@3"));
  }

  @Test
  void tellsServicesOfOneHostApart() {
    OperatorHarness harness = top(2);

    harness.send(event("1/a").withService("x"), event("2/a").withService("y"), event("1/a"));

    assertThat(harness.take(0)).hasSize(2);
    assertThat(harness.take(1)).hasSize(1);
  }

  @Test
  void failsOnWhatIsNoNumberAndChangesNothing() {
    OperatorHarness harness =
        OperatorHarness.of(
            new TopSpec(1, RuleFunction.of((event, now) -> event.getHost(), "host")));

    harness.send(event("1/a"), event("1"));

    assertThat(harness.failures())
        .singleElement()
        .satisfies(
            f -> assertThat(f).hasMessage("top: the block must give a number, gave a String"));
    assertThat(harness.take(1)).containsExactly(event("1"));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, 100_001})
  void refusesANumberOutOfRange(int k) {
    assertThatThrownBy(() -> new TopSpec(k, METRIC))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("top: k must be from 1 to 100000, was " + k);
  }
}
