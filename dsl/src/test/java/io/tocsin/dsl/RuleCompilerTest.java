package io.tocsin.dsl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.dsl.ServerSettings.Kind;
import io.tocsin.dsl.ServerSettings.Listener;
import io.tocsin.stream.partition.LaneKey;
import io.tocsin.transport.TlsSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a compiled set of rules holds, and what running it needs. */
final class RuleCompilerTest {

  @TempDir private Path directory;

  private Path file(String text) throws Exception {
    return Files.writeString(directory.resolve("rules.groovy"), text);
  }

  @Test
  void readsTheServerBlock() throws Exception {
    Path file =
        file(
            """
            server {
              tcp port: 5555, host: '0.0.0.0', maxFrame: 1.MB, tls: [cert: 'c.pem', key: 'k.pem'],
                  maxConnections: 5, idleTimeout: 1.minute, ack: 'processed'
              udp port: 5555
              http port: 0
              graphite port: 2003
              dataDir 'data'
              vitals every: 5.seconds
              limits maxSkew: 1.second, indexEntries: 7
              lanes 64, by: 'attr:zone'
            }
            """);

    try (RuleSet rules = RuleCompiler.forChecking().compile(file)) {
      ServerSettings server = rules.server();
      Listener tcp = server.listeners().get(0);
      assertThat(server.listeners())
          .extracting(Listener::kind)
          .containsExactly(Kind.TCP, Kind.UDP, Kind.HTTP, Kind.GRAPHITE);
      assertThat(tcp.maxFrame()).isEqualTo(1 << 20);
      assertThat(tcp.tls())
          .isEqualTo(
              new ServerSettings.Tls(
                  directory.resolve("c.pem").toString(),
                  directory.resolve("k.pem").toString(),
                  null,
                  TlsSettings.PROTOCOLS));
      assertThat(tcp.maxConnections()).isEqualTo(5);
      assertThat(tcp.idleTimeout()).isEqualTo(Duration.ofMinutes(1));
      assertThat(server.listeners().get(1).host()).isEqualTo("127.0.0.1");
      assertThat(server.dataDir()).isEqualTo("data");
      assertThat(server.vitals()).isEqualTo(Duration.ofSeconds(5));
      assertThat(server.maxSkew()).isEqualTo(Duration.ofSeconds(1));
      assertThat(server.indexEntries()).isEqualTo(7);
      assertThat(server.lanes()).isEqualTo(new ServerSettings.Lanes(64, LaneKey.of("zone")));
    }
  }

  @ParameterizedTest
  @CsvSource({"'', 0", "lanes 1, 0", "lanes 2, 2", "'lanes 1, by: \"service\"', 0"})
  void lanesAreByHostAndNoneBesidesTheMergeLaneUnlessThereAreSeveral(String said, int besides)
      throws Exception {
    try (RuleSet rules = RuleCompiler.forChecking().compile(file("server { " + said + " }\n"))) {
      assertThat(rules.server().lanes().besidesMerge()).isEqualTo(besides);
    }
  }

  @Test
  void needsAllSecretsToRunAndTellsOfThoseMissing() throws Exception {
    Path file =
        file(
            """
            def a = slack(webhook: secret('CHAT'))
            def b = webhook(url: secret('HOOK'), hmac: secret('KEY'))
            streams { sendTo a, b }
            """);
    Map<String, String> environment = Map.of("HOOK", "https://example.com/hush");

    assertThatThrownBy(() -> RuleCompiler.forRunning(environment).compile(file))
        .isInstanceOf(RuleException.class)
        .hasMessageContaining(":1:24: the secret 'CHAT' is not set")
        .hasMessageContaining(":2:44: the secret 'KEY' is not set")
        .hasMessageContaining("CHAT_FILE")
        .hasMessageNotContaining("hush");
  }

  @Test
  void readsSecretsOfTheEnvironmentAndOfFilesAndNeverShowsThem() throws Exception {
    Path secret = Files.writeString(directory.resolve("key"), "https://example.com/hushed\n");
    Path file =
        file(
            """
            def a = slack(webhook: secret('CHAT'))
            def b = webhook(url: secret('HOOK'), headers: ['X-Token': secret('TOKEN')])
            streams { sendTo a, b }
            """);
    Map<String, String> environment =
        Map.of("CHAT_FILE", secret.toString(), "HOOK", "https://example.com/hush", "TOKEN", "hush");

    try (RuleSet rules = RuleCompiler.forRunning(environment).compile(file)) {
      assertThat(rules.outputs()).hasSize(2);
      assertThat(rules.toString()).doesNotContain("hush");
    }
  }

  @Test
  void namesOutputsByTheirKindAndACountOrAsTheUserSays() throws Exception {
    Path file =
        file(
            """
            def a = console()
            def b = console(format: 'json')
            def c = console(name: 'mine')
            streams { sendTo a, b, c }
            """);

    try (RuleSet rules = RuleCompiler.forChecking().compile(file)) {
      assertThat(rules.outputs())
          .extracting(o -> o.name())
          .containsExactly("console", "console-2", "mine");
      assertThat(rules.warnings()).isEmpty();
      assertThat(rules.files()).containsExactly(file.toAbsolutePath());
    }
  }

  @Test
  void compilesAnEmptyFile() throws Exception {
    try (RuleSet rules = RuleCompiler.forChecking().compile(file(""))) {
      assertThat(rules.streams()).isEmpty();
      assertThat(rules.tests()).isEmpty();
    }
  }

  @Test
  void ordersProblemsByFileLineAndColumn() throws Exception {
    Path file = file("streams {\n  b()\n  a(); c()\n}\nx = 1\n");

    assertThatThrownBy(() -> RuleCompiler.forChecking().compile(file))
        .isInstanceOfSatisfying(
            RuleException.class,
            e ->
                assertThat(e.problems())
                    .extracting(p -> p.place().line() + ":" + p.place().column())
                    .containsExactly("2:3", "3:3", "3:8", "5:1"));
  }
}
