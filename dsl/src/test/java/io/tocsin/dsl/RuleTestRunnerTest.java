package io.tocsin.dsl;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.dsl.RuleTestRunner.Result;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How failures of rules and of their tests are told. */
final class RuleTestRunnerTest {

  private static String failureOf(String steps) {
    String text = "def out = console()\nstreams { index(); sendTo out }\ndef g() { index() }\n";
    String failure = Rules.failure(text + "tests { test('t') {\n" + steps + "\n} }\n");
    return failure.replaceFirst("^\\S*rules.groovy:", "");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          assert sent(out).size() == 1 : 'nothing'     | 5: nothing. Expression: (sent(out).size() == 1)
          sent(out)[3].metric.foo()                    | 5: NullPointerException: Cannot get property 'metric' on null object
          inject host: 'a', metric: 'x'                | 5:1: inject: metric must be a number, was 'x'
          inject host: 'a', time: 'x'                  | 5:1: inject: time must be a number of seconds or a duration, was 'x'
          advance(-1.second)                           | 5:1: advance: time goes forward only, was PT-1S
          inject([3])                                  | 5:1: inject: takes maps or events, not '3'
          throw new IllegalStateException('no')        | 5: IllegalStateException: no
          throw new OutOfMemoryError('no')             | 5: OutOfMemoryError: no
          throw new Error('no')                        | 5: Error: no
          throw new Throwable('no')                    | 5: Throwable: no
          throw new NoClassDefFoundError('no')         | 5: NoClassDefFoundError: no
          """)
  void tellsWhereAndWhy(String steps, String expected) {
    assertThat(failureOf(steps)).isEqualTo(expected);
  }

  @Test
  void showsTheValuesOfAnAssertion() {
    assertThat(failureOf("inject host: 'a', metric: 3\nassert indexed(host: 'a').metric == 4"))
        .startsWith("6: assert indexed(host: 'a').metric == 4\n")
        .contains("3\n")
        .contains("[host: a, metric: 3, time: 0]");
  }

  @Test
  void showsAnOutputByItsName() {
    assertThat(failureOf("assert sent(out)*.host == ['a']   // why"))
        .startsWith("5: assert sent(out)*.host == ['a']\n")
        .containsPattern(" console(\n|$)")
        .doesNotContain("Settings", "// why");
  }

  @Test
  void refusesVerbsOfRulesInATest() {
    assertThat(failureOf("g()"))
        .isEqualTo("3:11: the verb 'index' does not belong in a test\n    It stands among events.");
  }

  @Test
  void survivesATestThatNeverReturns() {
    assertThat(failureOf("def f = null\nf = { f() }\nf()")).contains("StackOverflowError");
  }

  @Test
  void goesOnWithOtherBranchesAndTestsWhenAFunctionFails() {
    String rules =
        """
        streams {
          rule('ratios') {
            where { metric / 0 > 1 } { probe('never') }
            where { metric > 1 } { probe('after') }
          }
          map { e -> e.set(metric: e.metric % 0) } { probe('never') }
        }
        tests {
          test('fails') {
            inject metric: 6
            assert probe('after').size() == 1 && probe('never') == []
            assert losses() == [failed: 2L]
            assert false
          }
          test('passes') { inject host: 'a'; assert losses() == [:] }
        }
        """;

    List<Result> results = Rules.results(rules);

    assertThat(results).extracting(Result::passed).containsExactly(false, true);
    assertThat(results.get(0).failure().replaceAll("\\S*rules.groovy", "rules.groovy"))
        .isEqualTo(
            """
            rules.groovy:13: assert false
            while it ran: rules.groovy:3:5: rule 'ratios': ArithmeticException: division by zero
            while it ran: rules.groovy:6:3: ArithmeticException: division by zero
            what happened:
              0 s       in    [metric: 6, time: 0]
              0 s       out   probe 'after': [metric: 6, time: 0]""");
  }

  @Test
  void tellsEachResultAsItIsThere() {
    List<String> heard = new ArrayList<>();

    List<Result> results =
        Rules.with(
            "streams { index() }\ntests { test('a') { }\n test('b') { assert false } }\n",
            set -> RuleTestRunner.run(set, r -> heard.add(r.test().name() + " " + r.passed())));

    assertThat(heard).containsExactly("a true", "b false");
    assertThat(results).allSatisfy(r -> assertThat(r.nanos()).isPositive());
  }

  @Test
  void givesEachTestAFreshRunOfTheRules() {
    Rules.pass(
        """
        def out = console()
        streams { throttle(1, per: 1.hour) { sendTo out } }
        tests {
          for (i in 1..3) test("run $i") {
            inject host: 'a'
            inject host: 'a'
            assert sent(out).size() == 1 && losses() == [throttled: 1L]
          }
        }
        """);
  }

  @Test
  void neverSendsAndNeedsNoSecrets() {
    Rules.pass(
        """
        def chat = slack(webhook: secret('SLACK_WEBHOOK'))
        def mail = email(smtp: 'smtp://localhost:1', from: 'a@example.com', to: 'b@example.com',
            password: secret('PASSWORD'), username: 'u')
        streams { sendTo chat, mail }
        tests { test('x') { inject host: 'a'; assert sent(chat).size() == 1 && sent(mail).size() == 1 } }
        """);
  }
}
