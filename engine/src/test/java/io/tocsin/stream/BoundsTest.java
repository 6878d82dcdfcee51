package io.tocsin.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Behaviour of {@link Bounds}. */
final class BoundsTest {

  private static @Nullable String said(Runnable check) {
    Throwable thrown = catchThrowable(check::run);
    if (thrown == null) {
      return null;
    }
    assertThat(thrown).isExactlyInstanceOf(IllegalArgumentException.class);
    return thrown.getMessage();
  }

  @ParameterizedTest
  @CsvSource({
    "PT-1S, must be longer than zero, must be longer than zero, must not be negative",
    "PT0S, must be longer than zero, must be longer than zero,",
    "PT0.000000999S, must be at least a microsecond, must be at least a millisecond,",
    "PT0.000001S,, must be at least a millisecond,",
    "PT0.000999999S,, must be at least a millisecond,",
    "PT0.001S,,,",
    "PT876000H,,,",
    "PT876000H0.000000001S, must be at most 100 years, must be at most 100 years, must be at most 100 years",
  })
  void lengthsAreBounded(
      Duration length, @Nullable String once, @Nullable String again, @Nullable String orZero) {
    String was = ", was " + length;

    assertThat(said(() -> Bounds.length("v", "o", length)))
        .isEqualTo(once == null ? null : "v: o " + once + was);
    assertThat(said(() -> Bounds.repeatedLength("v", "o", length)))
        .isEqualTo(again == null ? null : "v: o " + again + was);
    assertThat(said(() -> Bounds.lengthOrZero("v", "o", length)))
        .isEqualTo(orZero == null ? null : "v: o " + orZero + was);
  }

  @ParameterizedTest
  @CsvSource({
    "-1, 'v: o must be at least 1, was -1', 'v: o must be from 1 to 9, was -1'",
    "0, 'v: o must be at least 1, was 0', 'v: o must be from 1 to 9, was 0'",
    "1,,",
    "9,,",
    "10,, 'v: o must be from 1 to 9, was 10'",
  })
  void numbersAreBounded(int number, @Nullable String atLeast, @Nullable String upToNine) {
    assertThat(said(() -> Bounds.atLeastOne("v", "o", number))).isEqualTo(atLeast);
    assertThat(said(() -> Bounds.fromOne("v", "o", number, 9))).isEqualTo(upToNine);
  }

  @ParameterizedTest
  @CsvSource({"PT0S, 0", "PT0.000001999S, 1", "PT876000H, 3153600000000000"})
  void aCheckedLengthIsWholeMicroseconds(Duration length, long micros) {
    assertThat(Bounds.micros(length)).isEqualTo(micros);
  }
}
