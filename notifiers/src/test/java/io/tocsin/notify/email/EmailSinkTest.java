package io.tocsin.notify.email;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.tocsin.notify.contract.FakeReceiver;
import io.tocsin.notify.contract.SinkContract;
import io.tocsin.sink.Delivery;
import io.tocsin.sink.Delivery.Verdict;
import io.tocsin.sink.Secret;
import io.tocsin.sink.Sink;
import io.tocsin.sink.SinkSettings;
import io.tocsin.testkit.ManualTime;
import jakarta.mail.MessagingException;
import jakarta.mail.URLName;
import jakarta.mail.internet.MimeMessage;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.eclipse.angus.mail.smtp.SMTPTransport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Behaviour of the email output towards servers that refuse, stall and die. */
final class EmailSinkTest extends SinkContract {

  private static final String PASSWORD = "pass-word-99";

  private static final TestCertificate CERTIFICATE = TestCertificate.create();

  private final FakeSmtp server = new FakeSmtp();

  @org.junit.jupiter.api.AfterEach
  void closeServer() {
    server.close();
  }

  @Override
  protected SinkSettings settings(int port) {
    SmtpServer withLogin =
        SmtpServer.of("127.0.0.1", port).withTls(Tls.NONE).withLogin("bob", Secret.of(PASSWORD));
    return EmailSettings.of("mail", withLogin, "tocsin@example.com", List.of("ops@example.com"));
  }

  @Override
  protected List<String> secrets() {
    return List.of(
        PASSWORD,
        Base64.getEncoder().encodeToString(PASSWORD.getBytes(StandardCharsets.UTF_8)),
        Base64.getEncoder()
            .encodeToString(("\0bob\0" + PASSWORD).getBytes(StandardCharsets.UTF_8)));
  }

  private Sink open(String... to) {
    return EmailSettings.of(
            "mail",
            SmtpServer.of("127.0.0.1", server.port()),
            "Tocsin <tocsin@example.com>",
            List.of(to))
        .open();
  }

  private Delivery attempt(Sink sink) throws Exception {
    return attempt(sink, message(), PLENTY);
  }

  @Test
  void handsOverOneMailForAMessage() throws Exception {
    try (Sink sink = open("a@x.org", "Bee <b@x.org>")) {
      assertThat(attempt(sink)).isEqualTo(Delivery.delivered());
    }

    assertThat(server.mails).hasSize(1);
    assertThat(server.mails.get(0)).contains("Subject: web1 disk / critical (0.95)\n");
    assertThat(server.commands)
        .contains("MAIL FROM:<tocsin@example.com>", "RCPT TO:<a@x.org>", "RCPT TO:<b@x.org>");
  }

  @ParameterizedTest(name = "{0}: {1} is {2}, {3}")
  @CsvSource({
    "MAIL, 451 busy, RETRYABLE, SMTP 451",
    "MAIL, 550 no, REJECTED, SMTP 550",
    "MAIL, 530 login first, RETRYABLE, 'the server refuses the login: SMTP 530'",
    "DATA, 452 full, RETRYABLE, SMTP 452",
    "DATA, 554 spam, REJECTED, SMTP 554",
    "., 451 later, RETRYABLE, SMTP 451",
    "., 499 later, RETRYABLE, SMTP 499",
    "., 500 what, REJECTED, SMTP 500",
    "., 552 too big, REJECTED, SMTP 552",
    "RCPT, 450 greylisted, RETRYABLE, SMTP 450",
    "RCPT, 421 too many, RETRYABLE, SMTP 421"
  })
  void judgesByTheAnswer(String command, String answer, Verdict verdict, String reason)
      throws Exception {
    server.answer(command, answer);
    try (Sink sink = open("a@x.org")) {
      Delivery delivery = attempt(sink);

      assertThat(delivery.verdict()).isEqualTo(verdict);
      assertThat(delivery.reason()).isEqualTo(reason);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"550 unknown", "551 moved", "553 bad", "555 odd"})
  void givesUpARecipientWhoIsRefused(String answer) throws Exception {
    server.answer("RCPT", answer);
    try (Sink sink = open("a@x.org")) {
      assertThat(attempt(sink))
          .isEqualTo(
              Delivery.rejected(
                  "the server refuses a@x.org (SMTP "
                      + answer.substring(0, 3)
                      + "); 0 others have it"));
    }
    assertThat(server.mails).isEmpty();
  }

  @Test
  void writesToTheOthersAndSaysWhoWasRefused() throws Exception {
    server.answer("RCPT TO:<bad@", "550 unknown");
    try (Sink sink = open("a@x.org", "bad@x.org", "c@x.org")) {
      assertThat(attempt(sink))
          .isEqualTo(
              Delivery.rejected("the server refuses bad@x.org (SMTP 550); 2 others have it"));
    }

    assertThat(server.mails).hasSize(1);
  }

  @Test
  void writesAgainOnlyToThoseWhoAreToBeTriedAgain() throws Exception {
    server.answer("RCPT TO:<grey@", "450 later").answer("RCPT TO:<bad@", "550 unknown");
    try (Sink sink = open("a@x.org", "grey@x.org", "bad@x.org")) {
      assertThat(attempt(sink).verdict()).isEqualTo(Verdict.RETRYABLE);
      server.commands.clear();
      server.answer("RCPT TO:<grey@", "250 welcome");

      assertThat(attempt(sink))
          .isEqualTo(
              Delivery.rejected("the server refuses bad@x.org (SMTP 550); 2 others have it"));
      assertThat(server.commands.stream().filter(line -> line.startsWith("RCPT")))
          .containsExactly("RCPT TO:<grey@x.org>");

      server.commands.clear();
      attempt(sink);
      assertThat(server.commands.stream().filter(line -> line.startsWith("RCPT"))).hasSize(3);
    }
  }

  @Test
  void startsAfreshWithAnotherMessage() throws Exception {
    server.answer("RCPT TO:<grey@", "450 later");
    try (Sink sink = open("a@x.org", "grey@x.org")) {
      attempt(sink);
      server.commands.clear();

      attempt(sink, List.of(message().get(0).withMetric(1)), PLENTY);

      assertThat(server.commands).contains("RCPT TO:<a@x.org>");
    }
  }

  @Test
  void isTheSameMailAtEachAttempt() throws Exception {
    server.answer(".", "");
    try (Sink sink = open("a@x.org")) {
      assertThat(attempt(sink).verdict()).isEqualTo(Verdict.RETRYABLE);
      assertThat(attempt(sink).verdict()).isEqualTo(Verdict.RETRYABLE);
    }

    List<String> ids = headers("Message-ID:");
    assertThat(ids).hasSize(2);
    assertThat(ids.get(0)).isEqualTo(ids.get(1)).matches("Message-ID: <\\S+\\.tocsin@example.com>");
  }

  private List<String> headers(String name) {
    return server.mails.stream()
        .flatMap(String::lines)
        .filter(line -> line.startsWith(name))
        .toList();
  }

  private EmailSettings toOne() {
    return EmailSettings.of(
        "mail",
        SmtpServer.of("127.0.0.1", server.port()).withTls(Tls.NONE),
        "tocsin@example.com",
        List.of("a@x.org"));
  }

  @Test
  void keepsTheDateOfTheFirstAttemptUntilTheMessageIsSettled() throws Exception {
    ManualTime time = new ManualTime();
    server.answer(".", "451 later");
    try (Sink sink = new EmailSink(toOne(), time)) {
      attempt(sink);
      time.advance(Duration.ofHours(1));
      server.answer(".", "250 ok");
      attempt(sink);
      attempt(sink);
    }

    List<String> dates = headers("Date:");
    assertThat(dates).hasSize(3);
    assertThat(dates.get(1)).isEqualTo(dates.get(0)).isNotEqualTo(dates.get(2));
  }

  @Test
  void hasSentAMailThatWasTakenWhateverHappensAtTheFarewell() throws Exception {
    boolean[] closed = {false};
    try (SmtpDialogue dialogue =
        new SmtpDialogue(toOne().server(), "tocsin@example.com", Duration.ofSeconds(5))) {
      SMTPTransport reset =
          new SMTPTransport(dialogue.session(), new URLName("smtp", null, -1, null, null, null)) {
            @Override
            public synchronized void close() throws MessagingException {
              super.close();
              closed[0] = true;
              throw new MessagingException("Connection reset");
            }
          };
      MimeMessage mail =
          new EmailMessage(toOne()).of(message(), "key", Instant.EPOCH, dialogue.session());

      dialogue.send(reset, mail, mail.getAllRecipients());
    }

    assertThat(closed[0]).isTrue();
    assertThat(server.mails).hasSize(1);
  }

  @Test
  void triesAllAddressesOfAName() throws Exception {
    InetAddress dead = InetAddress.getByAddress(new byte[] {127, 0, 0, 2});
    InetAddress alive = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    Duration plenty = Duration.ofSeconds(10);
    try (SmtpDialogue dialogue = new SmtpDialogue(toOne().server(), "t@x.org", plenty)) {
      dialogue.connectToAny(new InetAddress[] {dead, alive});

      assertThatIOException()
          .isThrownBy(() -> dialogue.connectToAny(new InetAddress[] {dead, dead}));
      dialogue.close();
      assertThatIOException().isThrownBy(() -> dialogue.connectToAny(new InetAddress[] {alive}));
    }
  }

  @Test
  void triesALoginAgainThatIsRefusedEvenIfTheAnswerQuotesThePassword() throws Exception {
    server
        .answer("EHLO", "250-fake\r\n250 AUTH PLAIN LOGIN")
        .answer("AUTH", "535 wrong password " + PASSWORD);

    Delivery delivery = attempt(settings(server.port()), PLENTY);

    assertThat(delivery.verdict()).isEqualTo(Verdict.RETRYABLE);
    assertThat(delivery.reason()).startsWith("the server refuses the login");
    assertThat(server.mails).isEmpty();
  }

  @Test
  void sendsNothingUnencryptedWhenEncryptionIsRequired() throws Exception {
    SmtpServer strict =
        SmtpServer.of("127.0.0.1", server.port())
            .withTls(Tls.REQUIRED)
            .withLogin("bob", Secret.of(PASSWORD));

    Delivery delivery =
        attempt(EmailSettings.of("mail", strict, "t@x.org", List.of("a@x.org")), PLENTY);

    assertThat(delivery.verdict()).isEqualTo(Verdict.RETRYABLE);
    assertThat(delivery.reason()).startsWith("the server does not offer STARTTLS");
    assertThat(server.commands).noneMatch(line -> line.startsWith("AUTH"));
    assertThat(server.mails).isEmpty();
  }

  private Delivery attemptEncrypted(SmtpServer to) throws Exception {
    server.encrypting(CERTIFICATE.serverContext());
    return attempt(EmailSettings.of("mail", to, "t@x.org", List.of("a@x.org")), PLENTY);
  }

  @Test
  void logsInOnlyAfterStarttlsWithAServerItTrusts() throws Exception {
    SmtpServer strict =
        SmtpServer.parse("smtp://bob@localhost:" + server.port(), Secret.of(PASSWORD))
            .withCa(CERTIFICATE.pem());

    assertThat(attemptEncrypted(strict)).isEqualTo(Delivery.delivered());

    assertThat(server.commands.stream().map(line -> line.split(" ")[0]))
        .startsWith("EHLO", "STARTTLS", "(encrypted)", "EHLO", "AUTH", "MAIL");
    assertThat(server.mails).hasSize(1);
  }

  @ParameterizedTest(name = "{0}, trusted: {1}")
  @CsvSource({"localhost, false", "127.0.0.1, true"})
  void doesNotLogInAfterStarttlsWithAServerItDoesNotTrust(String host, boolean trusted)
      throws Exception {
    SmtpServer strict =
        SmtpServer.parse("smtp://bob@" + host + ":" + server.port(), Secret.of(PASSWORD));

    Delivery delivery = attemptEncrypted(trusted ? strict.withCa(CERTIFICATE.pem()) : strict);

    assertThat(delivery.verdict()).isEqualTo(Verdict.RETRYABLE);
    assertThat(delivery.reason()).contains("SSLHandshakeException");
    assertThat(server.commands).noneMatch(line -> line.startsWith("AUTH"));
  }

  @Test
  void encryptsWithoutTrustWhenEncryptionIsOptional() throws Exception {
    Delivery delivery = attemptEncrypted(SmtpServer.of("127.0.0.1", server.port()));

    assertThat(delivery).isEqualTo(Delivery.delivered());
    assertThat(server.commands).contains("(encrypted)");
  }

  @Test
  void tellsTheAnswerOfAServerThatDoesNotWantToTalk() throws Exception {
    try (FakeReceiver receiver = FakeReceiver.saying("554 go away\r\n")) {
      assertThat(attempt(settings(receiver.port()), PLENTY))
          .isEqualTo(Delivery.retryable("the server answers 554"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "22", "220 hel", "554 go away\r\n", "garbage\r\n"})
  void triesAgainWhenTheServerDiesWhileItGreets(String beginning) throws Exception {
    try (FakeReceiver receiver = FakeReceiver.saying(beginning)) {
      assertThat(attempt(settings(receiver.port()), PLENTY).verdict()).isEqualTo(Verdict.RETRYABLE);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"EHLO", "MAIL", "RCPT", "DATA", "."})
  void triesAgainWhenTheServerDiesInTheMiddle(String command) throws Exception {
    server.answer(command, "").answer("HELO", "");
    try (Sink sink = open("a@x.org")) {
      assertThat(attempt(sink).verdict()).isEqualTo(Verdict.RETRYABLE);
    }
  }

  @Test
  @SuppressWarnings("try")
  void isEndedByACloseFromAnotherThreadWhenTheServerDrips() throws Exception {
    try (FakeReceiver receiver = FakeReceiver.dripping("220 ");
        Sink sink = settings(receiver.port()).open()) {
      Thread closer =
          new Thread(
              () -> {
                while (receiver.connections() == 0) {
                  Thread.onSpinWait();
                }
                sink.close();
              });
      closer.start();

      Delivery delivery = attempt(sink, message(), Duration.ofSeconds(50));

      assertThat(delivery.verdict()).isEqualTo(Verdict.RETRYABLE);
      closer.join();
    }
  }
}
