package io.tocsin.state;

/** State that cannot be understood; the message says what was found and what was expected. */
public final class StateException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public StateException(String message) {
    super(message);
  }
}
