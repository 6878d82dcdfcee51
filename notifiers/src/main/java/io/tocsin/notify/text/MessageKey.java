package io.tocsin.notify.text;

import io.tocsin.sink.MessageId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A name for a message that is the same at each attempt, also after a restart: receivers can tell a
 * repetition by it.
 */
public final class MessageKey {

  private static final int BYTES = 16;
  private static final int NAME_DIGITS = 8;

  private MessageKey() {}

  /**
   * Of a message from one output: its id, which outputs may have in common, and eight hexadecimal
   * digits for the output's name. Letters, digits and hyphens only.
   */
  public static String of(String sinkName, MessageId id) {
    return id + "-" + of(sinkName).substring(0, NAME_DIGITS);
  }

  /** Of any text, 32 hexadecimal digits. */
  public static String of(String text) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
