package io.tocsin.dsl;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.stream.StageId;
import io.tocsin.stream.StageSpec;
import io.tocsin.stream.Topology;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What makes a stage the same one after a reload: its recipe and path, not how it is written. */
final class IdentityTest {

  private static final String RULES =
      """
      def limit = 5
      streams {
        for (h in ['a', 'b']) where { host == h && metric > limit } { changed { state } { index() } }
        by('host') { stable(30.seconds) { [state, metric] } { index() } }
        map { e -> e.set(service: "$e.service on ${host}") } { throttle(1, per: 1.hour) { index() } }
      }
      """;

  private static Set<StageId> identities(String rules) {
    return Rules.with(rules, set -> new HashSet<>(Topology.identities(set.streams()).keySet()));
  }

  private static Set<StageId> ofOne(String stage) {
    return identities("def a = 1\nstreams {\n" + stage + "\n}\n");
  }

  @Test
  void staysTheSameFromLoadToLoad() {
    assertThat(identities(RULES)).isEqualTo(identities(RULES)).hasSize(12);
  }

  @Test
  void staysTheSameWhenRulesAreReorderedReformattedAndRenamed() {
    String other =
        """
        // a comment
        def threshold=5   // another
        streams {

          map { e -> e.set(service:"$e.service on ${host}") /* here too */ } {
            throttle(1,per:1.hour) {
              index()
            }
          }
          for (name in ['b', 'a']) {
            where {
              host==name &&
                metric>threshold
            } {
              rule('named') { changed {state} { index() } }
            }
          }
          by('host') {
            stable(30.seconds) { [ state,metric ] } { index() }
          }
        }
        """;

    assertThat(identities(other)).isEqualTo(identities(RULES));
  }

  static Stream<Arguments> sameFunctions() {
    return Stream.of(
        Arguments.of("where { metric > 1 } { index() }", "where {metric>1} {index()}"),
        Arguments.of("where { metric > 1 } { index() }", "where({ metric > 1 }) { index() }"),
        Arguments.of(
            "where { a < metric } { index() }", "int b = 1\nwhere { b < metric } { index() }"),
        Arguments.of(
            "where { if (metric > 1) return true; host == 'a' } { index() }",
            "where {\n  if (metric > 1) return true\n\n  host == 'a'\n} { index() }"),
        Arguments.of(
            "where { service =~ /^a  b/ } { index() }",
            "where { service  =~  /^a  b/ } { index() }"),
        Arguments.of(
            "reduce { acc, e -> e.set(metric: acc.metric) } { index() }",
            "reduce(null) { acc,e->e.set(metric:acc.metric) } {index()}"),
        Arguments.of(
            "int n = 1\nproject([{ metric > n }, { true }]) { drop() }",
            "int m = 1\nproject([{metric>m},{true}]) {drop()}"),
        Arguments.of(
            "weekly { drop() }", "weekly('UTC', starts: 'Monday', empty: false) { drop() }"),
        Arguments.of("ewma(ratio: 1) { index() }", "ewma(ratio: 1.0) { index() }"),
        Arguments.of("counter { index() }", "counter(0) { index() }"),
        Arguments.of(
            "dedupe(by: 'host', within: 60.seconds) { index() }",
            "dedupe(within: 1.minute, by: ['host']) { index() }"),
        Arguments.of(
            "where { host.startsWith('a') } { index() }",
            "where { host\n    .startsWith('a') } { index() }"));
  }

  @ParameterizedTest
  @MethodSource("sameFunctions")
  void isTheSameForFunctionsThatDifferInLayoutOrNames(String one, String other) {
    assertThat(ofOne(one)).isEqualTo(ofOne(other));
  }

  static Stream<Arguments> differentFunctions() {
    return Stream.of(
        Arguments.of("where { metric > 1 } { index() }", "where { metric > 2 } { index() }"),
        Arguments.of("where { metric > 1 } { index() }", "where { metric >= 1 } { index() }"),
        Arguments.of("where { metric > 1 } { index() }", "where { metric > a } { index() }"),
        Arguments.of(
            "where { state == host } { index() }", "where { state == 'host' } { index() }"),
        Arguments.of(
            "where { state == \"a b\" } { index() }", "where { state == \"a  b\" } { index() }"),
        Arguments.of(
            "where { service =~ /a b/ } { index() }", "where { service =~ /a  b/ } { index() }"),
        Arguments.of(
            "where { state == 'a' // b\n } { index() }", "where { state == 'a // b' } { index() }"),
        Arguments.of(
            "int n = 1\nwhere { metric > n } { index() }",
            "int n = 2\nwhere { metric > n } { index() }"),
        Arguments.of(
            "def l = ['x']\nwhere { host in l } { index() }",
            "def l = ['y']\nwhere { host in l } { index() }"),
        Arguments.of(
            "where { tags.any { it == 'x' } } { index() }",
            "where { tags.any { it == 'y' } } { index() }"),
        Arguments.of("by('host') { index() }", "by('service') { index() }"),
        Arguments.of("by('host') { index() }", "by { host } { index() }"),
        Arguments.of("changed('state') { index() }", "changed('host') { index() }"),
        Arguments.of(
            "throttle(1, per: 1.hour) { index() }", "throttle(1, per: 2.hours) { index() }"),
        Arguments.of("reduce { x, y -> x } { index() }", "reduce { y, x -> x } { index() }"),
        Arguments.of(
            "int n = 1\nproject([{ metric > n }]) { drop() }",
            "int n = 2\nproject([{ metric > n }]) { drop() }"),
        Arguments.of(
            "apdex(1.hour, satisfied: { true }, tolerated: { false }) { index() }",
            "apdex(1.hour, satisfied: { false }, tolerated: { true }) { index() }"),
        Arguments.of("daily('Europe/Berlin') { drop() }", "daily('Europe/Paris') { drop() }"),
        Arguments.of(
            "fillInLast(1.hour, [state: 'a']) { index() }",
            "fillInLast(1.hour, [state: 'b']) { index() }"),
        Arguments.of("counter { index() }", "counter(0.0) { index() }"),
        Arguments.of("set(state: 'a') { index() }", "set(state: 'b') { index() }"),
        Arguments.of(
            "map { it.set(metric: metric\n-1) } { index() }",
            "map { metric; it.set(metric: -1) } { index() }"));
  }

  @ParameterizedTest
  @MethodSource("differentFunctions")
  void differsForFunctionsThatDoSomethingElse(String one, String other) {
    assertThat(ofOne(one)).isNotEqualTo(ofOne(other));
  }

  @Test
  void changesWithAConstantThatAFunctionUses() {
    Set<StageId> before = identities(RULES);
    Set<StageId> after = identities(RULES.replace("limit = 5", "limit = 6"));

    Set<StageId> kept = new HashSet<>(before);
    kept.retainAll(after);

    assertThat(kept).hasSize(6);
    assertThat(after).hasSameSizeAs(before);
  }

  @Test
  void countsEqualRulesThatStandSideBySide() {
    Set<StageId> ids = ofOne("live { index() }\nlive { index() }");

    assertThat(ids).hasSize(4);
    assertThat(ids).extracting(StageId::ordinal).containsOnly(0, 1);
  }

  @Test
  void showsWhatWasWrittenButNoCapturedValues() {
    String shown =
        Rules.with(
            "def key = 'hush'\nstreams { where { attr('key') == key } { index() } }",
            set -> set.streams().toString());

    assertThat(shown).contains("attr('key') == $1").doesNotContain("hush");
  }

  @Test
  void knowsWhereEachStageWasWrittenAndItsRule() {
    Map<String, StageSpec> stages =
        Rules.with(
            "streams {\n  rule('r') {\n    live { index() }\n  }\n  expired { index() }\n}\n",
            set -> {
              Map<String, StageSpec> byPlace = new HashMap<>();
              Topology.identities(set.streams())
                  .values()
                  .forEach(s -> byPlace.put(s.place().line() + ":" + s.place().column(), s));
              return byPlace;
            });

    assertThat(stages.keySet()).isEqualTo(Set.of("3:5", "3:12", "5:3", "5:13"));
    assertThat(List.of("3:5", "3:12"))
        .allSatisfy(p -> assertThat(stages.get(p).rule()).isEqualTo("r"));
    assertThat(stages.get("5:13").rule()).isNull();
  }
}
