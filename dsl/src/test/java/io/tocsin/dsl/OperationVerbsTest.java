package io.tocsin.dsl;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is told of verbs of channels, choices, correlation and tables that are written wrong. */
final class OperationVerbsTest {

  static List<Arguments> wrong() {
    return List.of(
        Arguments.of(
            "streams { where { true } { subscribe('x') { drop() } } }",
            "1:28: subscribe: stands directly in streams { }, or in a rule there"),
        Arguments.of(
            "streams { by('host') { rule('r') { subscribe('x') { drop() } } } }",
            "1:36: subscribe: stands directly in streams { }, or in a rule there"),
        Arguments.of("streams { publish('') }", "1:11: publish: needs the name of a channel"),
        Arguments.of(
            "streams { tumbling(1.minute) { reinject() } }",
            "1:32: the verb 'reinject' does not belong among batches"),
        Arguments.of(
            "streams { routeBy { state } { when { true } { drop() } } }",
            "1:31: the verb 'when' does not belong in routeBy { }"),
        Arguments.of(
            "streams { route { on('a') { drop() } } }",
            "1:19: the verb 'on' does not belong in route { }"),
        Arguments.of("streams { routeBy { state } { } }", "1:11: routeBy: needs at least one case"),
        Arguments.of(
            "streams { routeBy { state } { on([]) { drop() } } }",
            "1:11: routeBy: a case needs at least one value"),
        Arguments.of(
            "streams { routeBy { metric } { on(5..3) { drop() } } }",
            "1:32: routeBy: a range goes up, was 5..3"),
        Arguments.of(
            "streams { routeBy { metric } { on('a'..'c') { drop() } } }",
            "1:32: routeBy: a range is of numbers, was a..c"),
        Arguments.of(
            "streams { routeBy { state } { otherwise { drop() }; on('a') { drop() } } }",
            "1:53: a 'on' after 'otherwise' is never reached"),
        Arguments.of(
            "def c = console()\nstreams { forward(c) }",
            "2:11: forward: takes an output made by riemann(host: …), not by console"),
        Arguments.of(
            "def r = riemann(host: 'h', tls: [cert: 'a'])\nstreams { forward(r) }",
            "1:9: riemann: tls: ca is missing: the certificate of who signs the receiver's"),
        Arguments.of(
            "def r = riemann(host: 'h', tls: [ca: 'a', cert: 'b'])\nstreams { forward(r) }",
            "1:9: riemann: tls: cert and key go together"),
        Arguments.of(
            "def r = riemann(host: 'h', tls: [ka: 'a'])\nstreams { forward(r) }",
            "1:9: riemann: tls: no option 'ka'; options: ca, cert, key"),
        Arguments.of(
            "def r = riemann(host: 'h', port: 0)\nstreams { forward(r) }",
            "1:9: riemann: port must be from 1 to 65535, was 0; it usually is 5555"),
        Arguments.of(
            "streams { absent('hots', within: 1.minute) { drop() } }",
            "1:18: no event field 'hots'"),
        Arguments.of(
            "streams { absent('host') { drop() } }",
            "1:11: absent: the option 'within' is missing"),
        Arguments.of(
            "streams { absent('host', within: 0.seconds) { drop() } }",
            "1:11: absent: within must be longer than zero, was PT0S"),
        Arguments.of(
            "streams { absent('host', within: 1.hour, expected: [['a', 'b']]) { drop() } }",
            "1:11: absent: an expected key has a value for each of [host], was [a, b]"),
        Arguments.of(
            "streams { sequence([{ servise == 'a' }, { true }], within: 1.hour) { drop() } }",
            "1:23: unknown name 'servise'"),
        Arguments.of(
            "streams { sequence([{ true }], within: 1.hour) { drop() } }",
            "1:11: sequence: steps must be 2 to 8, were 1"),
        Arguments.of(
            "streams { sequence([1, 2], within: 1.hour) { drop() } }",
            "1:11: sequence: does not take (options, List, block)"),
        Arguments.of(
            "streams { dependsOn(host: 'a') { drop() } }",
            "1:11: dependsOn: the option 'service' is missing"),
        Arguments.of(
            "streams { dependsOn(service: []) { drop() } }",
            "1:11: dependsOn: service needs at least one name"),
        Arguments.of(
            "streams { enrich('hosts.csv', on: 'host') { drop() } }",
            "1:11: enrich: does not take (options, String, block)"),
        Arguments.of(
            "def t = table('none.csv', key: 'host')\nstreams { enrich(t, on: 'host') { drop() } }",
            "1:9: table: cannot read 'none.csv'"));
  }

  @ParameterizedTest
  @MethodSource("wrong")
  void isToldWithItsPlace(String rules, String what) {
    List<String> problems = Rules.problems(rules);

    assertThat(problems).hasSize(1);
    assertThat(problems.get(0)).startsWith(what);
  }

  @Test
  void verbsWorkInFunctionsLoopsAndWithOuterVariables() {
    Rules.pass(
        """
        def limits = [web: 5, db: 9]
        def told(String channel) { subscribe(channel) { probe(channel) } }
        streams {
          for (entry in limits) {
            def name = entry.key
            def limit = entry.value
            sequence([{ service == name && metric > limit }, { service == name && metric <= limit }],
                within: 1.minute) { probe(name) }
            where { service == name } { publish(name + ' channel') }
            told(name + ' channel')
          }
          rule('cases') {
            for (n in [1, 2]) {
              routeBy { metric } { on(n, 10 * n) { probe('case ' + n) } }
            }
          }
        }
        tests {
          test('each has its own') {
            inject([[service: 'web', metric: 6], [service: 'db', metric: 6], [service: 'web', metric: 1]])
            assert probe('web')*.metric == [[6, 1]]
            assert probe('db') == []
            assert probe('web channel')*.metric == [6, 1]
            assert probe('db channel')*.metric == [6]
            assert probe('case 1')*.metric == [1]
          }
        }
        """);
  }
}
