package io.tocsin.dsl;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What {@code tocsin check} says of rules that are wrong, and where. */
final class CheckTableTest {

  @TempDir private Path dir;

  static Stream<Arguments> wrong() {
    return Stream.of(
        row("streams { where { servise == 'a' } { index() } }", "1:19 unknown name 'servise'"),
        row("streams { wher { state } { index() } }", "1:11 no verb or function 'wher'"),
        row(
            "streams { where { state }\n if (state) { index() } }",
            "1:11 where: wrong number of arguments (1)",
            "2:6 'state' is of an event, and there is none here"),
        row("streams { by('hots') { index() } }", "1:14 no event field 'hots'"),
        row(
            "streams { where { service == 5 } { index() } }",
            "1:19 comparing a text with a number is never true"),
        row(
            "streams { where { metric > 'a' } { index() } }",
            "1:19 comparing a number with a text is never true"),
        row(
            "streams { where { service =~ /(a/ } { index() } }",
            "1:30 bad regular expression '(a': unclosed group at character 3"),
        row(
            "streams { where { host = 'x' } { index() } }",
            "1:19 events are immutable: assignment to 'host'"),
        row(
            "streams { where { event.build == 'x' } { index() } }",
            "1:19 an event has no field 'build'"),
        row(
            "streams { where { host.startWith('x') } { index() } }",
            "1:19 no method 'startWith' of String that takes (String)"),
        row("streams { throttle(3) { index() } }", "1:11 throttle: the option 'per' is missing"),
        row(
            "streams { throttle(3, per: 5) { index() } }",
            "1:28 throttle: the option 'per' takes a length of time such as 10.seconds, not Integer"),
        row(
            "streams { throttle(3, per: 5.seconds, pre: 1) { index() } }",
            "1:39 throttle: no option 'pre'"),
        row(
            "streams { throttle('x', per: 5.seconds) { index() } }",
            "1:11 throttle: does not take (options, String, block)"),
        row(
            "streams { throttle(0, per: 5.seconds) { index() } }",
            "1:11 throttle: limit must be at least 1, was 0"),
        row(
            "streams { flatten { index() } }",
            "1:11 the verb 'flatten' does not belong among events"),
        row(
            "streams { batch(2, within: 1.second) { index() } }",
            "1:40 the verb 'index' does not belong among batches"),
        row("index()", "1:1 the verb 'index' does not belong at the top of a rule file"),
        row("server { index() }", "1:10 the verb 'index' does not belong in server { }"),
        row("streams { inject host: 'a' }", "1:11 the verb 'inject' does not belong among events"),
        row("server { tcp port: 5555; http port: 5555 }", "1:26 port 5555 is used twice"),
        row("server { tcp port: 5555; udp port: 5555 }"),
        row("server { http port: 1, tokens: [read: 'a', write: ['b', 'c']] }"),
        row("server { http port: 1, tokens: ['a'], origins: ['https://a.example:1'] }"),
        row("server { http port: 1, tokens: [reed: 'a'] }", "1:10 http: tokens has no role 'reed'"),
        row("server { http port: 1, tokens: [] }", "1:10 http: tokens is empty"),
        row("server { http port: 1, tokens: [read: []] }", "1:10 http: tokens is empty"),
        row("server { http port: 1, tokens: [' '] }", "1:10 http: a token is blank"),
        row(
            "server { http port: 1, origins: ['a.example'] }",
            "1:10 http: 'a.example' is no origin"),
        row(
            "server { http port: 1, origins: ['https://a.example/'] }",
            "1:10 http: 'https://a.example/' is no origin"),
        row(
            "server { http port: 1, subscriberQueue: 1023 }",
            "1:10 http: subscriberQueue must be 1 kB to 1.GB, was 1023"),
        row("server { http port: 1, subscriberQueue: 1024 }"),
        row(
            "server { http port: 1, maxSubscribers: 0 }",
            "1:10 http: maxSubscribers must be at least 1, was 0"),
        row("server { http port: 1, maxSubscribers: 1 }"),
        row("server { tcp port: 70000 }", "1:10 tcp: port must be 0 to 65535, was 70000"),
        row("def out = console()\nstreams { index() }", "1:11 the output 'console' is never used"),
        row(
            "def out = slack(webhook: 'not a url')\nstreams { sendTo out }",
            "1:11 slack: webhook must be a full http or https address, such as https://example.com/path; the one given is not (it may be a secret and is not shown)"),
        row("y = 3", "1:1 unknown name 'y'"),
        row(
            "streams { where { sendTo(console()); true } { index() } }",
            "1:19 the verb 'sendTo' stands in a block that runs for each event"),
        row(
            "streams { percentiles([0.5, 2], every: 1.second) { index() } }",
            "1:11 percentiles: point must be from 0 to 1, was 2.0"),
        row(
            "streams { daily('Europe/Berln') { drop() } }",
            "1:11 daily: no time zone 'Europe/Berln'"),
        row(
            "streams { weekly(starts: 'mondy') { drop() } }",
            "1:11 weekly: no day of the week 'mondy'"),
        row(
            "streams { ewma(ratio: 2) { index() } }",
            "1:11 ewma: ratio must be above 0 and at most 1, was 2.0"),
        row(
            "streams { ewma(ratio: 0.5, halfLife: 1.second) { index() } }",
            "1:11 ewma: takes either halfLife, a length of time, or ratio, a number"),
        row(
            "streams { reduce { acc -> acc } { index() } }",
            "1:18 this block takes two parameters"),
        row(
            "streams { reduce { a, b, c -> a } { index() } }",
            "1:26 this block takes two parameters, not 3"),
        row(
            "streams { map { a, b -> a } { index() } }",
            "1:20 this block takes one parameter, not 2"),
        row(
            "streams { project([{ true }, { servise == 'a' }]) { drop() } }",
            "1:32 unknown name 'servise'"),
        row(
            "streams { project([]) { drop() } }",
            "1:11 project: takes from 1 to 16 conditions, not 0"),
        row(
            "streams { apdex(1.second, satisfied: { metrc < 1 }, tolerated: { true }) { index() } }",
            "1:40 unknown name 'metrc'"),
        row(
            "streams { apdex(1.second, satisfied: { true }) { index() } }",
            "1:11 apdex: the option 'tolerated' is missing"),
        row(
            "streams { apdex(1.second, satisfied: 5, tolerated: { true }) { index() } }",
            "1:38 apdex: the option 'satisfied' takes a block, not Integer"),
        row(
            "streams { dedupe(within: 1.second) { index() } }",
            "1:11 dedupe: the option 'by' is missing"),
        row(
            "streams { dedupe(by: ['hots', 'attr:zone'], within: 1.second) { index() } }",
            "1:11 no event field 'hots'"),
        row(
            "streams { top(0) { metric } { index() } }",
            "1:11 top: k must be from 1 to 100000, was 0"),
        row(
            "streams { fillIn(1.second, [metric: 1], times: 0) { index() } }",
            "1:11 fillIn: times must be from 1 to 1000000, was 0"),
        row(
            "streams { percentiles([0.5], every: 1.second, error: 0.001) { index() } }",
            "1:11 percentiles: error must be from 0.005 to 0.5, was 0.001"),
        row(
            "streams { percentiles([0.5], every: 2.seconds, over: 3.seconds, error: 0.01) { index() } }",
            "1:11 percentiles: over must be 1 to 3600 times every, which is PT2S, was PT3S"),
        row(
            "streams { percentiles([0.5], every: 1.second, over: 3.seconds) { index() } }",
            "1:11 percentiles: over needs error, as in error: 0.01; for exact ones use sliding(…) {"
                + " fold(percentile(0.99)) }"),
        row(
            "streams { session(gap: 1.second) { index() } }",
            "1:36 the verb 'index' does not belong among batches"),
        row(
            "tests { test('a') { inject { 1 } } }",
            "1:28 incorrect number of parameters. Expected 2 but found 1"),
        row(
            "tests { test('a') { inject(1) { it } } }",
            "1:21 inject: wrong number of arguments (2)",
            "1:31 incorrect number of parameters. Expected 2 but found 1"),
        row("include 'nowhere'", "1:1 include: no rule file at 'nowhere'"));
  }

  private static Arguments row(String text, String... problems) {
    return Arguments.of(text, List.of(problems));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("wrong")
  void tellsWhatIsWrongWhereItIs(String text, List<String> problems) {
    assertThat(RuleTexts.problems(dir, text)).isEqualTo(problems);
  }

  static Stream<Arguments> broken() {
    return Stream.of(
        Arguments.of("streams {\n  where { service == 'cpu' && } { index() }\n}", 2),
        Arguments.of(
            "streams {\n  where { true } {\n    by('host' {\n      index()\n    }\n  }\n}", 3),
        Arguments.of("streams {\n  where { true } {\n    log 'a' 'b\n  }\n}", 3),
        Arguments.of("streams {\n  index()\n", 1),
        Arguments.of("streams {\n  index()\n}\n}", 4),
        Arguments.of("streams {\n  map { e ->\n    e.set(metric: )\n  } { index() }\n}", 3));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("broken")
  void tellsTheLineOfASyntaxError(String text, int line) {
    assertThat(RuleTexts.problems(dir, text)).isNotEmpty().allMatch(p -> p.startsWith(line + ":"));
  }

  @Test
  void tellsAllProblemsOfAFileAtOnce() {
    String text =
        """
        server { tcp port: 5555; http port: 5555 }
        def unused = console()
        streams {
          where { servise == 'a' } { index() }
          throttle(0, per: 1.second) { index() }
          where { service =~ /[/ } { indx() }
        }
        """;

    assertThat(RuleTexts.problems(dir, text))
        .contains(
            "1:26 port 5555 is used twice",
            "2:14 the output 'console' is never used",
            "4:11 unknown name 'servise'",
            "5:3 throttle: limit must be at least 1, was 0",
            "6:30 no verb or function 'indx'")
        .anyMatch(p -> p.startsWith("6:22 bad regular expression '['"));
  }

  @Test
  void tellsTheProblemsOfAllFilesAndASyntaxErrorHidesNoOtherFile() {
    RuleTexts.write(dir, "rules/a.groovy", "streams { where { servise == 'a' } { index() } }");
    RuleTexts.write(dir, "rules/b.groovy", "streams { where { } } }");
    RuleTexts.write(dir, "rules/c.groovy", "streams { indx() }");

    try (RuleSet rules = RuleCompiler.forChecking().compile(dir.resolve("rules"))) {
      throw new AssertionError("compiled: " + rules);
    } catch (RuleException e) {
      assertThat(e.problems().stream().map(p -> Path.of(p.place().file()).getFileName().toString()))
          .containsExactly("a.groovy", "b.groovy", "c.groovy");
    }
  }

  @Test
  void suggestsWhatWasProbablyMeant() {
    try (RuleSet rules = RuleTexts.compile(dir, "streams { chnagedState { index() } }")) {
      throw new AssertionError("compiled: " + rules);
    } catch (RuleException e) {
      assertThat(e.getMessage())
          .endsWith(
              "r.groovy:1:11: no verb or function 'chnagedState'\n    Did you mean 'changedState'?");
    }
  }

  @Test
  void suggestsTimeZonesAndDays() {
    String text =
        "streams { daily('europe/berln') { drop() }\n weekly('UTC', starts: 'Mondy') { drop() } }";
    try (RuleSet rules = RuleTexts.compile(dir, text)) {
      throw new AssertionError("compiled: " + rules);
    } catch (RuleException e) {
      assertThat(e.getMessage())
          .contains("Did you mean 'Europe/Berlin'?", "Did you mean 'monday'?");
    }
  }

  @Test
  void refusesAFileThatIsNotUtf8() throws Exception {
    Path file = dir.resolve("latin.groovy");
    Files.write(file, "// \u00e9".getBytes(StandardCharsets.ISO_8859_1));

    try (RuleSet rules = RuleCompiler.forChecking().compile(file)) {
      throw new AssertionError("compiled: " + rules);
    } catch (RuleException e) {
      assertThat(e.getMessage()).contains("is not UTF-8");
    }
  }
}
