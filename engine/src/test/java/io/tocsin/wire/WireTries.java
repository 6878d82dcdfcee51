package io.tocsin.wire;

import org.jspecify.annotations.Nullable;

/** What becomes of something that may be refused. */
final class WireTries {

  /** Reads something. */
  @FunctionalInterface
  interface Attempt {
    Object read() throws WireException;
  }

  private WireTries() {}

  /** Why it was refused, null when it was not. */
  static @Nullable String error(Attempt attempt) {
    try {
      attempt.read();
      return null;
    } catch (WireException e) {
      return e.getMessage();
    }
  }
}
