package io.tocsin.stream.rate;

import static io.tocsin.fold.Samples.expired;
import static io.tocsin.fold.Samples.metric;
import static io.tocsin.fold.Samples.named;
import static io.tocsin.fold.Samples.number;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.event.Event;
import io.tocsin.stream.DropReason;
import io.tocsin.testkit.OperatorHarness;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Behaviour of {@link DdtIntervalSpec}. */
final class DdtIntervalTest {

  private final OperatorHarness two = OperatorHarness.of(new DdtIntervalSpec(ofSeconds(2)));

  @ParameterizedTest(name = "ddt 2 of {0} is {1}")
  @CsvSource({
    "1@0, ''",
    "1@0 5@1, ''",
    "1@0 5@2, 2.0@4.0",
    "1@0 5@1 7@2, 1.0@4.0",
    "1@0 5@1.999999 7@3.999999 8@4, 1.0@4.0 0.5@6.0",
    "1@0 5@4, ''",
    "1@0 5@4 9@6, 2.0@8.0",
    "1@0 x9@2 5@3, 2.0@4.0",
    "1@0 x9@2 5@4, ''",
    "1@0 -@2 5@4, ''",
    "x9@0 1@1 5@3, 2.0@5.0",
    "5@0 1@2 1@4, -2.0@4.0 0.0@6.0",
  })
  void isTheChangeFromIntervalToInterval(String timeline, String expected) {
    for (String step : timeline.split(" ")) {
      String[] parts = step.split("@");
      boolean gone = parts[0].startsWith("x");
      Event event = metric(number(gone ? parts[0].substring(1) : parts[0]));
      two.advanceMicros(Math.round(Double.parseDouble(parts[1]) * 1e6) - two.nowMicros());
      two.send(gone ? expired(event) : event);
    }
    two.advance(60);

    assertThat(
            two.emitted(0).stream()
                .map(e -> ((Event) e.item()).getMetric() + "@" + e.atMicros() / 1e6)
                .collect(Collectors.joining(" ")))
        .isEqualTo(expected);
    assertThat(two.timers()).isZero();
    assertThat(two.drops()).isEmpty();
  }

  @Test
  void carriesTheFieldsOfTheLastEventAndTheTimeOfTheEnd() {
    two.send(named("a", 1)).advance(2).send(named("b", 4), named("c", 3)).advance(2);

    assertThat(two.take())
        .containsExactly(named("c", null).toBuilder().metric(1.0).timeMicros(4_000_000).build());
  }

  @Test
  void reportsWhatItHeldWhenItIsDiscarded() {
    two.send(metric(1)).advance(2).send(metric(2), metric(3)).close();

    assertThat(two.drops()).isEqualTo(Map.of(DropReason.UNFINISHED, 1));
    assertThat(two.timers()).isZero();
  }

  @ParameterizedTest
  @CsvSource({"PT0S", "PT-1S", "PT0.000000999S", "P36501D"})
  void refusesAnIntervalOutOfRange(Duration interval) {
    assertThatThrownBy(() -> new DdtIntervalSpec(interval))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("ddt: interval must be ");
  }
}
