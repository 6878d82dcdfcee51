package io.tocsin.dsl;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.dsl.RuleTestRunner.Result;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a test of rules can say, and what it is told when it is not so. */
final class TestVerbsTest {

  private static final String HEAD =
      "def out = console()\n"
          + "streams { where { metric > 1 } { sendTo out; batch(2, within: 10.seconds) { probe('two') } } }\n"
          + "tests { test('t') {\n";

  private static String failureOf(String steps) {
    return Rules.failure(HEAD + steps + "\n} }\n").replaceFirst("^\\S*rules.groovy:", "");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          inject metric: 2, state: 'bad'; expect(out) { state == 'bad' }
          inject metric: 2; inject metric: 3; expect(out) { metric == 2 }; expect(out) { metric == 3 }
          inject metric: 2; inject metric: 3; expect('two', events: 2) { metric > 1 }
          inject metric: 1; expectNothing(out); expectNothing('two')
          inject metric: 2; expect(out) { metric == 2 }; expectNothing(out)
          inject metric: 2; expect(out) { true }; inject metric: 3; expect(out) { metric == 3 }
          inject metric: 2; inject metric: 3; everyEvent(sent(out)) { metric > 1 }; everyEvent(probe('two')) { metric > 1 }
          everyEvent(sent(out)) { false }
          at 5.seconds; inject metric: 2; expect(out) { time == 5 }; at 5.seconds; at 6.seconds
          """)
  void passes(String steps) {
    Rules.pass(HEAD + steps + "\n} }\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          expect(out) { metric == 2 }                                         | 4: expect: console got no message 1 for { metric == 2 }
          inject metric: 2; expect(out) { true }; expect(out) { metric == 2 } | 4: expect: console got no message 2 for { metric == 2 }
          inject metric: 2; expect(out) { metric == 3 }                       | 4: expect: message 1 of console is not as in { metric == 3 }: metric 2
          inject metric: 2; expect(out, events: 2) { true }                   | 4: expect: message 1 of console has 1 events, not 2: [metric: 2, time: 0]
          inject metric: 2; inject metric: 3; expect(out) { true }            | 3:9: expect: console got 1 more: [metric: 3, time: 0]
          inject metric: 2; expectNothing(out)                                | 4: expect: console got 1: [metric: 2, time: 0]
          inject metric: 2; inject metric: 3; expectNothing('two')            | 4: expect: probe 'two' got 1: [[metric: 2, time: 0], [metric: 3, time: 0]]
          inject metric: 2; everyEvent(sent(out)) { metric > 2 }              | 4: everyEvent: not as in { metric > 2 }: [metric: 2, time: 0]
          everyEvent([3]) { true }                                            | 4: everyEvent: not as in { true }: 3
          at 5.seconds; at 4.999.seconds                                      | 4:15: at: PT4.999S has passed, it is PT5S
          inject file: 'no.jsonl'                                             | 4:1: inject:
          """)
  void fails(String steps, String expected) {
    assertThat(failureOf(steps).lines().findFirst().orElseThrow()).startsWith(expected);
  }

  @Test
  void showsWhatHappenedAndWhichConditionSaidNo() {
    String failure =
        failureOf("inject host: 'a', metric: 1\nadvance 3.seconds\ninject metric: 2\nassert false");

    assertThat(
            failure
                .substring(failure.indexOf("what happened:"))
                .replaceAll("at \\S*/rules", "at rules")
                .replaceAll("by \\S*/rules", "by rules"))
        .isEqualTo(
            """
            what happened:
              0 s       in    [host: a, metric: 1, time: 0]
                            turned away by rules.groovy:2:11 where { metric > 1 } { sendTo out; batch(2, within: 10.seconds) { probe…   (metric 1)
              to 3 s
              3 s       in    [metric: 2, time: 3]
              3 s       out   console: [metric: 2, time: 3]""");
  }

  @Test
  void runsATestForEachRowOfATable() {
    List<Result> results =
        Rules.results(
            """
            def out = console()
            streams { over(1) { sendTo out } }
            tests {
              test('limit', [[metric: 1, alerts: 0], [metric: 2, alerts: 1], [metric: 3, alerts: 9]]) { row ->
                inject metric: row.metric
                assert sent(out).size() == row.alerts
              }
            }
            """);

    assertThat(results)
        .extracting(r -> r.test().name())
        .containsExactly(
            "limit [metric:1, alerts:0]",
            "limit [metric:2, alerts:1]",
            "limit [metric:3, alerts:9]");
    assertThat(results).extracting(Result::passed).containsExactly(true, true, false);
  }

  @Test
  void refusesATableWithoutRows() {
    assertThat(Rules.problems("tests { test('t', []) { row -> inject metric: 1 } }"))
        .containsExactly("1:9: test: the table has no rows\n    Give it at least one.");
  }

  @Test
  void injectsRecordedEventsOnTheTestsClock(@TempDir Path folder) throws Exception {
    Files.writeString(
        folder.resolve("recorded.jsonl"),
        """
        {"host":"a","metric":2,"time":"2026-01-01T00:00:00Z"}

        {"host":"b","metric":3,"time":"2026-01-01T00:00:07.5Z"}
        {"host":"late","metric":4,"time":"2026-01-01T00:00:02Z"}
        {"host":"none","metric":5}
        """);
    Path file =
        Files.writeString(
            folder.resolve("rules.groovy"),
            """
            streams { probe('all') }
            tests {
              test('the first happens now, the clock follows the others') {
                advance 10.seconds
                inject file: 'recorded.jsonl'
                assert probe('all')*.time == [10, 17.5, 12, 17.5]
              }
            }
            """);

    try (RuleSet rules = RuleCompiler.forChecking().compile(file)) {
      assertThat(RuleTestRunner.run(rules, result -> {}))
          .extracting(Result::failure)
          .containsOnlyNulls();
    }
  }

  @Test
  void saysWhichLineOfARecordingIsNoEvent(@TempDir Path folder) throws Exception {
    Files.writeString(folder.resolve("bad.jsonl"), "{\"host\":\"a\"}\n{\"host\":3}\n");
    Path file =
        Files.writeString(
            folder.resolve("rules.groovy"),
            "streams { probe('all') }\ntests { test('t') { inject file: 'bad.jsonl' } }\n");

    try (RuleSet rules = RuleCompiler.forChecking().compile(file)) {
      assertThat(RuleTestRunner.run(rules, result -> {}).get(0).failure())
          .contains("bad.jsonl:2: ")
          .contains("host");
    }
  }
}
