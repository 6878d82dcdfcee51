package io.tocsin.dsl.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said when Groovy's compiler itself gives up. */
final class CompilerMessagesTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "General error: Method too large: R0_big$_run_closure1.doCall (LObject;)V | big.groovy:1:1",
        "General error: Method too large: R0_big.<clinit> ()V                     | big.groovy:1:1",
        "General error: Class too large: R0_big                                   | big.groovy:1:1"
      })
  void namesTheFileThatIsTooLarge(String raw, String place) {
    var problem =
        CompilerMessages.fault(raw, name -> name.equals("R0_big.groovy") ? "big.groovy" : name);

    assertThat(problem.place()).hasToString(place);
    assertThat(problem.remedy()).contains("another file and include");
  }

  @ParameterizedTest
  @CsvSource({"BUG! exception in phase, BUG! exception in phase", "'', without a reason"})
  void tellsTheFirstLineOfAnyOtherFault(String raw, String said) {
    assertThat(CompilerMessages.fault(raw, name -> name).what())
        .isEqualTo("the compiler failed: " + said);
  }
}
