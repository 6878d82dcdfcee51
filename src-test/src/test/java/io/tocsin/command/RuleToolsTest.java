package io.tocsin.command;

import static io.tocsin.fixture.Commands.tocsin;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tocsin.event.Event;
import io.tocsin.fixture.Await;
import io.tocsin.fixture.ChildProcess;
import io.tocsin.fixture.Commands.Said;
import io.tocsin.fixture.HubProcess;
import io.tocsin.wire.EventJson;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The commands for those who write rules: explain, replay, test. */
final class RuleToolsTest {

  private static final String RULES =
      """
      def oncall = console()
      streams {
        index()
        rule('disk') {
          where { service =~ /^df/ && metric > 0.9 } {
            by('host') { throttle(1, per: 1.minute) { sendTo oncall } }
          }
        }
        tumbling(10.seconds) { fold(mean) { probe('mean') } }
        map { e -> e.set(metric: 1 % 0) } { probe('never') }
      }
      """;

  @TempDir private Path folder;
  private Path rules;

  @BeforeEach
  void write() throws Exception {
    rules = Files.writeString(folder.resolve("rules.groovy"), RULES);
  }

  private Path recording(String... lines) throws Exception {
    return Files.writeString(folder.resolve("events.jsonl"), String.join("\n", lines) + "\n");
  }

  @Test
  void explainShowsTheWayOfAnEventAndWhatDecidedIt() throws Exception {
    Said said =
        tocsin(
            "explain",
            "{\"host\":\"a\",\"service\":\"df\",\"metric\":0.5}",
            "--rules",
            rules.toString());

    assertThat(said.err()).isEmpty();
    assertThat(said.code()).isZero();
    assertThat(said.out().lines().map(line -> line.strip().replaceAll(" {2,}", " | ")))
        .containsExactly(
            "{\"host\":\"a\",\"service\":\"df\",\"metric\":0.5}",
            "rules.groovy:3 | index() | done",
            "rule 'disk'",
            "rules.groovy:5 | where { service =~ /^df/ && metric > 0.9 } | no | service df, metric 0.5",
            "rules.groovy:9 | tumbling(10.seconds) { fold(mean) { probe('mean') } } | nothing goes on",
            "rules.groovy:10 | map { e -> e.set(metric: 1 % 0) } { probe('never') } | failed:"
                + " ArithmeticException: / by zero | metric 0.5");
  }

  @Test
  void explainFollowsSeveralEventsAndThenTheTimers() throws Exception {
    Path events =
        recording(
            "{\"host\":\"a\",\"service\":\"df\",\"metric\":1,\"time\":1000}",
            "{\"host\":\"a\",\"service\":\"df\",\"metric\":1,\"time\":1001}");

    Said said =
        tocsin("explain", events.toString(), "--rules", rules.toString(), "--advance", "15");

    assertThat(said.code()).isZero();
    assertThat(said.out())
        .contains("sendTo oncall", "dropped: throttled", "within 15 s after it", "timer: goes on");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"metric":"x"}           | 1 | the event:1: metric: must be a number
          {"host":                 | 1 | the event:1: not JSON
          nowhere.jsonl            | 1 | nowhere.jsonl: cannot be read: there is no such file
          {} --advance -1          | 2 | --advance: time goes forward only
          """)
  void explainSaysWhatIsWrong(String arguments, int code, String text) throws Exception {
    List<String> line = new ArrayList<>(List.of("explain"));
    line.addAll(List.of(arguments.strip().split(" ")));
    line.addAll(List.of("--rules", rules.toString()));

    Said said = tocsin(line.toArray(String[]::new));

    assertThat(said.err()).contains(text);
    assertThat(said.code()).isEqualTo(code);
  }

  @Test
  void replayPrintsWhatWouldHaveBeenSentAndWhen() throws Exception {
    Path events =
        recording(
            "{\"host\":\"a\",\"service\":\"df\",\"metric\":0.8,\"time\":\"2026-01-01T00:00:00Z\"}",
            "{\"host\":\"a\",\"service\":\"df\",\"metric\":1,\"time\":\"2026-01-01T00:00:04Z\"}",
            "{\"host\":\"a\",\"service\":\"df\",\"metric\":1,\"time\":\"2026-01-01T00:00:12Z\"}");

    Said said = tocsin("replay", events.toString(), "--rules", rules.toString(), "--then", "20");

    assertThat(said.err()).isEmpty();
    assertThat(said.out().lines().map(line -> line.replaceAll("/\\S*/rules", "rules")))
        .containsExactly(
            "2026-01-01T00:00:00Z  failed  rules.groovy:10:3: ArithmeticException: / by zero",
            "2026-01-01T00:00:04Z  sent    console  a df 1",
            "2026-01-01T00:00:04Z  failed  rules.groovy:10:3: ArithmeticException: / by zero",
            "2026-01-01T00:00:11Z  probe   mean  a df 0.9",
            "2026-01-01T00:00:12Z  failed  rules.groovy:10:3: ArithmeticException: / by zero",
            "2026-01-01T00:00:21Z  probe   mean  a df 1.0",
            "3 events in",
            "2 at probe mean",
            "1 sent to console",
            "3 lost: failed",
            "1 lost: throttled");
    assertThat(said.code()).isZero();
  }

  @Test
  void replayOfTheSameInputGivesTheSameBytes() throws Exception {
    long seed = 20261123;
    System.out.println("replay seed " + seed);
    Random random = new Random(seed);
    Path events = folder.resolve("many.jsonl.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(events))) {
      long time = 1_700_000_000_000_000L;
      for (int i = 0; i < 5000; i++) {
        time += random.nextInt(2_000_000) - 200_000;
        Event event =
            Event.builder()
                .host("h" + random.nextInt(20))
                .service(random.nextBoolean() ? "df" : "cpu")
                .metric(random.nextInt(8) == 0 ? null : random.nextDouble())
                .timeMicros(time)
                .build();
        out.write((EventJson.write(EventJson.of(event)) + "\n").getBytes(StandardCharsets.UTF_8));
      }
    }

    String[] line = {"replay", events.toString(), "--rules", rules.toString(), "--json"};
    Said first = tocsin(line);
    Said second = tocsin(line);

    assertThat(first.out()).isEqualTo(second.out()).hasSizeGreaterThan(50_000);
    List<String> lines = first.out().lines().toList();
    JsonNode last = new ObjectMapper().readTree(lines.get(lines.size() - 1));
    assertThat(last.get("what").asText()).isEqualTo("end");
    assertThat(last.get("in").asInt()).isEqualTo(5000);
    assertThat(last.get("losses").get("failed").asInt()).isPositive();
  }

  @ParameterizedTest
  @CsvSource({"--speed,0,--speed: must be above 0", "--then,-1,--then: time goes forward only"})
  void replayRefusesNumbersThatMakeNoSense(String option, String value, String text)
      throws Exception {
    Said said =
        tocsin("replay", recording("{}").toString(), "--rules", rules.toString(), option, value);

    assertThat(said.code()).isEqualTo(2);
    assertThat(said.err()).contains(text);
  }

  @ParameterizedTest
  @CsvSource({
    "2026-02-01T00:00:00Z, 2026-02-01T00:01:00Z",
    "2026-02-01T00:00:01Z, 2026-01-01T00:01:00Z"
  })
  void replayFollowsGapsOfAMonthButNoBrokenTimes(String time, String end) throws Exception {
    Path events =
        recording(
            "{\"host\":\"a\",\"time\":\"2026-01-01T00:00:00Z\"}",
            "{\"host\":\"a\",\"time\":\"" + time + "\"}",
            "{\"host\":\"a\",\"time\":\"9999-01-01T00:00:00Z\"}");

    Said said = tocsin("replay", events.toString(), "--rules", rules.toString(), "--json");

    List<String> lines = said.out().lines().toList();
    JsonNode last = new ObjectMapper().readTree(lines.get(lines.size() - 1));
    assertThat(last.get("at").asText()).isEqualTo(end);
    assertThat(last.get("losses").get("timeReplaced").asInt()).isPositive();
  }

  @Test
  void replayNamesTheLineThatIsNoEvent() throws Exception {
    Said said = tocsin("replay", recording("{}", "[]").toString(), "--rules", rules.toString());

    assertThat(said.code()).isEqualTo(1);
    assertThat(said.err()).contains("events.jsonl:2: ");
  }

  @Test
  void testRunsAgainWhenAFileChangesUntilItIsStopped() throws Exception {
    Duration soon = Duration.ofSeconds(60);
    String text = "streams { probe('p') }\ntests { test('%s') { assert %s } }\n";
    Path tested = Files.writeString(folder.resolve("watched.groovy"), text.formatted("a", "true"));

    try (ChildProcess watch = HubProcess.command(folder, "test", "--watch", tested.toString())) {
      Await.until("the first run", soon, () -> watch.out().contains("waiting for a change"));
      assertThat(watch.out()).contains("ok    a", "1 passed, 0 failed");
      Files.writeString(tested, text.formatted("now broken", "false"));
      Await.until("the second run", soon, () -> watch.out().contains("FAIL  now broken"));
      Files.writeString(tested, "streams {");
      Await.until("a run that cannot compile", soon, () -> watch.err().contains("watched.groovy:"));
      Files.writeString(tested, text.formatted("mended", "true"));
      Await.until("the last run", soon, () -> watch.out().contains("ok    mended"));

      assertThat(watch.terminate(soon)).isZero();
    }
  }

  @Test
  void testTellsWhatNoTestReaches() throws Exception {
    Path tested =
        Files.writeString(
            folder.resolve("half.groovy"),
            """
            streams {
              rule('seen') { over(1) { probe('a') } }
              rule('unseen') { over(5) { rule('hidden') { probe('b') } } }
            }
            tests { test('t') { inject metric: 2; inject metric: 0 } }
            """);

    Said said = tocsin("test", "--coverage", tested.toString());

    assertThat(said.code()).isZero();
    assertThat(said.out().lines().map(line -> line.replaceAll("\\S*/half", "half")))
        .containsExactly(
            "ok    t",
            "1 passed, 0 failed",
            "3 of 4 stages were reached",
            "no test reaches rule 'hidden'",
            "half.groovy:3:20: reached 2 times, nothing went on: over(5) { rule('hidden') {"
                + " probe('b') } }");
  }
}
