package io.tocsin.sink;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * What an outbox is known by over reloads and restarts. Immutable, and without anything secret.
 *
 * @param kind of the output
 * @param name of the output
 * @param receiver a digest of {@link SinkSettings#receiver}
 * @param copy from 1; higher for further outputs of rules in which the other three are equal
 */
public record OutboxKey(String kind, String name, String receiver, int copy) {

  private static final int DIGEST_BYTES = 6;

  /** Of an output. */
  public static OutboxKey of(SinkSettings settings, int copy) {
    return new OutboxKey(settings.kind(), settings.name(), digest(settings.receiver()), copy);
  }

  private static String digest(String text) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, DIGEST_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** Whether it may be that output's, as far as the settings say. */
  boolean fits(SinkSettings settings) {
    return equals(of(settings, copy));
  }

  /**
   * A name for a folder of its own: the output's, as far as a file may bear it, and a digest of
   * all.
   */
  public String folder() {
    String plain = name.replaceAll("[^A-Za-z0-9_-]+", "_");
    String all = String.join("\u0000", kind, name, receiver, Integer.toString(copy));
    return plain.substring(0, Math.min(40, plain.length())) + "-" + digest(all);
  }
}
