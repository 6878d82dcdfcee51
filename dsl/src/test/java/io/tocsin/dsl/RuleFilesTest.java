package io.tocsin.dsl;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.dsl.RuleTestRunner.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The rule files of {@code rules}: what the language means, told by their own tests. */
final class RuleFilesTest {

  static Stream<Path> files() throws IOException {
    Path directory = Path.of("src/test/resources/rules");
    try (Stream<Path> files = Files.list(directory)) {
      return files.sorted().toList().stream();
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("files")
  void passesItsOwnTests(Path file) throws Exception {
    try (RuleSet rules = RuleCompiler.forChecking().compile(file)) {
      List<Result> results = RuleTestRunner.run(rules, result -> {});

      assertThat(rules.warnings()).isEmpty();
      assertThat(results).isNotEmpty();
      assertThat(
              results.stream()
                  .filter(r -> !r.passed())
                  .map(r -> r.test().name() + ": " + r.failure()))
          .isEmpty();
    }
  }
}
