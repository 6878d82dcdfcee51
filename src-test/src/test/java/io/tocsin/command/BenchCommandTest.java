package io.tocsin.command;

import static io.tocsin.fixture.Commands.tocsin;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tocsin.fixture.Commands.Said;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

/** Measurements by the command line, too short to say anything of speed. */
final class BenchCommandTest {

  private static final Path QUICKSTART =
      Path.of("..", "config-examples", "quickstart.groovy").toAbsolutePath().normalize();

  @TempDir private Path folder;

  private Said bench(Object... arguments) {
    List<String> line = new ArrayList<>(List.of("bench", "--duration", "90ms", "--warmup", "0"));
    Stream.of(arguments).map(String::valueOf).forEach(line::add);
    return tocsin(line.toArray(String[]::new));
  }

  private static JsonNode json(Path file) throws Exception {
    return new ObjectMapper().readTree(Files.readString(file));
  }

  private static Document page(Path file) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(Files.readString(file))));
  }

  private static long sum(JsonNode nodes, String field) {
    long sum = 0;
    for (JsonNode node : nodes) {
      sum += node.get(field).asLong();
    }
    return sum;
  }

  @Test
  void measuresTheQuickstartAndTellsItInThreeWays() throws Exception {
    Path json = folder.resolve("b.json");
    Path html = folder.resolve("b.html");

    Said said = bench(QUICKSTART, "--hosts", 20, "--seed", 7, "--json", json, "--report", html);

    assertThat(said.err()).isEmpty();
    assertThat(said.code()).isZero();
    assertThat(said.out())
        .contains(
            "quickstart.groovy: 2 streams, 1 output\n",
            "synthetic, seed 7: 20 hosts with 10 services each",
            " 2 of the 2 services that conditions name\n",
            "rule 'disk nearly full'",
            "rule 'gone silent'",
            "(the lane: ");
    JsonNode figures = json(json);
    assertThat(figures.at("/throughput/rounds")).hasSize(9);
    assertThat(sum(figures.at("/throughput/rounds"), "events")).isPositive();
    assertThat(sum(figures.at("/latency/histogram"), "events"))
        .isEqualTo(figures.at("/latency/events").asLong())
        .isPositive();
    double shares = figures.at("/costs/laneShare").asDouble();
    for (JsonNode rule : figures.at("/costs/rules")) {
      shares += rule.get("share").asDouble();
    }
    assertThat(shares).isBetween(0.999, 1.001);
    assertThat(figures.at("/memory/points/2/keys").asInt()).isEqualTo(20_000);
    assertThat(figures.at("/rules/0/sha256").asText()).hasSize(64);
    assertThat(page(html).getElementsByTagName("svg").getLength()).isEqualTo(5);
  }

  @Test
  void aRecordingIsRepeated() throws Exception {
    Path events =
        Files.writeString(
            folder.resolve("events.jsonl"),
            """
            {"host":"a","service":"disk /","metric":0.97,"time":1000,"ttl":5}
            {"host":"b","service":"disk /","metric":0.97,"time":1001}
            """);
    Path json = folder.resolve("b.json");

    Said said = bench(QUICKSTART, "--events", events, "--json", json);

    assertThat(said.code()).as(said.err()).isZero();
    assertThat(said.out())
        .contains("events.jsonl, repeated: 2 events of 2 pairs of host and service, 1.5 s of");
    assertThat(json(json).get("messages").asLong()).isPositive();
  }

  @Test
  void secretsAreNeitherNeededNorShown() throws Exception {
    Path rules =
        Files.writeString(
            folder.resolve("rules.groovy"),
            """
            def chat = slack(webhook: secret('BENCH_TEST_NOWHERE'))
            streams { over(0) { sendTo chat } }
            """);
    Path json = folder.resolve("b.json");

    Said said = bench(rules, "--json", json);

    assertThat(said.code()).as(said.err()).isZero();
    assertThat(json(json).get("messages").asLong()).isPositive();
  }

  @Test
  void anEarlierRunIsSetBesideAndMuchSlowerIsExitCodeOne() throws Exception {
    Path json = folder.resolve("b.json");
    bench(QUICKSTART, "--json", json);
    Path faster = folder.resolve("faster.json");
    String text = Files.readString(json);
    for (String field : List.of("eventsPerCpuSecond", "lowest", "highest")) {
      text = text.replaceFirst("\"" + field + "\" : [^,]+", "\"" + field + "\" : 1.0E12");
    }
    Files.writeString(faster, text);

    Said same = bench(QUICKSTART, "--compare", json, "--fail-below", "0.000001");
    Said slower = bench(QUICKSTART, "--compare", faster, "--fail-below", "0.8");
    Said shown = bench(QUICKSTART, "--compare", faster);

    assertThat(same.code()).as(same.err()).isZero();
    assertThat(same.out()).contains("NOW/BEFORE", "events per CPU-second", "latency p99");
    assertThat(slower.code()).isEqualTo(1);
    assertThat(slower.err())
        .isEqualToIgnoringNewLines(
            "tocsin: slower than 0.8 of " + faster + "; the cost of each rule says where");
    assertThat(shown.code()).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "streams { | rules.groovy:1:9: this '{' is never closed",
        "server { } | tocsin: there are no streams: write what becomes of events in streams { … }",
      })
  void rulesThatCannotBeMeasuredAreExitCodeOne(String text, String problem) throws Exception {
    Path rules = Files.writeString(folder.resolve("rules.groovy"), text);

    Said said = bench(rules);

    assertThat(said.code()).isEqualTo(1);
    assertThat(said.err()).contains(problem);
    assertThat(said.out()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "--report, nowhere/b.html, nowhere: there is no such file or directory",
    "--json, nowhere/b.json, nowhere: there is no such file or directory",
    "--events, nowhere.jsonl, nowhere.jsonl: cannot be read: there is no such file",
    "--compare, nowhere.json, nowhere.json: there is no such file or directory",
  })
  void whatCannotBeReadOrWrittenIsSaidBeforeAnythingIsMeasured(
      String option, String file, String problem) {
    Said said = bench(QUICKSTART, option, folder.resolve(file));

    assertThat(said.code()).isEqualTo(1);
    assertThat(said.err()).startsWith("tocsin: ").contains(problem).hasLineCount(1);
    assertThat(said.out()).isEmpty();
  }
}
