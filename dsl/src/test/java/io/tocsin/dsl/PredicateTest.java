package io.tocsin.dsl;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.dsl.dryrun.RuleLines;
import io.tocsin.dsl.internal.TestLane;
import io.tocsin.event.Event;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * What conditions mean for an event with all fields, for one with some, and for one with none. A
 * comparison with an absent value is false, {@code !=} too, and never an exception.
 */
final class PredicateTest {

  /** Conditions, each with what it is for the three events. None may fail. */
  private static final String TABLE =
      """
      metric > 0.9                                              | TFF
      metric < 0.9                                              | FTF
      metric >= 3                                               | TFF
      metric <= 3                                               | TTF
      3 < metric                                                | FFF
      3 >= metric                                               | TTF
      metric == 3                                               | TFF
      metric == 3.0                                             | TFF
      metric != 3                                               | FTF
      metric != 5                                               | TTF
      !(metric > 0.9)                                           | FTT
      !(metric != 5)                                            | FFT
      metric == null                                            | FFT
      metric != null                                            | TTF
      null == metric                                            | FFT
      metric                                                    | TTF
      !metric                                                   | FFT
      metric && host                                            | TFF
      (metric ?: 7) > 5                                         | FFT
      (metric ?: 7) < 1                                         | FTF
      metric / 2 > 1                                            | TFF
      metric * 2 + 1 == 7                                       | TFF
      metric - 1 == 2 && -metric < 0                            | TFF
      metric % 2 == 1                                           | TFF
      metric + ttl > 12                                         | TFF
      metric > ttl                                              | FFF
      ttl > metric                                              | TFF
      ttl == 10 && ttl > 9.5                                    | TFF
      ttl == null                                               | FTT
      time >= 0                                                 | TTT
      metric in [1, 2, 3]                                       | TFF
      metric in 1..3                                            | TFF
      metric in 0..1                                            | FTF
      metric in 0..<3                                           | FTF
      metric !in [3]                                            | FTT
      Math.abs(metric) > 2                                      | TFF
      Math.max(metric, 5) == 5                                  | TTF
      metric.intValue() > 2                                     | TFF
      metric.toString() == '3'                                  | TFF
      (metric <=> 3) == 0                                       | TFF
      (metric <=> 3) < 0                                        | FTT
      metric > 1 ? state == 'ok' : host == null                 | TTT
      service =~ /^riem/                                        | TFF
      service =~ 'ann$'                                         | TFF
      !(service =~ /^riem/)                                     | FTT
      service ==~ /riemann/                                     | TFF
      service ==~ /riem/                                        | FFF
      service.startsWith('r')                                   | TFF
      service.split('n')[0].length() > 3                        | TFF
      service.like('ri%nn')                                     | TFF
      service.like('riemann')                                   | TFF
      service.like('riem')                                      | FFF
      service[0] == 'r'                                         | TFF
      service[0..3] == 'riem'                                   | TFF
      host == service                                           | FFF
      host != service                                           | TFF
      state != 'critical'                                       | TTF
      state == 'ok'                                             | TTF
      state < 'p'                                               | TTF
      state in ['ok', 'warning']                                | TTF
      !(state in ['ok', 'warning'])                             | FFT
      state !in ['ok']                                          | FFT
      state in [ok: 1]                                          | TTF
      state                                                     | TTF
      "${state}" in ['ok']                                      | TTF
      "${state}" in ['ok', 1]                                   | TTF
      "${state}" in [ok: 1]                                     | TTF
      state in (['ok'] as Set)                                  | TTF
      "${state}" in (['ok'] as Set)                             | TTF
      state in (["${'ok'}"] as Set)                             | TTF
      state in new TreeSet(['ok', 'b'])                         | TTF
      state in (["${'ok'}"] as Object[])                        | TTF
      metric in ([1, 2, 3] as Set)                              | TFF
      metric in ([1, 2.0, 3.0] as Set)                          | TFF
      metric in ([1, 2] as Set)                                 | FFF
      metric in [3: 'x']                                        | TFF
      attr('build').toInteger() in ([42L] as Set)               | TFF
      host ?: 'none' == 'none'                                  | TTT
      (host ?: 'none') == 'none'                                | FTT
      host + '/' + service == 'a/riemann'                       | TFF
      'x' + host == 'xa'                                        | TFF
      host + metric == 'a3'                                     | TFF
      "${host}/${service}" == 'a/riemann'                       | TFF
      tagged('x')                                               | TFF
      tagged('x', 'y')                                          | TFF
      tagged('x', 'z')                                          | FFF
      taggedAny('x', 'z')                                       | TFF
      'x' in tags                                               | TFF
      tags.contains('x')                                        | TFF
      tags == ['x', 'y']                                        | TFF
      tags.size() == 2                                          | TFF
      tags                                                      | TFF
      tags.any { it == 'x' }                                    | TFF
      tags.any { t -> t == 'x' && host == 'a' }                 | TFF
      tags.every { it.length() == 1 && it != state }            | TTT
      tags*.length() == [1, 1]                                  | TFF
      attr('build') == '42'                                     | TFF
      attr('build') != '41'                                     | TFF
      attr('build').toInteger() > 40                            | TFF
      attr('build')?.toInteger() > 40                           | TFF
      attr('build') as Integer > 40                             | TFF
      event['build'] == '42'                                    | TFF
      event["bu${'ild'}"] == '42'                               | TFF
      event['build'].length() == 2                              | TFF
      attributes.build == '42'                                  | TFF
      attributes.build.length() == 2                            | TFF
      attributes.size() == 1                                    | TFF
      event.metric > 2 && it.metric > 2                         | TFF
      event.attr('build') == '42'                               | TFF
      event.service.startsWith('r')                             | TFF
      event.hasMetric()                                         | TTF
      expired                                                   | FFF
      expired == false                                          | TTT
      metric instanceof Long                                    | TFF
      host == 'a' && (service == 'x' || metric > 2)             | TFF
      host == 'a' && !expired && tagged('x') && metric > 2      | TFF
      e -> e.metric > 2 && e.service == 'riemann'               | TFF
      e -> tagged('x') && host == e.host                        | TFF
      def m = metric; m > 2                                     | TFF
      def m = metric * 2; m + 1 == 7                            | TFF
      def s = service; s.startsWith('r')                        | TFF
      if (metric > 2) return true; host == null                 | TTT
      if (metric > 2) { true } else { state == 'ok' }           | TTF
      int i = 0; while (i < 3) { i++ }; metric == i             | TFF
      for (t in tags) { if (t == 'y') return true }; false      | TFF
      try { return metric / 0 > 1 } catch (ArithmeticException x) { return host == 'a' } | TFF
      switch (state) { case 'ok': return metric > 1; default: return false }             | TFF
      metric ** 2 == 9                                          | TFF
      metric ** 2 == 0.25                                       | FTF
      -(metric * 2) < 0                                         | TTF
      service.length() * 2 > 1                                  | TFF
      10 - service.length() > 1                                 | TFF
      -service.length() < 0                                     | TFF
      service - 'rie' == 'mann'                                 | TFF
      service * 2 == 'riemannriemann'                           | TFF
      service.trim() + 'x' == 'riemannx'                        | TFF
      attr('build').toInteger() + 1 == 43                       | TFF
      def x = 1; x += metric; x == 4                            | TFF
      def x = 1; x += metric; x + 1 == 5                        | TFF
      def x = 10; x -= metric; x *= 2; x /= 7; x == 2           | TFF
      def x = 10; x %= metric; x == 1                           | TFF
      def x = metric; x = x + 1; x == 4                         | TFF
      def x = 'x'; x += host; x == 'xa'                         | TFF
      def n = service.length(); n * 2 == 14                     | TFF
      def m = metric; m                                         | TTF
      def m = metric - metric; m                                | TTF
      def m = metric; !m                                        | FFT
      def m = metric; m && true                                 | TTF
      def m = metric; m ? true : false                          | TTF
      def m = metric; (m ?: 7) == 7                             | FFT
      def m = metric - metric; (m ?: 7) == 0                    | TTF
      metric - metric                                           | TTF
      state == 'ok' ? metric : false                            | TTF
      state == 'ok' ? metric - metric : true                    | TTT
      metric - metric ? true : false                            | TTF
      if (metric - metric) return true; false                   | TTF
      for (i in 1..2) { return metric - metric }; false         | TTF
      switch (state) { case 'ok': return metric - metric; default: return 0 } | TTF
      switch (state) { case 'ok': metric - metric; break; default: false }    | TTF
      try { metric - metric } catch (Exception x) { true }      | TTF
      tags.size()                                               | TFF
      tagged(['x', 'y'])                                        | TFF
      tagged(['x', 'z'])                                        | FFF
      tagged([])                                                | TTT
      taggedAny(['x', 'z'])                                     | TFF
      taggedAny([])                                             | FFF
      event.tagged(["${'x'}"])                                  | TFF
      [event].any { it.metric + 1 == 4 }                        | TFF
      [event].any { -it.metric < 0 }                            | TTF
      [event].any { e -> (e.metric ?: 7) == 7 }                 | FFT
      { -> metric > 2 }.call()                                  | TFF
      """;

  private static final List<Event> EVENTS =
      List.of(
          Event.of(
              Map.of(
                  "host",
                  "a",
                  "service",
                  "riemann",
                  "state",
                  "ok",
                  "metric",
                  3,
                  "ttl",
                  10,
                  "tags",
                  List.of("x", "y"),
                  "description",
                  "d",
                  "build",
                  "42",
                  "time",
                  0)),
          Event.of(Map.of("state", "ok", "metric", 0.5)),
          Event.of(Map.of()));

  private static final List<String[]> ROWS =
      TABLE.lines().map(line -> line.split(" \\| (?=[TF]{3}$)")).toList();

  @Test
  void meansWhatTheTableSays() {
    StringBuilder rules = new StringBuilder("streams {\n");
    for (int i = 0; i < ROWS.size(); i++) {
      rules.append("where { ").append(ROWS.get(i)[0]).append(" } { probe('" + i + "') }\n");
    }

    String outcomes = Rules.with(rules.append("}\n").toString(), PredicateTest::outcomes);

    assertThat(outcomes).isEqualTo(TABLE.replaceAll(" +\\| ", " | "));
  }

  private static String outcomes(RuleSet rules) {
    List<TestLane> lanes = EVENTS.stream().map(event -> ran(rules, event)).toList();
    StringBuilder outcomes = new StringBuilder();
    for (int i = 0; i < ROWS.size(); i++) {
      outcomes.append(ROWS.get(i)[0].strip()).append(" | ");
      for (TestLane lane : lanes) {
        outcomes.append(lane.probe(String.valueOf(i)).isEmpty() ? 'F' : 'T');
      }
      outcomes.append('\n');
    }
    return outcomes.toString();
  }

  private static TestLane ran(RuleSet rules, Event event) {
    TestLane lane = new TestLane(rules, new RuleLines(), null);
    lane.inject(event);
    assertThat(lane.unseenFailures()).isEmpty();
    return lane;
  }
}
