package io.tocsin.dsl;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What {@code tocsin check} says of values that no verb takes: null, empty names, odd lengths. */
final class CheckValuesTest {

  @TempDir private Path dir;

  static Stream<Arguments> wrong() {
    return Stream.of(
        row("streams { publish(null) }", "1:11 publish: does not take null"),
        row("String c = null\nstreams { publish(c) }", "2:11 publish: does not take null"),
        row("streams { subscribe(null) { index() } }", "1:11 subscribe: does not take null"),
        row("streams { probe(null) }", "1:11 probe: does not take null"),
        row("streams { log(null) }", "1:11 log: does not take null"),
        row("streams { forward(null) }", "1:11 forward: does not take null"),
        row("streams { sendTo null }", "1:11 sendTo: does not take null"),
        row("def o = console()\nstreams { sendTo o, null }", "2:11 sendTo: does not take null"),
        row("streams { routeBy('state') { on(null) { drop() } } }"),
        row("streams { rule(null) { index() } }", "1:11 rule: does not take null"),
        row("String n = null\nstreams { rule(n) { index() } }", "2:11 rule: needs a name"),
        row("streams { rule('') { over(null) { } } }", "1:22 over: does not take null"),
        row("streams { rule(' ') { index() } }", "1:11 rule: needs a name"),
        row("streams { tag('') { index() } }", "1:11 tag: a tag is empty"),
        row("streams { tag(' ') { index() } }"),
        row("streams { by('attr:') { index() } }", "1:14 no event field 'attr:'"),
        row("streams { by('attr:a') { index() } }"),
        row("streams { set('attr:': 1) { drop() } }", "1:11 set: an attribute must have a name"),
        row(
            "streams { defaults('': 1) { drop() } }",
            "1:11 defaults: an attribute must have a name"),
        row(
            "streams { tumbling(1000000.days) { drop() } }",
            "1:11 too large a length of time or size: 1000000"),
        row(
            "streams { coalesce(every: 0.0009.seconds) { drop() } }",
            "1:11 coalesce: every must be at least a millisecond, was PT0.0009S"),
        row("streams { coalesce(every: 0.001.seconds) { drop() } }"),
        row(
            "streams { throttle(1, per: 0.0000001.seconds) { drop() } }",
            "1:11 throttle: per must be at least a microsecond, was PT0.0000001S"),
        row(
            "streams { by('host', ttl: 36501.days) { drop() } }",
            "1:11 by: ttl must be at most 100 years, was PT876024H"));
  }

  private static Arguments row(String text, String... problems) {
    return Arguments.of(text, List.of(problems));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("wrong")
  void tellsWhatIsWrongWhereItIs(String text, List<String> problems) {
    assertThat(RuleTexts.problems(dir, text)).isEqualTo(problems);
  }
}
