package io.tocsin.dsl;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.dsl.RuleTestRunner.Result;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** Compiles rule texts as files of their own and runs their tests. */
public final class Rules {

  private Rules() {}

  /** Does something with the rules of a text, which must compile. */
  public static <T> T with(String text, Function<RuleSet, T> use) {
    return inFile(
        text,
        file -> {
          try (RuleSet rules = RuleCompiler.forChecking().compile(file)) {
            return use.apply(rules);
          } catch (RuleException e) {
            throw new AssertionError(e.getMessage(), e);
          }
        });
  }

  /** What is told of a text, as {@code line:column: what} with the remedy on a line of its own. */
  public static List<String> problems(String text) {
    return inFile(
        text,
        file -> {
          List<Problem> problems;
          try (RuleSet rules = RuleCompiler.forChecking().compile(file)) {
            problems = rules.warnings();
          } catch (RuleException e) {
            problems = e.problems();
          }
          return problems.stream().map(p -> shown(p, file)).toList();
        });
  }

  private static String shown(Problem problem, Path file) {
    return problem
        .toString()
        .replace(file.toString(), "rules.groovy")
        .replaceFirst("^rules.groovy:", "");
  }

  /** Runs the tests of a text. */
  public static List<Result> results(String text) {
    return with(text, rules -> RuleTestRunner.run(rules, result -> {}));
  }

  /** Runs the tests of a text: there are some, and all pass. */
  public static void pass(String text) {
    List<Result> results = results(text);

    assertThat(results).isNotEmpty();
    assertThat(results).extracting(Result::failure).containsOnlyNulls();
  }

  /** The failure of the only test of a text. */
  public static String failure(String text) {
    List<Result> results = results(text);

    assertThat(results).hasSize(1);
    assertThat(results.get(0).failure()).isNotNull();
    return results.get(0).failure();
  }

  private static <T> T inFile(String text, Function<Path, T> use) {
    try {
      Path directory = Files.createTempDirectory("rules");
      try {
        return use.apply(Files.writeString(directory.resolve("rules.groovy"), text));
      } finally {
        delete(directory);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Deletes a directory with all it holds. */
  public static void delete(Path directory) throws IOException {
    try (Stream<Path> all = Files.walk(directory)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
