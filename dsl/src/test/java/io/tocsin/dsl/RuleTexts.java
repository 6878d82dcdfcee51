package io.tocsin.dsl;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** RuleTexts written in tests. */
final class RuleTexts {

  private RuleTexts() {}

  /** Compiles a text as the file {@code r.groovy} of a directory. */
  static RuleSet compile(Path dir, String text) throws RuleException {
    return RuleCompiler.forChecking().compile(write(dir, "r.groovy", text));
  }

  static Path write(Path dir, String name, String text) {
    try {
      Path file = dir.resolve(name);
      Files.createDirectories(file.getParent());
      return Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The problems of a text as {@code line:column what}; empty when there are none. */
  static List<String> problems(Path dir, String text) {
    try (RuleSet rules = compile(dir, text)) {
      return rules.warnings().stream().map(RuleTexts::shown).toList();
    } catch (RuleException e) {
      return e.problems().stream().map(RuleTexts::shown).toList();
    }
  }

  private static String shown(Problem p) {
    return p.place().line() + ":" + p.place().column() + " " + p.what();
  }

  /** Runs the tests of a text; the failures, one text each. */
  static List<String> failures(Path dir, String text) throws RuleException {
    try (RuleSet rules = compile(dir, text)) {
      List<RuleTestRunner.Result> results = RuleTestRunner.run(rules, result -> {});
      if (results.isEmpty()) {
        throw new AssertionError("no tests ran");
      }
      return results.stream()
          .filter(r -> !r.passed())
          .map(r -> String.valueOf(r.failure()))
          .toList();
    }
  }
}
