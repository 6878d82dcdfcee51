package io.tocsin.dsl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** That {@code tocsin check} tells what only a run can tell though something does not compile. */
final class CheckAtOnceTest {

  @TempDir private Path dir;

  private List<String> problemsOfAll() {
    RuleException e =
        catchThrowableOfType(
            RuleException.class, () -> RuleCompiler.forChecking().compile(dir.resolve("rules")));
    return e.problems().stream()
        .map(
            p ->
                "%s:%d %s"
                    .formatted(Path.of(p.place().file()).getFileName(), p.place().line(), p.what()))
        .toList();
  }

  @Test
  void valuesThatAreWrittenOutAreTriedInAFileThatDoesNotCompile() {
    String text =
        """
        streams {
          throttle(-1, per: 1.second) { index() }
          throttle(1, per: -1.second) { index() }
          stable(-0.5.seconds, 'state') { index() }
          percentiles([Double.NaN], every: 1.second) { index() }
          under(-Double.NaN) { index() }
          by([]) { index() }
          by('hots') { index() }
          where { metrik > 1 } { index() }
          sendTo()
        }
        """;

    assertThat(RuleTexts.problems(dir, text))
        .containsExactly(
            "2:3 throttle: limit must be at least 1, was -1",
            "3:3 throttle: per must be longer than zero, was PT-1S",
            "4:3 stable: length must be longer than zero, was PT-0.5S",
            "5:3 percentiles: point must be from 0 to 1, was NaN",
            "6:3 under: limit must be a number, was NaN",
            "7:3 by: needs either fields or a function",
            "8:6 no event field 'hots'",
            "9:11 unknown name 'metrik'",
            "10:3 sendTo: needs at least one output");
  }

  @Test
  void aFileIsBuiltThoughAnotherDoesNotCompile() {
    RuleTexts.write(dir, "rules/a.groovy", "streams { where { servise == 'a' } { index() } }");
    RuleTexts.write(
        dir,
        "rules/b.groovy",
        """
        def people = console()
        streams {
          route { }
          sendTo()
          forward(people)
          by([]) { throttle(1, per: 2 * -1.second) { index() } }
        }
        tests { test('of probes that the other file may have') { expectNothing('there') } }
        """);

    assertThat(problemsOfAll())
        .containsExactly(
            "a.groovy:1 unknown name 'servise'",
            "b.groovy:3 route: needs at least one case",
            "b.groovy:4 sendTo: needs at least one output",
            "b.groovy:5 forward: takes an output made by riemann(host: …), not by console",
            "b.groovy:6 by: needs either fields or a function",
            "b.groovy:6 throttle: per must be longer than zero, was PT-2S");
  }

  @Test
  void aFileIsNotBuiltWhenWhatItIncludesDoesNotCompile() {
    RuleTexts.write(dir, "parts/a.groovy", "int limit() { metrik }");
    RuleTexts.write(
        dir, "rules/b.groovy", "include '../parts/a'\nstreams { over(limit()) { index() } }");
    RuleTexts.write(dir, "rules/c.groovy", "streams { route { } }");

    assertThat(problemsOfAll())
        .containsExactlyInAnyOrder(
            "a.groovy:1 unknown name 'metrik'", "c.groovy:1 route: needs at least one case");
  }
}
