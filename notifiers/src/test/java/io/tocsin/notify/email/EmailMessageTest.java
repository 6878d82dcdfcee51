package io.tocsin.notify.email;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.event.Event;
import io.tocsin.sink.OutboxSettings;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.Collections;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Behaviour of {@link EmailMessage}, read back as a mail program would. */
final class EmailMessageTest {

  private static final Session SESSION = Session.getInstance(new Properties());

  private static MimeMessage mail(SubjectRule subject, List<Event> events) throws Exception {
    EmailSettings settings =
        new EmailSettings(
            "mail",
            SmtpServer.of("localhost", 25),
            "Täxt <tocsin@example.com>",
            List.of("a@x.org"),
            List.of("b@x.org"),
            subject,
            OutboxSettings.MESSAGES);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    new EmailMessage(settings).of(events, "key", Instant.EPOCH, SESSION).writeTo(bytes);
    return new MimeMessage(SESSION, new ByteArrayInputStream(bytes.toByteArray()));
  }

  private static MimeMessage mail(List<Event> events) throws Exception {
    return mail(SubjectRule.headline(), events);
  }

  private static MimeMessage mail(Map<String, ?> fields) throws Exception {
    return mail(List.of(Event.of(fields)));
  }

  private static String part(MimeMessage mail, int index) throws Exception {
    return (String) ((MimeMultipart) mail.getContent()).getBodyPart(index).getContent();
  }

  private static String header(MimeMessage mail, String name) throws Exception {
    String[] values = mail.getHeader(name);
    assertThat(values).as(name).hasSize(1);
    return values[0];
  }

  @Test
  void isPlainTextAndHtmlInUnicode() throws Exception {
    MimeMessage mail =
        mail(Map.of("host", "wéb", "state", "critical", "description", "ü <b> & 世界 😀"));

    assertThat(mail.getSubject()).isEqualTo("wéb critical");
    assertThat(mail.getContentType()).startsWith("multipart/alternative");
    assertThat(part(mail, 0)).contains("wéb critical").contains("ü <b> & 世界 😀");
    assertThat(part(mail, 1))
        .contains("ü &lt;b&gt; &amp; 世界 😀")
        .contains(EmailHtml.colour("critical"))
        .doesNotContain("<b>ü");
    assertThat(mail.getFrom()[0]).hasToString("=?UTF-8?Q?T=C3=A4xt?= <tocsin@example.com>");
    assertThat(mail.getAllRecipients()).hasSize(2);
    assertThat(mail.getSentDate()).isEqualTo(Date.from(Instant.EPOCH));
  }

  @Test
  void saysThatAMachineWroteItAndAboutWhat() throws Exception {
    MimeMessage mail = mail(Map.of("host", "h", "service", "s", "state", "ok"));

    assertThat(header(mail, "Auto-Submitted")).isEqualTo("auto-generated");
    assertThat(header(mail, "X-Tocsin-Host")).isEqualTo("h");
    assertThat(header(mail, "X-Tocsin-Service")).isEqualTo("s");
    assertThat(header(mail, "X-Tocsin-State")).isEqualTo("ok");
    assertThat(header(mail, "X-Tocsin-Events")).isEqualTo("1");
    assertThat(header(mail, "Message-ID")).isEqualTo("<key.tocsin@example.com>");
  }

  @Test
  void letsNoEventAddAHeaderOrALine() throws Exception {
    String evil = "x\r\nBcc: victim@x.org\r\n\r\nbody\n.\nRSET";

    MimeMessage mail = mail(Map.of("host", evil, "service", evil, "state", evil, "tags", evil));

    assertThat(mail.getHeader("Bcc")).isNull();
    assertThat(mail.getSubject()).doesNotContain("\r").doesNotContain("\n").contains("Bcc: victim");
    assertThat(header(mail, "X-Tocsin-Host")).doesNotContain("\n");
    assertThat(mail.getContentType()).startsWith("multipart/alternative");
  }

  @Test
  void threadsMailsAboutTheSameThings() throws Exception {
    String first = header(mail(Map.of("host", "h", "service", "s", "state", "ok")), "References");
    MimeMessage again = mail(Map.of("host", "h", "service", "s", "state", "critical"));
    MimeMessage other = mail(Map.of("host", "h", "service", "other"));

    assertThat(header(again, "References")).isEqualTo(first);
    assertThat(header(again, "In-Reply-To")).isEqualTo(first);
    assertThat(header(other, "References")).isNotEqualTo(first);
    assertThat(first).matches("<[0-9a-f]{32}\\.thread\\.tocsin@example\\.com>");
  }

  @Test
  void threadsBatchesWhateverTheirOrder() throws Exception {
    Event a = Event.of(Map.of("host", "a"));
    Event b = Event.of(Map.of("host", "b"));

    assertThat(header(mail(List.of(a, b)), "References"))
        .isEqualTo(header(mail(List.of(b, a, a)), "References"))
        .isNotEqualTo(header(mail(List.of(a)), "References"));
  }

  @Test
  void namesNoHostWhenTheEventsDiffer() throws Exception {
    MimeMessage mail =
        mail(
            List.of(
                Event.of(Map.of("host", "a", "state", "ok")),
                Event.of(Map.of("host", "b", "state", "ok"))));

    assertThat(mail.getHeader("X-Tocsin-Host")).isNull();
    assertThat(header(mail, "X-Tocsin-State")).isEqualTo("ok");
    assertThat(mail.getSubject()).isEqualTo("on a, b: 2 ok");
  }

  @ParameterizedTest(name = "{0} characters: {1}")
  @CsvSource({"150, 150", "151, 150", "100000, 150"})
  void boundsTheSubject(int length, int expected) throws Exception {
    assertThat(mail(Map.of("host", "x".repeat(length))).getSubject()).hasSize(expected);
  }

  @Test
  void takesTheUsersSubjectUnlessItIsBlankOrFails() throws Exception {
    List<Event> events = List.of(Event.of(Map.of("host", "h", "state", "ok")));
    SubjectRule failing =
        all -> {
          throw new IllegalStateException("no");
        };

    assertThat(mail(SubjectRule.template("[{{state}}]\n{{host}}"), events).getSubject())
        .isEqualTo("[ok] h");
    assertThat(mail(all -> " ", events).getSubject()).isEqualTo("h ok");
    assertThat(mail(failing, events).getSubject()).isEqualTo("h ok");
    SubjectRule broken =
        all -> {
          throw new NoClassDefFoundError("made up");
        };
    assertThat(mail(broken, events).getSubject()).isEqualTo("h ok");
  }

  @Test
  void sumsUpABatchThatIsTooLongForAMail() throws Exception {
    MimeMessage mail = mail(Collections.nCopies(101, Event.of(Map.of("state", "ok"))));

    assertThat(part(mail, 0)).endsWith("and 1 more: 1 ok\n");
    assertThat(part(mail, 1)).contains("<p>and 1 more: 1 ok</p>");
    assertThat(header(mail, "X-Tocsin-Events")).isEqualTo("101");
  }
}
