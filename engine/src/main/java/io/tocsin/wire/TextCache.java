package io.tocsin.wire;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.atomic.LongAdder;

/**
 * Turns UTF-8 into strings and hands out the same string for the same short bytes again: hosts,
 * services and tags repeat with nearly every event, and a string met before costs no memory and has
 * its hash at hand.
 *
 * <p>A fixed number of slots, each holding the latest text that fell into it. Confined to one
 * thread. Bytes that are no UTF-8 become U+FFFD and are counted each time.
 */
final class TextCache {

  private static final int SLOTS = 1 << 13;
  private static final int LONGEST = 64;
  private static final long MIX = 0x9e3779b97f4a7c15L;
  private static final VarHandle EIGHT_BYTES =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private final byte[][] keys = new byte[SLOTS][];
  private final String[] texts = new String[SLOTS];
  private final LongAdder mended;

  TextCache(LongAdder mended) {
    this.mended = mended;
  }

  /** The text of bytes that are likely to come again. */
  String cached(byte[] bytes, int from, int length) {
    if (length > LONGEST) {
      return decode(bytes, from, length);
    }
    if (length == 0) {
      return "";
    }
    int slot = slot(bytes, from, length);
    byte[] key = keys[slot];
    if (key != null && Arrays.equals(key, 0, key.length, bytes, from, from + length)) {
      return texts[slot];
    }
    String text = new String(bytes, from, length, StandardCharsets.UTF_8);
    if (isMended(text, bytes, from, length)) {
      mended.increment();
    } else {
      keys[slot] = Arrays.copyOfRange(bytes, from, from + length);
      texts[slot] = text;
    }
    return text;
  }

  /** The text of bytes that are not likely to come again. */
  String decode(byte[] bytes, int from, int length) {
    String text = new String(bytes, from, length, StandardCharsets.UTF_8);
    if (isMended(text, bytes, from, length)) {
      mended.increment();
    }
    return text;
  }

  private static boolean isMended(String text, byte[] bytes, int from, int length) {
    if (text.indexOf('\uFFFD') < 0) {
      return false;
    }
    // The replacement character may also stand in the input itself.
    byte[] again = text.getBytes(StandardCharsets.UTF_8);
    return !Arrays.equals(again, 0, again.length, bytes, from, from + length);
  }

  private static int slot(byte[] bytes, int from, int length) {
    long hash = length;
    int at = from;
    int end = from + length;
    for (; at + 8 <= end; at += 8) {
      hash = (hash ^ (long) EIGHT_BYTES.get(bytes, at)) * MIX;
      hash ^= hash >>> 32;
    }
    long rest = 0;
    for (; at < end; at++) {
      rest = rest << 8 | (bytes[at] & 0xff);
    }
    hash = (hash ^ rest) * MIX;
    return (int) (hash >>> 51);
  }
}
