package io.tocsin.wire;

/** Says why bytes are no message, or a message cannot be bytes. The text is fit for the peer. */
public final class WireException extends Exception {

  public WireException(String message) {
    super(message);
  }

  WireException(String message, Throwable cause) {
    super(message, cause);
  }
}
