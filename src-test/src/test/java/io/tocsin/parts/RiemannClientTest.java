package io.tocsin.parts;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.event.Event;
import io.tocsin.fixture.Await;
import io.tocsin.fixture.ChildProcess;
import io.tocsin.fixture.HubProcess;
import io.tocsin.fixture.Packages;
import io.tocsin.fixture.Pems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Debian's {@code riemann-client}, unmodified, against the program. */
final class RiemannClientTest {

  private static final Duration SOON = Duration.ofSeconds(20);

  @TempDir static Path folder;
  private static HubProcess hub;
  private static HubProcess mutual;
  private static HubProcess older;

  @BeforeAll
  static void start() throws Exception {
    Packages.require("riemann-c-client", "openssl");
    Pems.create(folder).issue("server").issue("client").issueOnCurve("curve");
    Pems.create(Files.createDirectory(folder.resolve("strange"))).issue("stranger");
    Path rules = folder.resolve("rules.groovy");
    Files.writeString(
        rules,
        """
        server {
          tcp port: 0
          tcp port: 0, host: '127.0.0.1', tls: [cert: 'server.crt', key: 'server.key']
          udp port: 0
        }
        streams { index() }
        """);
    hub = HubProcess.start(rules);
    Path mutualRules = folder.resolve("mutual.groovy");
    Files.writeString(
        mutualRules,
        """
        server {
          tcp port: 0
          tcp port: 0, tls: [cert: 'server.crt', key: 'server.key', clientCa: 'ca.crt']
        }
        streams { index() }
        """);
    mutual = HubProcess.start(mutualRules);
    Path olderRules = folder.resolve("older.groovy");
    Files.writeString(
        olderRules,
        Files.readString(mutualRules).replace("'ca.crt'", "'ca.crt', protocols: ['TLSv1.2']"));
    older = HubProcess.start(olderRules);
  }

  @AfterAll
  static void stop() {
    if (hub != null) {
      hub.close();
    }
    if (mutual != null) {
      mutual.close();
    }
    if (older != null) {
      older.close();
    }
  }

  private static int call(List<String> said, String... arguments) throws Exception {
    List<String> line = new ArrayList<>(List.of("/usr/bin/riemann-client"));
    line.addAll(List.of(arguments));
    try (ChildProcess client = ChildProcess.start(folder, Map.of(), line)) {
      int code = client.waitFor(SOON);
      said.add(client.out() + client.err());
      return code;
    }
  }

  private static String done(String... arguments) throws Exception {
    List<String> said = new ArrayList<>();
    assertThat(call(said, arguments)).as("exit code; it said: %s", said).isZero();
    return said.get(0);
  }

  private static String port(int port) {
    return Integer.toString(port);
  }

  @Test
  void sendsEveryFieldOverTcp() throws Exception {
    done(
        "send",
        "-T",
        "-s",
        "ok",
        "-S",
        "svc",
        "-h",
        "h1",
        "-D",
        "a text",
        "-a",
        "k=v",
        "-t",
        "t1",
        "-t",
        "t2",
        "-d",
        "3.5",
        "-L",
        "60",
        "127.0.0.1",
        port(hub.port("tcp")));

    Event event = only(hub.query("service = \"svc\""));
    assertThat(event.getHost()).isEqualTo("h1");
    assertThat(event.getState()).isEqualTo("ok");
    assertThat(event.getDescription()).isEqualTo("a text");
    assertThat(event.getTags()).containsExactly("t1", "t2");
    assertThat(event.getMetric()).isEqualTo(3.5);
    assertThat(event.ttlMicrosOr(0)).isEqualTo(60_000_000);
    assertThat(event.getAttributes())
        .containsEntry("k", "v")
        .containsEntry("x-client", "riemann-c-client");
    assertThat(Math.abs(event.timeMicrosOr(0) / 1000 - System.currentTimeMillis()))
        .as("the time the hub gave it")
        .isLessThan(60_000);
  }

  @Test
  void sendsExactLongsAndFloatsAsTheyAre() throws Exception {
    String tcp = port(hub.port("tcp"));

    done("send", "-S", "long", "-h", "m", "-i", "9007199254740993", "127.0.0.1", tcp);
    done("send", "-S", "float", "-h", "m", "-f", "0.1", "127.0.0.1", tcp);

    assertThat(only(hub.query("service = \"long\"")).getMetric()).isEqualTo(9007199254740993L);
    assertThat(only(hub.query("service = \"float\"")).getMetric()).isEqualTo((double) 0.1f);
  }

  @Test
  void queriesWhatWasSent() throws Exception {
    String tcp = port(hub.port("tcp"));
    done("send", "-S", "asked", "-h", "q1", "-s", "ok", "-i", "1", "127.0.0.1", tcp);
    done("send", "-S", "asked", "-h", "q2", "-s", "critical", "-i", "2", "127.0.0.1", tcp);

    String one = done("query", "service = \"asked\" and metric > 1", "127.0.0.1", tcp);
    String both = done("query", "--json", "service = \"asked\"", "127.0.0.1", tcp);

    assertThat(one).contains("q2").contains("critical").doesNotContain("q1");
    assertThat(both).contains("\"q1\"").contains("\"q2\"");
  }

  @Test
  void isToldWhereAQueryIsWrong() throws Exception {
    List<String> said = new ArrayList<>();

    int code = call(said, "query", "service = = \"x\"", "127.0.0.1", port(hub.port("tcp")));

    assertThat(code).isNotZero();
    assertThat(said.get(0)).contains("11");
  }

  @Test
  void sendsOverUdp() throws Exception {
    String udp = port(hub.port("udp"));

    done("send", "-U", "-s", "warning", "-S", "by udp", "-h", "u", "-i", "42", "127.0.0.1", udp);

    Await.that(
        SOON, () -> assertThat(only(hub.query("service = \"by udp\"")).getMetric()).isEqualTo(42L));
  }

  @Test
  void sendsAndQueriesOverTls() throws Exception {
    String tls = port(hub.tlsPort());

    done(with("send", "client", "-S", "by tls", "-h", "t", "127.0.0.1", tls));
    String said =
        done(
            "query",
            "service = \"by tls\"",
            "-G",
            "-o",
            "cafile=ca.crt",
            "-o",
            "certfile=client.crt",
            "-o",
            "keyfile=client.key",
            "127.0.0.1",
            tls);

    assertThat(only(hub.query("service = \"by tls\"")).getHost()).isEqualTo("t");
    assertThat(said).contains("by tls");
  }

  @Test
  void sendsOverTlsWithACertificateTheHubAsksFor() throws Exception {
    String tls = port(mutual.tlsPort());

    done(with("send", "curve", "-S", "known", "-h", "t", "127.0.0.1", tls));

    assertThat(mutual.query("service = \"known\"")).hasSize(1);
  }

  /** With TLS 1.3 and an RSA key, this client's library heeds what only older JDKs offer. */
  @Test
  void sendsWithAnRsaCertificateOverAnOlderTls() throws Exception {
    String tls = port(older.tlsPort());

    done(with("send", "client", "-S", "known", "-h", "t", "127.0.0.1", tls));

    assertThat(older.query("service = \"known\"")).hasSize(1);
  }

  @Test
  void isRefusedWithACertificateOfAnotherAuthority() throws Exception {
    List<String> said = new ArrayList<>();
    String tls = port(mutual.tlsPort());

    int code = call(said, with("send", "strange/stranger", "-S", "unknown", "127.0.0.1", tls));

    assertThat(code).as("it said: %s", said).isNotZero();
    assertThat(mutual.query("service = \"unknown\"")).isEmpty();
    Await.that(SOON, () -> assertThat(mutual.log()).contains("no TLS"));
  }

  /** The client always wants a certificate of its own; a hub that does not ask never sees it. */
  private static String[] with(String command, String certificate, String... more) {
    List<String> line = new ArrayList<>(List.of(command, "-G", "-o", "cafile=ca.crt"));
    line.addAll(List.of("-o", "certfile=" + certificate + ".crt"));
    line.addAll(List.of("-o", "keyfile=" + certificate + ".key"));
    line.addAll(List.of(more));
    return line.toArray(String[]::new);
  }

  private static Event only(List<Event> events) {
    assertThat(events).hasSize(1);
    return events.get(0);
  }
}
