package io.tocsin.transport.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A token that is known here, and what it allows. Only a digest of it is kept, and comparing takes
 * the same time whatever is compared. Immutable, compared by value, never printed.
 */
public final class Token {

  private final HttpAccess.Role role;
  private final byte[] digest;

  private Token(HttpAccess.Role role, byte[] digest) {
    this.role = role;
    this.digest = digest;
  }

  /**
   * A token.
   *
   * @throws IllegalArgumentException if it is blank, which everyone would know
   */
  public static Token of(HttpAccess.Role role, String text) {
    if (text.isBlank()) {
      throw new IllegalArgumentException("a token must not be blank");
    }
    return new Token(role, digest(text));
  }

  HttpAccess.Role role() {
    return role;
  }

  /** Whether the text is this token. */
  boolean is(String text) {
    return MessageDigest.isEqual(digest, digest(text));
  }

  private static byte[] digest(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Token token
        && role == token.role
        && Arrays.equals(digest, token.digest);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(digest);
  }

  @Override
  public String toString() {
    return role + " ***";
  }
}
