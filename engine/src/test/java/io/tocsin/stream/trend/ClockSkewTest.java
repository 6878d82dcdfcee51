package io.tocsin.stream.trend;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.event.Event;
import io.tocsin.testkit.OperatorHarness;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Behaviour of {@link ClockSkewSpec}. */
final class ClockSkewTest {

  private final OperatorHarness harness = OperatorHarness.of(new ClockSkewSpec());

  @ParameterizedTest(name = "skew of {0} is {1}")
  @CsvSource({
    "1/a@7, 0.0",
    "1/a@0 1/b@4, 0.0 2.0",
    "1/a@0 1/b@4 1/c@1, 0.0 2.0 0.0",
    "1/a@0 1/b@4 1/c@-9, 0.0 2.0 -9.0",
    "1/a@0 1/a@3600, 0.0 0.0",
    "1/a@0 1@10, 0.0 5.0",
    "-/a@0 NaN/b@4, 0.0 2.0",
    "1/a@0 2/b 1/b@4, 0.0 2 2.0",
    "1/a@0 1/b@0 1/c@9 x5/c@9 1/d@4, 0.0 0.0 9.0 5 4.0",
    "x5/a@1 1/b@4, 5 0.0",
    "1/a@0 1/b@1000000, 0.0 500000.0",
  })
  void isTheLeadOverTheMedianClock(String words, String expected) {
    assertThat(Script.metrics(harness, words)).isEqualTo(expected);
    assertThat(harness.drops()).isEmpty();
  }

  @Test
  void extrapolatesTheClocksOfSilentHosts() {
    harness.send(Script.event("1/a@0"), Script.event("1/b@0")).advance(60);
    harness.take();

    harness.send(Script.event("1/c@63"));

    assertThat(harness.take()).isEqualTo(List.of(Script.event("3.0/c@63")));
  }

  @Test
  void forgetsTheHostNotHeardOfForLongestBeyondItsBound() {
    harness.send(Script.event("1/late@0"), Script.event("1/again@0"));
    harness.send(Script.event("1/again@0"));
    for (int i = 2; i < ClockSkewSpec.MAX_HOSTS; i++) {
      harness.send(Script.event("1/h" + i + "@" + (i % 2 == 0 ? 0 : 2)));
    }
    harness.take();

    // 5,001 clocks at 0 and 4,999 at 2; then the oldest at 0 gives way to one at 2.
    harness.send(Script.event("1/new@2"));
    assertThat(((Event) harness.take().get(0)).getMetric()).isEqualTo(1.0);

    harness.send(Script.event("1/next@2"));
    assertThat(((Event) harness.take().get(0)).getMetric()).isEqualTo(0.0);
  }

  @Test
  void copesWithTheEndsOfTime() {
    harness.advance(10);

    harness.send(
        Script.event("1/a").withTimeMicros(Long.MAX_VALUE),
        Script.event("1/b").withTimeMicros(Long.MIN_VALUE + 1),
        Script.event("1/c@10"));

    assertThat(harness.failures()).isEmpty();
    assertThat(((Event) harness.take().get(2)).getMetric()).isEqualTo(0.0);
  }
}
