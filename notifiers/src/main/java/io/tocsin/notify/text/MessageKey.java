package io.tocsin.notify.text;

import io.tocsin.event.Event;
import io.tocsin.wire.EventJson;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * A name for a message that is the same at each attempt, also after a restart: receivers can tell a
 * repetition by it. Messages of equal events have equal names.
 */
public final class MessageKey {

  private static final int BYTES = 16;

  private MessageKey() {}

  /** Of a message from one output, 32 hexadecimal digits. */
  public static String of(String sinkName, List<Event> events) {
    return of(sinkName + "\n" + EventJson.write(EventJson.of(events)));
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
