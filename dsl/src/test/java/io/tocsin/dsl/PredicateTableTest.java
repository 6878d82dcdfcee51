package io.tocsin.dsl;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.event.Event;
import io.tocsin.stream.filter.WhereSpec;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What conditions mean, for an event with all fields and for one with none. */
final class PredicateTableTest {

  private static final Event FULL =
      Event.of(
          Map.of(
              "host",
              "web7",
              "service",
              "riemann cpu",
              "state",
              "critical",
              "description",
              "d",
              "metric",
              4,
              "time",
              10,
              "ttl",
              60,
              "tags",
              List.of("prod", "eu"),
              "build",
              "42"));
  private static final Event EMPTY = Event.builder().build();
  private static final long NOW = 20_000_000;

  @TempDir private Path dir;

  private boolean test(String condition, Event event) throws RuleException {
    String text =
        "def limit = 3\ndef hosts = ['web7', 'web8']\nString none = null\nstreams { where { "
            + condition
            + " } { index() } }";
    try (RuleSet rules = RuleTexts.compile(dir, text)) {
      WhereSpec where = (WhereSpec) rules.streams().get(0).operator();
      return where.predicate().function().test(event, NOW);
    }
  }

  @ParameterizedTest(name = "{0}: {1}, of nothing {2}")
  @CsvSource(
      delimiter = '|',
      value = {
        "metric > 0.9 | true | false",
        "metric > 4 | false | false",
        "metric >= 4 | true | false",
        "metric < 4 | false | false",
        "metric <= 4 | true | false",
        "metric < 0.9 | false | false",
        "!(metric > 0.9) | false | true",
        "metric == null | false | true",
        "metric != null | true | false",
        "metric == 4 | true | false",
        "metric == 4.0 | true | false",
        "metric != 4 | false | false",
        "metric != 5 | true | false",
        "5 > metric | true | false",
        "4 < metric | false | false",
        "metric > limit | true | false",
        "metric * 2 > 7 | true | false",
        "metric / 8 == 0.5 | true | false",
        "metric - 4 == 0 | true | false",
        "(metric ?: 0) == 0 | false | true",
        "metric | true | false",
        "!metric | false | true",
        "metric in 1..5 | true | false",
        "metric in [4, 5] | true | false",
        "service =~ /^riemann/ | true | false",
        "service ==~ /riemann/ | false | false",
        "service ==~ /riemann.*/ | true | false",
        "service.like('rie%cpu') | true | false",
        "service.like('rie') | false | false",
        "service.startsWith('rie') | true | false",
        "service.length() > 3 | true | false",
        "state == 'critical' | true | false",
        "state != 'ok' | true | false",
        "state != 'critical' | false | false",
        "!(state == 'ok') | true | true",
        "host in ['web7', 'b'] | true | false",
        "host in hosts | true | false",
        "!(host in hosts) | false | true",
        "host == service | false | false",
        "host == none | false | false",
        "tagged('prod') | true | false",
        "tagged('prod', 'us') | false | false",
        "taggedAny('prod', 'us') | true | false",
        "tags.size() == 2 | true | false",
        "tags.any { t -> t.startsWith('p') && host == 'web7' } | true | false",
        "attr('build') == '42' | true | false",
        "event['build'] == '42' | true | false",
        "attr('build').toInteger() > 40 | true | false",
        "event['region'] != 'eu' | false | false",
        "time > 5 | true | false",
        "ttl == 60 | true | false",
        "expired | false | false",
        "event.host == 'web7' | true | false",
        "it.metric > 3 | true | false",
        "e -> e.metric > 3 && e.state == 'critical' | true | false",
        "def r = metric / 2; if (r > 1) return true; false | true | false",
        "if (metric > 3) { state == 'critical' } else { host == null } | true | true",
        "metric > 3 ? state : host == null | true | true",
        "def m = (host =~ /web(\\d+)/); m && m.group(1).toInteger() > 5 | true | false",
        "host && state | true | false",
        "true | true | true"
      })
  void meansWhatItSays(String condition, boolean ofFull, boolean ofEmpty) throws RuleException {
    assertThat(test(condition, FULL)).as("of an event with all fields").isEqualTo(ofFull);
    assertThat(test(condition, EMPTY)).as("of an event with none").isEqualTo(ofEmpty);
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "metric == 9007199254740993L | true",
        "metric == 9007199254740992L | false",
        "metric > 9007199254740992L | true",
        "metric - 1 == 9007199254740992L | true"
      })
  void comparesWholeNumbersExactly(String condition, boolean holds) throws RuleException {
    assertThat(test(condition, EMPTY.withMetric(9007199254740993L))).isEqualTo(holds);
  }

  @Test
  void knowsAnExpiredEventByStateAndByAge() throws RuleException {
    assertThat(test("expired", EMPTY.withState("expired"))).isTrue();
    assertThat(test("expired", FULL.toBuilder().ttlMicros(10_000_000).build())).isFalse();
    assertThat(test("expired", FULL.toBuilder().ttlMicros(9_999_999).build())).isTrue();
  }

  @Test
  void keepsTheLoopVariableOfItsOwnRound() throws RuleException {
    String text =
        """
        streams {
          for (h in ['a', 'b']) where { host == h } { probe("in-$h") }
          for (int i = 0; i < 2; i++) where { metric == i } { probe("for-$i") }
          ['c', 'd'].each { x -> where { host == x } { probe("each-$x") } }
          int n = 0
          while (n < 2) { where { metric == n } { probe("while-$n") }; n++ }
        }
        tests { test('each its own') {
          inject host: 'a', metric: 0
          inject host: 'd', metric: 1
          assert ['in-a', 'in-b', 'for-0', 'for-1', 'each-c', 'each-d', 'while-0', 'while-1'].collect { probe(it).size() } ==
              [1, 0, 1, 1, 0, 1, 1, 1]
        } }
        """;

    assertThat(RuleTexts.failures(dir, text)).isEmpty();
  }

  @Test
  void aFailingFunctionHitsItsBranchAlone() throws RuleException {
    String text =
        """
        streams {
          rule('fails') {
            map { e -> e.set(metric: 1 / (e.metric - e.metric)) } { probe('never') }
            map { e -> throw new IllegalStateException('no') } { probe('never') }
            probe('goes on')
          }
        }
        tests { test('others go on') {
          inject host: 'a', metric: 4
          assert probe('never') == []
          assert probe('goes on').size() == 1
          assert losses() == [failed: 2L]
        } }
        """;

    assertThat(RuleTexts.failures(dir, text)).isEmpty();
  }
}
