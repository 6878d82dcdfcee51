package io.tocsin.notify.email;

import io.tocsin.sink.OutboxSettings;
import io.tocsin.sink.Sink;
import io.tocsin.sink.SinkSettings;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.io.UnsupportedEncodingException;
import java.util.List;

/**
 * Messages as mail: one mail for each message, however many events it has, as plain text and HTML.
 *
 * <p>Mails about the same hosts and services form a thread. A mail is the same at each attempt,
 * down to its {@code Message-ID}, so that a mailbox can tell a repetition.
 *
 * <p>A refusal for good (SMTP 5xx) of all or some recipients counts as a loss, also when the others
 * have got it; recipients who have got it are not written to again when the rest is tried again. A
 * refused login is tried again: it is the configuration's fault, not the message's.
 *
 * @param name in {@code status} and logs
 * @param server that takes the mail
 * @param from the sender, {@code a@b.c} or {@code Name <a@b.c>}
 * @param to at least one recipient
 * @param cc further recipients
 * @param subject how the subject is made
 * @param outbox how messages wait
 */
public record EmailSettings(
    String name,
    SmtpServer server,
    String from,
    List<String> to,
    List<String> cc,
    SubjectRule subject,
    OutboxSettings outbox)
    implements SinkSettings {

  public EmailSettings {
    to = List.copyOf(to);
    cc = List.copyOf(cc);
    if (name.isBlank()) {
      throw new IllegalArgumentException("email: name must not be empty");
    }
    if (to.isEmpty()) {
      throw new IllegalArgumentException("email: nobody to write to; add to: ['ops@example.com']");
    }
    address("from", from);
    to.forEach(recipient -> address("to", recipient));
    cc.forEach(recipient -> address("cc", recipient));
  }

  /** With the headline as subject and an outbox for messages. */
  public static EmailSettings of(String name, SmtpServer server, String from, List<String> to) {
    return new EmailSettings(
        name, server, from, to, List.of(), SubjectRule.headline(), OutboxSettings.MESSAGES);
  }

  /**
   * One address, checked.
   *
   * @throws IllegalArgumentException if it is not exactly one
   */
  static InternetAddress address(String what, String text) {
    try {
      boolean oneLine = text.chars().noneMatch(Character::isISOControl);
      InternetAddress[] addresses = InternetAddress.parse(text, true);
      if (oneLine && addresses.length == 1 && addresses[0].getAddress().contains("@")) {
        addresses[0].validate();
        // Marks the name for encoding: as it was read it would go out as raw bytes.
        addresses[0].setPersonal(addresses[0].getPersonal(), "UTF-8");
        return addresses[0];
      }
    } catch (AddressException | UnsupportedEncodingException e) {
      // Said below in the words of the field.
    }
    throw new IllegalArgumentException(
        "email: "
            + what
            + " must be one address such as 'ops@example.com' or 'Ops <ops@example.com>', was '"
            + text.replaceAll("\\p{Cntrl}", "?")
            + "'");
  }

  @Override
  public String kind() {
    return "email";
  }

  @Override
  public String receiver() {
    return server.host()
        + ":"
        + server.port()
        + " "
        + String.join(",", to)
        + " "
        + String.join(",", cc);
  }

  @Override
  public Sink open() {
    return new EmailSink(this);
  }

  @Override
  public String toString() {
    return name;
  }
}
