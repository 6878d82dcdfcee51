package io.tocsin.notify.email;

import jakarta.mail.Address;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import java.io.IOException;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;

/**
 * What a failure of the mail library comes down to, in words that repeat nothing the server said:
 * an answer may quote what it was sent.
 *
 * @param kind whether it makes sense to try again
 */
record SmtpVerdict(Kind kind, String reason) {

  /** Whose fault it is. */
  enum Kind {
    /** The server refuses the mail for good. */
    PERMANENT,
    /** The server refuses the login, which someone can put right. */
    LOGIN,
    /** It may work later. */
    PASSING
  }

  /** How the library quotes an answer to a greeting or to STARTTLS, as of Angus Mail 2.0. */
  private static final Pattern ANSWER = Pattern.compile("(?:^|response: )([2-5]\\d\\d)\\b");

  private static final Set<Integer> ABOUT_LOGIN = Set.of(530, 534, 535, 538);

  /** The first refusal there is, of the mail or of a recipient. */
  static SmtpVerdict of(Exception failure) {
    int code = codeOf(failure);
    if (failure instanceof AuthenticationFailedException || ABOUT_LOGIN.contains(code)) {
      String answer = code > 0 ? ": SMTP " + code : "";
      return new SmtpVerdict(Kind.LOGIN, "the server refuses the login" + answer);
    }
    return code > 0 ? ofCode(code) : new SmtpVerdict(Kind.PASSING, words(failure));
  }

  /** As {@link #of}, where a refusal of single recipients says nothing about the others. */
  static SmtpVerdict ofWholeMail(Exception failure) {
    int code = ownCode(failure);
    return isRefusal(code) ? ofCode(code) : new SmtpVerdict(Kind.PASSING, of(failure).reason());
  }

  /** What the server said to one recipient. */
  static SmtpVerdict ofRecipient(Address recipient, Exception failure) {
    for (Exception e = failure; e != null; e = next(e)) {
      if (e instanceof SMTPAddressFailedException address
          && recipient.equals(address.getAddress())) {
        return ofCode(address.getReturnCode());
      }
    }
    return of(failure);
  }

  private static SmtpVerdict ofCode(int code) {
    return new SmtpVerdict(code / 100 == 5 ? Kind.PERMANENT : Kind.PASSING, "SMTP " + code);
  }

  private static boolean isRefusal(int code) {
    return code / 100 == 4 || code / 100 == 5;
  }

  private static int codeOf(Exception failure) {
    for (Exception e = failure; e != null; e = next(e)) {
      int code = ownCode(e);
      if (isRefusal(code)) {
        return code;
      }
    }
    return 0;
  }

  private static int ownCode(Exception e) {
    if (e instanceof SMTPSendFailedException sending) {
      return sending.getReturnCode();
    }
    if (e instanceof SMTPSenderFailedException sender) {
      return sender.getReturnCode();
    }
    return e instanceof SMTPAddressFailedException address ? address.getReturnCode() : 0;
  }

  private static Exception next(Exception e) {
    return e instanceof MessagingException messaging ? messaging.getNextException() : null;
  }

  private static String words(Exception failure) {
    String message = failure.getMessage();
    if (message != null && message.startsWith("STARTTLS is required")) {
      return "the server does not offer STARTTLS; with starttls: 'none' mail goes unencrypted";
    }
    if (failure instanceof TrustedCertificates.Unreadable) {
      return failure.getMessage();
    }
    Matcher answer = ANSWER.matcher(message == null ? "" : message);
    if (answer.find()) {
      return "the server answers " + answer.group(1);
    }
    Throwable root = failure;
    for (Exception e = failure; e != null; e = next(e)) {
      root = e;
    }
    String kind = root.getClass().getSimpleName();
    return root instanceof IOException ? "no connection or answer: " + kind : kind;
  }
}
