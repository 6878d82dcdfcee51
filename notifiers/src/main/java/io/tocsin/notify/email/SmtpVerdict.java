package io.tocsin.notify.email;

import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import java.io.IOException;
import java.util.Set;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;

/**
 * What a failure of the mail library comes down to, in words that repeat nothing the server said:
 * an answer may quote what it was sent.
 *
 * @param permanent whether the server refuses the whole mail for good
 */
record SmtpVerdict(boolean permanent, String reason) {

  /** Answers that are about the login, which someone can put right. */
  private static final Set<Integer> LOGIN = Set.of(530, 534, 535, 538);

  static SmtpVerdict of(Exception failure) {
    int code = codeOf(failure);
    boolean login = failure instanceof AuthenticationFailedException || LOGIN.contains(code);
    String answer = code > 0 ? "SMTP " + code : "";
    if (login) {
      return new SmtpVerdict(false, ("the server refuses the login " + answer).strip());
    }
    if (code > 0) {
      return new SmtpVerdict(code / 100 == 5, answer);
    }
    return new SmtpVerdict(false, words(failure));
  }

  private static int codeOf(Exception failure) {
    for (Exception e = failure; e != null; e = next(e)) {
      int code = ownCode(e);
      if (code / 100 == 4 || code / 100 == 5) {
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
    Throwable root = failure;
    for (Exception e = failure; e != null; e = next(e)) {
      root = e;
    }
    String kind = root.getClass().getSimpleName();
    return root instanceof IOException ? "no connection or answer: " + kind : kind;
  }
}
