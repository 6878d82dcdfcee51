package io.tocsin.notify.email;

import static io.tocsin.notify.contract.Parcels.parcel;
import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.tocsin.event.Event;
import io.tocsin.sink.Delivery;
import io.tocsin.sink.Delivery.Verdict;
import io.tocsin.sink.Secret;
import io.tocsin.sink.Sink;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The email output with a real mail server: login and encryption. */
@Timeout(60)
final class EmailGreenMailTest {

  private static final Duration PLENTY = Duration.ofSeconds(20);
  private static final Secret PASSWORD = Secret.of("pass word");

  private static final TestCertificate CERTIFICATE = TestCertificate.create();

  static {
    // GreenMail reads these once, when it first encrypts.
    System.setProperty("greenmail.tls.keystore.file", CERTIFICATE.keyStore().toString());
    System.setProperty("greenmail.tls.keystore.password", TestCertificate.PASSWORD);
  }

  private final GreenMail greenMail =
      new GreenMail(
          new ServerSetup[] {
            new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP),
            new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTPS)
          });

  @BeforeEach
  void start() {
    greenMail.start();
    greenMail.setUser("ops@example.com", "bob", PASSWORD.reveal());
  }

  @AfterEach
  void stop() {
    greenMail.stop();
  }

  private int port() {
    return greenMail.getSmtp().getPort();
  }

  private int tlsPort() {
    return greenMail.getSmtps().getPort();
  }

  private Delivery send(SmtpServer server) throws Exception {
    EmailSettings settings =
        EmailSettings.of("mail", server, "tocsin@example.com", List.of("ops@example.com"));
    try (Sink sink = settings.open()) {
      return sink.deliver(parcel(List.of(Event.of(Map.of("host", "wéb", "state", "ok")))), PLENTY);
    }
  }

  private void assertReceived() throws Exception {
    assertThat(greenMail.waitForIncomingEmail(20_000, 1)).isTrue();
    assertThat(greenMail.getReceivedMessages()[0].getSubject()).isEqualTo("wéb ok");
  }

  @Test
  void deliversWithoutLogin() throws Exception {
    assertThat(send(SmtpServer.of("127.0.0.1", port()).withTls(Tls.NONE)))
        .isEqualTo(Delivery.delivered());

    assertReceived();
  }

  @Test
  void deliversWithLogin() throws Exception {
    SmtpServer server =
        SmtpServer.of("127.0.0.1", port()).withTls(Tls.NONE).withLogin("bob", PASSWORD);

    assertThat(send(server)).isEqualTo(Delivery.delivered());

    assertReceived();
  }

  @Test
  void triesAgainWithAWrongPassword() throws Exception {
    SmtpServer server =
        SmtpServer.of("127.0.0.1", port()).withTls(Tls.NONE).withLogin("bob", Secret.of("no"));

    Delivery delivery = send(server);

    assertThat(delivery.verdict()).isEqualTo(Verdict.RETRYABLE);
    assertThat(delivery.reason()).startsWith("the server refuses the login");
  }

  @Test
  void deliversEncryptedFromTheFirstByteToAServerItTrusts() throws Exception {
    SmtpServer server =
        SmtpServer.parse("smtps://bob@localhost:" + tlsPort(), PASSWORD).withCa(CERTIFICATE.pem());

    assertThat(send(server)).isEqualTo(Delivery.delivered());

    assertReceived();
  }

  @Test
  void checksTheServersNameAsWellAsItsCertificate() throws Exception {
    SmtpServer byAddress =
        SmtpServer.parse("smtps://bob@127.0.0.1:" + tlsPort(), PASSWORD).withCa(CERTIFICATE.pem());

    assertThat(send(byAddress).reason()).contains("SSLHandshakeException");
    assertThat(greenMail.getReceivedMessages()).isEmpty();
  }

  @Test
  void sendsNothingToAServerItDoesNotTrust() throws Exception {
    Delivery delivery = send(SmtpServer.parse("smtps://bob@localhost:" + tlsPort(), PASSWORD));

    assertThat(delivery.verdict()).isEqualTo(Verdict.RETRYABLE);
    assertThat(delivery.reason()).contains("SSLHandshakeException");
    assertThat(greenMail.getReceivedMessages()).isEmpty();
  }

  @Test
  void saysThatItCannotReadTheCertificates() throws Exception {
    SmtpServer odd = SmtpServer.of("127.0.0.1", port()).withCa(Path.of("/no/such.pem"));

    assertThat(send(odd))
        .isEqualTo(Delivery.retryable("no certificates can be read from /no/such.pem"));
  }
}
