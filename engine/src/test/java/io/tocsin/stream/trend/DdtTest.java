package io.tocsin.stream.trend;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.testkit.OperatorHarness;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Behaviour of {@link DdtSpec}. */
final class DdtTest {

  private final OperatorHarness harness = OperatorHarness.of(new DdtSpec());

  @ParameterizedTest(name = "ddt of {0} is {1}")
  @CsvSource({
    "1@0, ''",
    "1@0 3@1, 2.0",
    "1@0 3@4 1@5, 0.5 -2.0",
    "1@0 5@0 6@1, 1.0",
    "1@1 5@0 6@2, 5.0",
    "1@1 5@0.999999 6@2, 5.0",
    "1@1 5@1.000001, 4000000.0",
    "1@0 - 3@1, 2.0",
    "1@0 NaN@1 3@1, 2.0",
    "1@0 x9@1 3@1, 2.0",
    "1@0 2@1 2@2, 1.0 0.0",
    "9223372036854775806@0 9223372036854775807@1, 1.0",
    "-9223372036854775808@0 9223372036854775807@1, 1.8446744073709552E19",
    "Infinity@0 Infinity@1 0@2, null -Infinity",
    "1@-2 3, 1.0",
    "1@-2 3@5.000001, 1.0",
  })
  void isTheChangeByTheSecond(String words, String expected) {
    assertThat(Script.metrics(harness, words)).isEqualTo(expected);
    assertThat(harness.drops()).isEmpty();
    assertThat(harness.failures()).isEmpty();
  }

  @Test
  void leavesTheOtherFields() {
    harness.send(Script.event("1/a@0"), Script.event("5/b@2"));

    assertThat(harness.take()).isEqualTo(List.of(Script.event("2.0/b@2")));
  }

  @Test
  void copesWithTheEndsOfTime() {
    harness.send(
        Script.event("0").withTimeMicros(Long.MIN_VALUE + 1),
        Script.event("1"),
        Script.event("0").withTimeMicros(Long.MAX_VALUE));

    assertThat(harness.take()).hasSize(1);
    assertThat(harness.failures()).isEmpty();
  }
}
