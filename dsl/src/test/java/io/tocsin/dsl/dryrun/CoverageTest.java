package io.tocsin.dsl.dryrun;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.dsl.RuleTestRunner;
import io.tocsin.dsl.Rules;
import java.util.List;
import org.junit.jupiter.api.Test;

final class CoverageTest {

  private static List<String> gaps(String rules) {
    return Rules.with(
        rules,
        set -> {
          Coverage coverage = new Coverage(set.streams());
          RuleTestRunner.run(set, result -> assertThat(result.failure()).isNull(), coverage);
          return coverage.gaps().stream()
              .map(gap -> gap.stage().place().line() + ": " + gap.what())
              .toList();
        });
  }

  @Test
  void tellsWhatWasNeverReachedAndWhichAnswersWereNeverGiven() {
    assertThat(
            gaps(
                """
                streams {
                  where { metric > 1 } {
                    probe('never')
                  }
                  where { metric > 0 } { probe('always') }
                  where { metric == 0.5 } { probe('a') } { probe('b') }
                  where { metric > 0 } { probe('a') } { probe('no other') }
                  by('host') { where { state == 'ok' } { under(9) { changedState { probe('x') } } } }
                  over(9) { rule('deep') { probe('deep') } }
                }
                tests {
                  test('one') { inject host: 'a', metric: 0.5, state: 'bad' }
                  test('two') { inject host: 'b', metric: 0.6, state: 'ok' }
                }
                """))
        .containsExactly(
            "2: reached 2 times, nothing went on",
            "5: reached 2 times, never turned an event away",
            "7: reached 2 times, block 2 never",
            "8: reached once, never turned an event away",
            "8: reached once, never turned an event away",
            "9: reached 2 times, nothing went on");
  }

  @Test
  void findsNoGapWhereEverythingWasReachedBothWays() {
    assertThat(
            gaps(
                """
                streams { over(1) { probe('a'); probe('b') } }
                tests { test('t') { inject metric: 1; inject metric: 2 } }
                """))
        .isEmpty();
  }

  @Test
  void leavesRulesThatFailAndCopiesThatCloseAsTheyAre() {
    assertThat(
            gaps(
                """
                streams {
                  onError { probe('errors') } { where { metric / 0 > 1 } { probe('never') } }
                  by('host', ttl: 10.seconds) { rollup(1, per: 1.minute) { probe('rest') } }
                }
                tests {
                  test('t') {
                    inject host: 'a', metric: 1
                    inject host: 'a', metric: 1
                    advance 1.minute
                    assert probe('errors').size() == 2
                    assert losses() == [failed: 2]
                  }
                }
                """))
        .containsExactly("2: reached 2 times, nothing went on");
  }

  @Test
  void namesRulesThatNoTestTouches() {
    String rules =
        """
        streams {
          rule('touched') { over(1) { probe('a') } }
          over(9) { rule('inner') { probe('b') } }
          rule('both') { over(5) { rule('in it') { probe('c') } } }
        }
        tests { test('t') { inject metric: 2 } }
        """;

    Rules.with(
        rules,
        set -> {
          Coverage coverage = new Coverage(set.streams());
          RuleTestRunner.run(set, result -> {}, coverage);
          assertThat(coverage.untouchedRules()).containsExactly("inner", "in it");
          assertThat(coverage.stages()).isEqualTo(6);
          assertThat(coverage.reached()).isEqualTo(4);
          return null;
        });
  }
}
