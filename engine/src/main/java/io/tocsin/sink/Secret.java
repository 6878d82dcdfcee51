package io.tocsin.sink;

import org.jspecify.annotations.Nullable;

/**
 * A password, token or key: compared by value, never printed. Immutable.
 *
 * <p>Only the code that hands it to the receiver calls {@link #reveal}.
 */
public final class Secret {

  private static final String MASK = "***";

  private final String value;

  private Secret(String value) {
    this.value = value;
  }

  /** A secret of any text, also an empty one. */
  public static Secret of(String value) {
    if (value == null) {
      throw new IllegalArgumentException("a secret must have a value, was null");
    }
    return new Secret(value);
  }

  /** The text itself. */
  public String reveal() {
    return value;
  }

  /** Whether nothing but white space is in it. */
  public boolean isBlank() {
    return value.isBlank();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Secret secret && value.equals(secret.value);
  }

  @Override
  public int hashCode() {
    return value.hashCode();
  }

  /** Always the same three stars. */
  @Override
  public String toString() {
    return MASK;
  }
}
