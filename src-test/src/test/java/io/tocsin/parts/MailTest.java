package io.tocsin.parts;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.tocsin.event.Event;
import io.tocsin.fixture.Await;
import io.tocsin.fixture.HubProcess;
import io.tocsin.fixture.LocalHub;
import io.tocsin.fixture.MailServer;
import io.tocsin.fixture.Packages;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.Multipart;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Mails are received by real servers and taken apart. */
final class MailTest {

  private static final Duration SOON = Duration.ofSeconds(30);
  private static final Duration A_WHILE = Duration.ofSeconds(2);

  @TempDir Path folder;

  private static Event event(String host, String state, double metric) {
    return Event.builder()
        .host(host)
        .service("df-root")
        .state(state)
        .metric(metric)
        .description("ümläut & <b>not bold</b>")
        .attribute("rack", "R7")
        .build();
  }

  @Test
  void anEventIsOneMailWithTextAndHtml() throws Exception {
    Packages.require("python3-aiosmtpd");
    try (MailServer mail = MailServer.start(folder);
        HubProcess hub = HubProcess.start(rules(mail.port(), "sendTo people"))) {
      hub.send(event("web1", "critical", 0.97));

      Await.that(SOON, () -> assertThat(mail.mails()).hasSize(1));
      MimeMessage received = mail.mails().get(0);
      assertThat(received.getSubject()).isEqualTo("web1 df-root critical (0.97)");
      assertThat(received.getFrom()).containsExactly(new InternetAddress("tocsin@example.com"));
      assertThat(received.getRecipients(RecipientType.TO))
          .containsExactly(
              new InternetAddress("ops@example.com"), new InternetAddress("boss@example.com"));
      assertThat(received.getHeader("X-Tocsin-Host")).containsExactly("web1");
      assertThat(received.getHeader("Message-ID")).hasSize(1);
      assertThat(received.getHeader("References")).hasSize(1);
      assertThat(part(received, 0, "text/plain"))
          .contains("web1 df-root critical (0.97)")
          .contains("ümläut & <b>not bold</b>")
          .contains("rack: R7");
      assertThat(part(received, 1, "text/html"))
          .contains("ümläut &amp; &lt;b&gt;not bold&lt;/b&gt;")
          .contains("web1")
          .doesNotContain("<b>not bold");
    }
  }

  @Test
  void aBatchIsOneMail() throws Exception {
    Packages.require("python3-aiosmtpd");
    try (MailServer mail = MailServer.start(folder);
        HubProcess hub =
            HubProcess.start(rules(mail.port(), "batch(3, within: 1.hour) { sendTo people }"))) {
      hub.send(event("web1", "critical", 1));
      hub.send(event("web2", "critical", 2));
      hub.send(event("web3", "ok", 3));

      Await.that(SOON, () -> assertThat(mail.mails()).hasSize(1));
      MimeMessage received = mail.mails().get(0);
      assertThat(received.getSubject()).isEqualTo("df-root on web1, web2, web3: 2 critical, 1 ok");
      assertThat(received.getHeader("X-Tocsin-Events")).containsExactly("3");
      assertThat(part(received, 0, "text/plain")).contains("web1", "web2", "web3");
      Await.stays("one mail", A_WHILE, () -> mail.mails().size() == 1);
    }
  }

  @Test
  void aMailServerThatIsAwayGetsTheMailLater() throws Exception {
    Packages.require("python3-aiosmtpd");
    int port;
    try (MailServer mail = MailServer.start(folder)) {
      port = mail.port();
    }
    try (HubProcess hub = HubProcess.start(rules(port, "sendTo people"))) {
      hub.send(event("web1", "critical", 0.97));
      Await.until("a first attempt", SOON, () -> hub.log().contains("email"));

      try (MailServer mail = MailServer.startOn(folder, port)) {
        Await.that(SOON, () -> assertThat(mail.mails()).hasSize(1));
        Await.stays("one mail", A_WHILE, () -> mail.mails().size() == 1);
      }
    }
  }

  @Test
  void aServerThatWantsALoginGetsOne() throws Exception {
    GreenMail mail = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    mail.setUser("ops@example.com", "hub", "s3cret-word");
    mail.start();
    try {
      Path rules = folder.resolve("rules.groovy");
      Files.writeString(
          rules,
          """
          server { tcp port: 0 }
          def people = email(smtp: 'smtp://127.0.0.1:%d', username: 'hub', password: secret('SMTP_WORD'), starttls: 'none',
              from: 'tocsin@example.com', to: 'ops@example.com')
          streams { sendTo people }
          """
              .formatted(mail.getSmtp().getPort()));
      try (LocalHub hub = LocalHub.start(rules, Map.of("SMTP_WORD", "s3cret-word"))) {
        hub.send(event("web1", "critical", 0.97));

        assertThat(mail.waitForIncomingEmail(SOON.toMillis(), 1)).isTrue();
        assertThat(mail.getReceivedMessages()[0].getSubject())
            .isEqualTo("web1 df-root critical (0.97)");
        assertThat(hub.hub().report().toString()).doesNotContain("s3cret-word");
      }
    } finally {
      mail.stop();
    }
  }

  private Path rules(int port, String stream) throws Exception {
    return Files.writeString(
        folder.resolve("rules.groovy"),
        """
        server { tcp port: 0 }
        def people = email(smtp: 'smtp://127.0.0.1:%d', from: 'tocsin@example.com',
            to: ['ops@example.com', 'boss@example.com'])
        streams { %s }
        """
            .formatted(port, stream));
  }

  private static String part(MimeMessage mail, int at, String type) throws Exception {
    Multipart parts = (Multipart) mail.getContent();
    assertThat(parts.getContentType()).startsWith("multipart/alternative");
    assertThat(parts.getCount()).isEqualTo(2);
    assertThat(parts.getBodyPart(at).isMimeType(type)).as(type).isTrue();
    return List.of(parts.getBodyPart(at).getContent()).get(0).toString();
  }
}
