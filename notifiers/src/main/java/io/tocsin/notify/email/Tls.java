package io.tocsin.notify.email;

/** How the connection to a mail server is encrypted. */
public enum Tls {
  /** Not at all. A password goes over the wire as it is. */
  NONE,
  /**
   * With STARTTLS if the server offers it. Without a {@code ca} its certificate is not checked:
   * this keeps out listeners, not impostors.
   */
  OPTIONAL,
  /** With STARTTLS and a checked certificate, or the attempt fails. */
  REQUIRED,
  /** From the first byte, with a checked certificate: {@code smtps://}. */
  IMPLICIT
}
