package io.tocsin.dsl;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The rules a first start runs. */
final class QuickstartTest {

  @Test
  void compilesWithoutAWordAndPassesItsTests() throws Exception {
    try (RuleSet rules =
        RuleCompiler.forChecking().compile(Path.of("../config-examples/quickstart.groovy"))) {
      assertThat(rules.warnings()).isEmpty();
      assertThat(RuleTestRunner.run(rules, r -> {}))
          .isNotEmpty()
          .allMatch(RuleTestRunner.Result::passed);
    }
  }
}
