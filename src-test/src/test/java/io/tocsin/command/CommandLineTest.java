package io.tocsin.command;

import static io.tocsin.fixture.Commands.tocsin;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tocsin.dsl.ServerSettings.Kind;
import io.tocsin.event.Event;
import io.tocsin.fixture.Commands.Said;
import io.tocsin.fixture.LocalHub;
import io.tocsin.fixture.Ports;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Exit codes and texts of the commands, against a hub that runs. */
final class CommandLineTest {

  @TempDir static Path shared;
  private static LocalHub hub;

  @BeforeAll
  static void start() throws Exception {
    Path rules = shared.resolve("rules.groovy");
    Files.writeString(
        rules,
        """
        server {
          tcp port: 0
          http port: 0
        }
        streams { index() }
        """);
    hub = LocalHub.start(rules);
  }

  @AfterAll
  static void stop() {
    if (hub != null) {
      hub.close();
    }
  }

  private static String tcp() {
    return "127.0.0.1:" + hub.port(Kind.TCP);
  }

  private static String http() {
    return "127.0.0.1:" + hub.port(Kind.HTTP);
  }

  @Test
  void sendAndQueryMeetInTheIndex() throws Exception {
    Said sent =
        tocsin(
            "send",
            "--server",
            tcp(),
            "--host",
            "web1",
            "--service",
            "cli",
            "--metric",
            "9007199254740993",
            "--state",
            "ok",
            "--tag",
            "a",
            "--tag",
            "b",
            "--attr",
            "k=v=w",
            "--description",
            "two words",
            "--ttl",
            "300.5");
    Said table = tocsin("query", "--server", tcp(), "service = \"cli\" and tagged \"b\"");
    Said json = tocsin("query", "--server", tcp(), "--json", "service = \"cli\"");

    assertThat(sent.code()).as(sent.err()).isZero();
    assertThat(table.code()).isZero();
    assertThat(table.out())
        .contains("HOST", "web1", "cli", "9007199254740993", "two words", "1 event");
    JsonNode event = new ObjectMapper().readTree(json.out());
    assertThat(event.path("host").asText()).isEqualTo("web1");
    assertThat(event.path("metric").asLong()).isEqualTo(9007199254740993L);
    assertThat(event.path("k").asText()).isEqualTo("v=w");
    Event kept = hub.query("service = \"cli\"").get(0);
    assertThat(kept.getTags()).containsExactly("a", "b");
    assertThat(kept.ttlMicrosOr(0)).isEqualTo(300_500_000);
  }

  @Test
  void queryFindsNothingAndSaysSo() {
    Said said = tocsin("query", "--server", tcp(), "service = \"nobody\"");

    assertThat(said.code()).isZero();
    assertThat(said.out()).contains("0 events");
  }

  @Test
  void queryShowsWhereItIsWrong() {
    Said said = tocsin("query", "--server", tcp(), "service = = 3");

    assertThat(said.code()).isEqualTo(1);
    assertThat(said.err().lines()).as(said.err()).hasSizeLessThanOrEqualTo(2);
    assertThat(said.err()).contains("11").doesNotContain("\tat ");
  }

  @Test
  void statusIsForPeopleAndForPrograms() throws Exception {
    Said people = tocsin("status", "--http", http());
    Said programs = tocsin("status", "--json", "--http", http());

    assertThat(people.code()).as(people.err()).isZero();
    assertThat(people.out()).contains("ready: true", "uptimeSeconds: ", "losses:");
    JsonNode status = new ObjectMapper().readTree(programs.out());
    assertThat(status.path("ready").asBoolean()).isTrue();
    assertThat(status.path("listeners")).hasSize(2);
    assertThat(status.path("losses").isObject()).isTrue();
  }

  @Test
  void reloadTellsTheOutcome() {
    Said said = tocsin("reload", "--http", http());

    assertThat(said.code()).as(said.err()).isZero();
    assertThat(said.out()).startsWith("reloaded: ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"status", "reload"})
  void commandsSayThatNoHubAnswers(String command) throws Exception {
    Said said = tocsin(command, "--http", "127.0.0.1:" + Ports.free());

    assertThat(said.code()).isEqualTo(1);
    assertThat(said.err()).startsWith("tocsin: no hub answers").doesNotContain("\tat ");
    assertThat(said.err().lines()).hasSize(1);
  }

  @Test
  void sendSaysThatNobodyListens() throws Exception {
    int port = Ports.free();

    Said said = tocsin("send", "--server", "127.0.0.1:" + port, "--service", "x");
    Said verbose = tocsin("send", "--verbose", "--server", "127.0.0.1:" + port, "--service", "x");

    assertThat(said.code()).isEqualTo(1);
    assertThat(said.err()).contains("127.0.0.1:" + port).doesNotContain("\tat ");
    assertThat(said.err().lines()).hasSize(1);
    assertThat(verbose.err()).contains("\tat ");
  }

  @ParameterizedTest
  @CsvSource({
    "9223372036854775807, 9223372036854775807",
    "9223372036854775808, 9.223372036854775807E18",
    "-.5, -0.5",
    "1e308, 1.0E308",
    "+7, 7"
  })
  void aMetricIsSentAsItIs(String written, String kept) throws Exception {
    Said said = tocsin("send", "--server", tcp(), "--service", "m", "--metric=" + written);

    assertThat(said.code()).as(said.err()).isZero();
    assertThat(hub.query("service = \"m\"").get(0).getMetric()).isEqualTo(number(kept));
  }

  private static Number number(String text) {
    return text.matches("-?\\d+") ? (Number) Long.valueOf(text) : (Number) Double.valueOf(text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--tls-cert a.pem --tls-key b.pem | need --tls-ca",
        "--tls-cert a.pem                 | need --tls-ca",
        "--tls-key b.pem                  | need --tls-ca",
        "--tls-ca a.pem --tls-key b.pem   | go together",
        "--timeout 0                      | must be at least 1 second, was 0",
        "--timeout -1                     | must be at least 1 second, was -1"
      })
  void nothingIsSentWithOptionsThatDoNotFit(String options, String said) {
    String command = "send --server " + tcp() + " --service quiet " + options;

    Said answer = tocsin(command.split(" +"));

    assertThat(answer.code()).isEqualTo(2);
    assertThat(answer.err()).contains(said).hasLineCount(1);
    assertThat(tocsin("query", "--server", tcp(), "service = \"quiet\"").out())
        .contains("0 events");
  }

  @Test
  void aForeignServerIsNoHub() throws Exception {
    com.sun.net.httpserver.HttpServer other =
        com.sun.net.httpserver.HttpServer.create(new java.net.InetSocketAddress("127.0.0.1", 0), 0);
    other.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          try (var body = exchange.getResponseBody()) {
            body.write("<html>hello</html>".getBytes(java.nio.charset.StandardCharsets.UTF_8));
          }
        });
    other.start();
    try {
      String address = "127.0.0.1:" + other.getAddress().getPort();
      for (String command : new String[] {"status", "reload"}) {
        Said said = tocsin(command, "--http", address);
        assertThat(said.code()).isEqualTo(1);
        assertThat(said.err())
            .isEqualToIgnoringNewLines("tocsin: what answers at http://" + address + " is no hub");
      }
    } finally {
      other.stop(0);
    }
  }

  @Test
  void anAddressOfIpv6IsAnAddress() throws Exception {
    Said said = tocsin("status", "--http", "[::1]:1");

    assertThat(said.code()).isEqualTo(1);
    assertThat(said.err()).startsWith("tocsin: no hub answers at http://[::1]:1").hasLineCount(1);
  }
}
