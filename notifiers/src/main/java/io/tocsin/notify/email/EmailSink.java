package io.tocsin.notify.email;

import io.tocsin.notify.email.SmtpVerdict.Kind;
import io.tocsin.notify.text.MessageKey;
import io.tocsin.sink.Delivery;
import io.tocsin.sink.Parcel;
import io.tocsin.sink.Sink;
import io.tocsin.time.SystemTime;
import io.tocsin.time.TimeSource;
import jakarta.mail.Address;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The live half of {@link EmailSettings}: a connection for each attempt. Between the attempts of
 * one message it remembers who has got it.
 *
 * <p>When the connection breaks after the mail was handed over and before the server said yes,
 * nobody can know whether it was taken; it is sent again, as the same mail.
 */
final class EmailSink implements Sink {

  private final EmailSettings settings;
  private final EmailMessage message;
  private final Recipients recipients;
  private final String sender;
  private final TimeSource time;

  /** The message under way and when it was first written: each attempt sends the same mail. */
  private String writtenKey = "";

  private Instant written = Instant.EPOCH;
  private volatile @Nullable SmtpDialogue underWay;

  EmailSink(EmailSettings settings) {
    this(settings, new SystemTime());
  }

  EmailSink(EmailSettings settings, TimeSource time) {
    this.time = time;
    this.settings = settings;
    this.message = new EmailMessage(settings);
    this.sender = EmailSettings.address("from", settings.from()).getAddress();
    List<Address> all = new ArrayList<>();
    settings.to().forEach(to -> all.add(EmailSettings.address("to", to)));
    settings.cc().forEach(cc -> all.add(EmailSettings.address("cc", cc)));
    this.recipients = new Recipients(all);
  }

  @Override
  public Delivery deliver(Parcel parcel, Duration timeout) {
    String key = MessageKey.of(settings.name(), parcel.id());
    recipients.begin(key);
    Instant now = Instant.ofEpochMilli(time.nowMicros() / 1000);
    if (!key.equals(writtenKey)) {
      writtenKey = key;
      written = now;
    }
    try (SmtpDialogue dialogue = new SmtpDialogue(settings.server(), sender, timeout)) {
      underWay = dialogue;
      MimeMessage mail = message.of(parcel.events(), key, written, dialogue.session());
      dialogue.send(mail, recipients.left());
      return complete();
    } catch (SendFailedException e) {
      return partly(e);
    } catch (MessagingException | IOException e) {
      return outcome(SmtpVerdict.of(e));
    } finally {
      underWay = null;
    }
  }

  /** Some recipients have it, some never will, for some it may work later. */
  private Delivery partly(SendFailedException e) {
    SmtpVerdict verdict = SmtpVerdict.of(e);
    if (verdict.kind() == Kind.LOGIN) {
      return outcome(verdict);
    }
    recipients.done(orNone(e.getValidSentAddresses()));
    for (Address address : orNone(e.getInvalidAddresses())) {
      recipients.refused(address, SmtpVerdict.ofRecipient(address, e).reason());
    }
    return recipients.left().length == 0 ? complete() : outcome(SmtpVerdict.ofWholeMail(e));
  }

  /** Nobody is left to write to. */
  private Delivery complete() {
    String refusals = recipients.refusals();
    return settled(refusals.isEmpty() ? Delivery.delivered() : Delivery.rejected(refusals));
  }

  private Delivery outcome(SmtpVerdict verdict) {
    return verdict.kind() == Kind.PERMANENT
        ? settled(Delivery.rejected(verdict.reason()))
        : Delivery.retryable(verdict.reason());
  }

  private Delivery settled(Delivery delivery) {
    recipients.end();
    writtenKey = "";
    return delivery;
  }

  private static Address[] orNone(Address @Nullable [] addresses) {
    return addresses == null ? new Address[0] : addresses;
  }

  @Override
  public void close() {
    SmtpDialogue dialogue = underWay;
    if (dialogue != null) {
      dialogue.close();
    }
  }
}
