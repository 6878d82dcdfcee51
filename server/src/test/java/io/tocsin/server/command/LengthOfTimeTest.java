package io.tocsin.server.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

/** Lengths of time on a command line. */
final class LengthOfTimeTest {

  @ParameterizedTest
  @CsvSource({
    "5s, 5000",
    "5, 5000",
    "0, 0",
    "300ms, 300",
    "1.5 m, 90000",
    "2min, 120000",
    "24h, 86400000"
  })
  void isAnyOfTheUsualForms(String text, long millis) {
    assertThat(new LengthOfTime().convert(text)).hasMillis(millis);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "s", "-1s", "5 days", "1e3", "5s 3", "25h", "86401"})
  void refusesEverythingElse(String text) {
    assertThatThrownBy(() -> new LengthOfTime().convert(text))
        .isInstanceOf(TypeConversionException.class)
        .hasMessageStartingWith("'" + text + "' is ");
  }
}
