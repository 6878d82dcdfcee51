package io.tocsin.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.event.Event;
import io.tocsin.telemetry.Telemetry;
import io.tocsin.time.SystemTime;
import io.tocsin.transport.client.ClientSettings;
import io.tocsin.transport.client.ClientTls;
import io.tocsin.transport.client.RiemannClient;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Behaviour of {@link TcpListener} and {@link RiemannClient} with TLS. */
final class TlsTest {

  @TempDir static Path folder;
  private static PemFiles server;
  private static PemFiles friend;
  private static PemFiles stranger;

  private final LaneLoop loop = new LaneLoop(new SystemTime());
  private final FakeIngress ingress = new FakeIngress();
  private final Telemetry telemetry = new Telemetry();
  private @Nullable TcpListener listener;

  @BeforeAll
  static void makeCertificates() throws Exception {
    server = PemFiles.create(folder, "server", "RSA");
    friend = PemFiles.create(folder, "friend", "EC");
    stranger = PemFiles.create(folder, "stranger", "EC");
  }

  @AfterEach
  void close() {
    if (listener != null) {
      listener.close();
    }
    loop.close();
  }

  private TcpListener listen(@Nullable Path clientCa) throws IOException {
    TlsSettings tls = new TlsSettings(server.certificate(), server.key(), clientCa);
    listener = new TcpListener(TcpSettings.onPort(0).withTls(tls), loop, ingress, telemetry);
    listener.start();
    return listener;
  }

  private RiemannClient call(Path trusted, @Nullable PemFiles own) throws IOException {
    ClientTls tls =
        new ClientTls(
            trusted, own == null ? null : own.certificate(), own == null ? null : own.key());
    int port = listener.address().getPort();
    return RiemannClient.connect(ClientSettings.of("localhost", port).withTls(tls));
  }

  @Test
  void letsEveryoneInWhenOnlyTheServerShowsACertificate() throws Exception {
    listen(null);
    List<Event> large = Collections.nCopies(2000, Wires.event("x".repeat(500)));
    ingress.queries = query -> large;

    try (RiemannClient client = call(server.certificate(), null)) {
      client.send(List.of(Wires.event("a")));
      client.send(large);
      assertThat(client.query("q")).isEqualTo(large);
    }
    assertThat(ingress.next()).isEqualTo(Wires.event("a"));
  }

  @Test
  void letsAClientInWhoseCertificateItTrusts() throws Exception {
    listen(friend.certificate());

    try (RiemannClient client = call(server.certificate(), friend)) {
      client.send(List.of(Wires.event("a")));
    }
    assertThat(ingress.next()).isEqualTo(Wires.event("a"));
  }

  @ParameterizedTest
  @CsvSource({"TLSv1.3, TLSv1.3", "TLSv1.2, TLSv1.2", "TLSv1.3 TLSv1.2, TLSv1.3"})
  void speaksTheProtocolsItIsTold(String protocols, String spoken) throws Exception {
    Set<String> all = Set.of(protocols.split(" "));
    TlsSettings tls = new TlsSettings(server.certificate(), server.key(), null, all);
    listener = new TcpListener(TcpSettings.onPort(0).withTls(tls), loop, ingress, telemetry);
    listener.start();

    SSLContext context = TlsContexts.client(server.certificate(), null, null);
    try (SSLSocket socket =
        (SSLSocket)
            context.getSocketFactory().createSocket("localhost", listener.address().getPort())) {
      assertThat(socket.getSession().getProtocol()).isEqualTo(spoken);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "SSLv3", "TLSv1.2 TLSv1.1"})
  void speaksNoOtherProtocols(String protocols) {
    Set<String> all = protocols.isEmpty() ? Set.of() : Set.of(protocols.split(" "));

    assertThatThrownBy(() -> new TlsSettings(server.certificate(), server.key(), null, all))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("tls: protocols must be of [TLSv1.3, TLSv1.2], was ");
  }

  @ParameterizedTest
  @CsvSource({"true", "false"})
  void keepsOutAClientWithoutATrustedCertificate(boolean hasOne) throws Exception {
    listen(friend.certificate());

    assertThatThrownBy(
            () -> {
              // With TLS 1.3 a client learns only after its handshake that it was refused.
              try (RiemannClient client = call(server.certificate(), hasOne ? stranger : null)) {
                client.send(List.of(Wires.event("a")));
              }
            })
        .isInstanceOf(IOException.class);

    listener.close();
    assertThat(ingress.events).isEmpty();
    assertThat(telemetry.losses()).containsEntry("tls", 1L);
  }

  @Test
  void keepsOutAClientThatSpeaksNoTls() throws Exception {
    listen(null);

    try (Socket socket = Wires.connect(listener.address())) {
      Wires.send(socket, Wires.frame("a"));
      socket.shutdownOutput();
      socket.getInputStream().readAllBytes();
    }

    listener.close();
    assertThat(ingress.events).isEmpty();
    assertThat(telemetry.losses()).containsEntry("tls", 1L);
  }

  @Test
  void answersGarbageWithAnErrorAndEnds() throws Exception {
    listen(null);

    try (RiemannClient client = call(server.certificate(), null)) {
      assertThatThrownBy(() -> client.send(Collections.nCopies(200_001, Event.builder().build())))
          .isInstanceOf(IOException.class)
          .hasMessageEndingWith("answers: message has more than 200000 events");
      assertThatThrownBy(() -> client.send(List.of())).isInstanceOf(IOException.class);
    }
  }

  @Test
  void doesNotTrustAServerOfAnotherCertificate() throws Exception {
    listen(null);

    assertThatThrownBy(() -> call(stranger.certificate(), null))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("cannot connect to localhost:");
  }

  @Test
  void namesTheFileThatCannotBeUsed() throws Exception {
    Path missing = folder.resolve("missing.pem");
    Path text = Files.writeString(folder.resolve("text.pem"), "no key here");
    Path cut =
        Files.writeString(
            folder.resolve("cut.pem"),
            "-----BEGIN PRIVATE KEY-----\nc2VjcmV0\n-----END PRIVATE KEY-----\n");

    assertRefused(new TlsSettings(missing, server.key(), null), "tls: no such file: " + missing);
    assertRefused(
        new TlsSettings(server.certificate(), missing, null), "tls: no such file: " + missing);
    assertRefused(new TlsSettings(text, server.key(), null), "" + text);
    assertRefused(
        new TlsSettings(server.certificate(), text, null),
        "tls: not a PKCS#8 private key without password: " + text);
    assertRefused(
        new TlsSettings(server.certificate(), cut, null),
        "tls: not a PKCS#8 private key without password: " + cut);
    assertRefused(
        new TlsSettings(server.certificate(), stranger.key(), null),
        "tls: the key does not belong to the certificate: " + stranger.key());
    assertRefused(
        new TlsSettings(friend.certificate(), stranger.key(), null),
        "tls: the key does not belong to the certificate: " + stranger.key());
    assertRefused(
        new TlsSettings(server.certificate(), server.key(), missing),
        "tls: no such file: " + missing);
    assertRefused(
        new TlsSettings(server.certificate(), friend.key(), null),
        "tls: the key does not belong to the certificate: " + friend.key());
  }

  private void assertRefused(TlsSettings tls, String message) {
    TcpListener broken =
        new TcpListener(TcpSettings.onPort(0).withTls(tls), loop, ingress, telemetry);

    assertThatThrownBy(broken::start)
        .isInstanceOf(IOException.class)
        .hasMessageContaining(message)
        .hasMessageNotContaining("c2VjcmV0");
  }
}
