package io.tocsin.transport.client;

import java.io.IOException;

/**
 * A message that will not be taken however often it is sent: the server answered an error, or it is
 * too large to be sent at all. The connection is as good as before.
 */
public final class RefusedException extends IOException {

  private static final long serialVersionUID = 1;

  private final boolean answered;

  RefusedException(String message, boolean answered) {
    super(message);
    this.answered = answered;
  }

  /** Whether the server said so; if not, nothing was sent. */
  public boolean isAnswered() {
    return answered;
  }
}
