package io.tocsin.command;

import static io.tocsin.fixture.Commands.tocsin;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.dsl.ServerSettings.Kind;
import io.tocsin.fixture.Commands.Said;
import io.tocsin.fixture.LocalHub;
import io.tocsin.fixture.Pems;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands and hubs that speak TLS. */
final class CommandTlsTest {

  @TempDir private Path folder;

  private Path file(String name, String text) throws Exception {
    return Files.writeString(folder.resolve(name), text);
  }

  @Test
  void sendAndQuerySpeakTls() throws Exception {
    Pems pems = Pems.create(folder).issue("server").issue("client");
    Path rules =
        file(
            "tls.groovy",
            """
            server {
              tcp port: 0, tls: [cert: '%s', key: '%s', clientCa: '%s']
            }
            streams { index() }
            """
                .formatted(pems.certificate("server"), pems.key("server"), pems.ca()));
    try (LocalHub secure = LocalHub.start(rules)) {
      String at = "127.0.0.1:" + secure.port(Kind.TCP);
      String ca = pems.ca().toString();
      String cert = pems.certificate("client").toString();
      String key = pems.key("client").toString();

      Said sent =
          tocsin(
              "send",
              "--server",
              at,
              "--tls-ca",
              ca,
              "--tls-cert",
              cert,
              "--tls-key",
              key,
              "--service",
              "secret");
      Said asked =
          tocsin(
              "query",
              "--server",
              at,
              "--tls-ca",
              ca,
              "--tls-cert",
              cert,
              "--tls-key",
              key,
              "true");
      Said stranger = tocsin("query", "--server", at, "--tls-ca", ca, "true");
      Said plain = tocsin("query", "--server", at, "--timeout", "3", "true");

      assertThat(sent.code()).as(sent.err()).isZero();
      assertThat(asked.out()).contains("secret");
      assertThat(stranger.code()).isEqualTo(1);
      assertThat(plain.code()).isEqualTo(1);
      assertThat(plain.err())
          .contains(
              "tocsin: "
                  + at
                  + ": the server closed the connection; if it speaks TLS, give --tls-ca");
    }
  }

  @Test
  void whatSpeaksTlsIsPointedOutToThoseWhoAskWithout() throws Exception {
    Pems pems = Pems.create(folder).issue("server");
    Path rules =
        file(
            "https.groovy",
            "server { http port: 0, tls: [cert: '%s', key: '%s'] }\nstreams { index() }\n"
                .formatted(pems.certificate("server"), pems.key("server")));
    try (LocalHub secure = LocalHub.start(rules)) {
      String at = "127.0.0.1:" + secure.port(Kind.HTTP);
      for (String command : new String[] {"status", "reload", "tap"}) {
        Said said = tocsin(command, "--http", at);

        assertThat(said.code()).isEqualTo(1);
        assertThat(said.err())
            .contains(
                "tocsin: http://"
                    + at
                    + " gives no answer of HTTP; if it speaks TLS, give --tls-ca");
      }
    }
  }
}
