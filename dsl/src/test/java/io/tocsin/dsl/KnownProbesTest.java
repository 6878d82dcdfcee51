package io.tocsin.dsl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests can look only at probes that the rules have. */
final class KnownProbesTest {

  @TempDir private Path dir;

  private static String rules(String steps) {
    return "streams { where { metric > 1 } { probe('real') { probe(\"made-${1 + 1}\") } } }\n"
        + "tests { test('t') { "
        + steps
        + " } }";
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "expectNothing('rael')|2:35",
        "assert probe('rael') == []|2:34",
        "everyEvent(probe('rael')) { metric > 100 }|2:38",
        "expect('rael') { metric > 1 }|2:28",
        "expect('rael', events: 2) { metric > 1 }|2:28",
        "for (i in 1..2) { expectNothing('rael') }|2:53",
      })
  void anotherNameIsAProblemWhenItIsWrittenOut(String steps, String place) {
    assertThat(RuleTexts.problems(dir, rules(steps)))
        .containsExactly(place + " no probe 'rael' in these rules");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "expectNothing(name)",
        "assert probe(name) == []",
        "expect(name) { true }",
        "expect(name, events: 1) { true }",
        "assert look(name) == []",
      })
  void anotherNameIsAFailureWhenOnlyTheRunCanTell(String step) throws Exception {
    String text =
        "def look(String p) { losses(); probe(p) }\n" + rules("def name = 'made-' + 3; " + step);

    assertThat(RuleTexts.failures(dir, text))
        .singleElement()
        .asString()
        .contains(
            "no probe 'made-3' in these rules", "Did you mean 'made-2'? Probes: made-2, real.");
  }

  @Test
  void probesOfIncludedFilesCount() throws Exception {
    RuleTexts.write(dir, "part.groovy", "streams { probe('part') }");
    String text =
        "include 'part'\nstreams { index() }\n"
            + "tests { test('t') { inject host: 'a'; assert probe('part').size() == 1 } }";

    assertThat(RuleTexts.failures(dir, text)).isEmpty();
  }

  @Test
  void rulesWithoutProbesSaySo() {
    RuleTexts.write(
        dir, "r.groovy", "streams { index() }\ntests { test('t') { expectNothing('x') } }");

    RuleException e =
        catchThrowableOfType(
            RuleException.class, () -> RuleCompiler.forChecking().compile(dir.resolve("r.groovy")));
    assertThat(e.getMessage())
        .endsWith("2:35: no probe 'x' in these rules\n    These rules have no probes.");
  }

  @Test
  void aProbeBelowAStageThatCannotBeIsKnown() {
    String text =
        "streams { throttle(0, per: 1.second) { probe('p') } }\n"
            + "tests { test('t') { expectNothing('p') } }";

    assertThat(RuleTexts.problems(dir, text))
        .containsExactly("1:11 throttle: limit must be at least 1, was 0");
  }
}
