package io.tocsin.notify.email;

import io.tocsin.event.Event;
import io.tocsin.notify.text.Cut;
import io.tocsin.notify.text.EventText;
import io.tocsin.notify.text.MessageKey;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.internet.MimeUtility;
import java.io.UnsupportedEncodingException;
import java.time.Instant;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Makes mails of messages. What an event says cannot add a header or a line to one. */
final class EmailMessage {

  static final int LONGEST_SUBJECT = 150;

  private static final int LONGEST_HEADER = 200;
  private static final int MOST_EVENTS = 100;
  private static final String UTF_8 = "UTF-8";

  private final EmailSettings settings;

  EmailMessage(EmailSettings settings) {
    this.settings = settings;
  }

  /** The mail for a message, written at that moment. */
  MimeMessage of(List<Event> events, String key, Instant written, Session session)
      throws MessagingException {
    MimeMessage mail = new Identified(session, "<" + key + ".tocsin@" + domain() + ">");
    mail.setFrom(EmailSettings.address("from", settings.from()));
    for (String to : settings.to()) {
      mail.addRecipient(RecipientType.TO, EmailSettings.address("to", to));
    }
    for (String cc : settings.cc()) {
      mail.addRecipient(RecipientType.CC, EmailSettings.address("cc", cc));
    }
    mail.setSubject(subject(events), UTF_8);
    mail.setSentDate(Date.from(written));
    String thread = "<" + threadKey(events) + ".thread.tocsin@" + domain() + ">";
    mail.setHeader("In-Reply-To", thread);
    mail.setHeader("References", thread);
    mail.setHeader("Auto-Submitted", "auto-generated");
    mail.setHeader("X-Tocsin-Sink", header(settings.name()));
    mail.setHeader("X-Tocsin-Events", Integer.toString(events.size()));
    common(mail, "X-Tocsin-Host", events, Event::getHost);
    common(mail, "X-Tocsin-Service", events, Event::getService);
    common(mail, "X-Tocsin-State", events, Event::getState);
    mail.setContent(alternatives(events));
    mail.saveChanges();
    return mail;
  }

  private static MimeMultipart alternatives(List<Event> events) throws MessagingException {
    MimeBodyPart text = new MimeBodyPart();
    text.setText(EventText.body(events, MOST_EVENTS), UTF_8);
    MimeBodyPart html = new MimeBodyPart();
    html.setContent(EmailHtml.of(events, MOST_EVENTS), "text/html; charset=UTF-8");
    return new MimeMultipart("alternative", text, html);
  }

  private String subject(List<Event> events) {
    String subject;
    try {
      subject = Cut.toOneLine(settings.subject().subject(events));
    } catch (Exception | AssertionError | StackOverflowError | LinkageError e) {
      // A user's function that fails must not keep the mail from going out.
      subject = "";
    }
    return Cut.to(LONGEST_SUBJECT, subject.isEmpty() ? EventText.headline(events) : subject);
  }

  /** A header that filters can go by, when all events agree on its value. */
  private static void common(
      MimeMessage mail, String name, List<Event> events, Function<Event, @Nullable String> field)
      throws MessagingException {
    Set<@Nullable String> values = new HashSet<>();
    events.forEach(event -> values.add(field.apply(event)));
    String value = values.size() == 1 ? values.iterator().next() : null;
    if (value != null && !value.isBlank()) {
      mail.setHeader(name, header(value));
    }
  }

  private static String header(String value) {
    try {
      return MimeUtility.encodeText(Cut.to(LONGEST_HEADER, Cut.toOneLine(value)), UTF_8, null);
    } catch (UnsupportedEncodingException e) {
      throw new IllegalStateException("every Java has UTF-8", e);
    }
  }

  /** The same for messages about the same hosts and services, whatever their states. */
  private String threadKey(List<Event> events) {
    Set<String> about = new TreeSet<>();
    events.forEach(event -> about.add(event.getHost() + "\u0000" + event.getService()));
    return MessageKey.of(settings.name() + "\u0000" + String.join("\u0000\u0000", about));
  }

  private String domain() {
    String address = EmailSettings.address("from", settings.from()).getAddress();
    return address.substring(address.lastIndexOf('@') + 1).replaceAll("[^A-Za-z0-9.-]", "-");
  }

  /** A mail that keeps the identity it is given. */
  private static final class Identified extends MimeMessage {
    private final String id;

    Identified(Session session, String id) {
      super(session);
      this.id = id;
    }

    @Override
    protected void updateMessageID() throws MessagingException {
      setHeader("Message-ID", id);
    }
  }
}
