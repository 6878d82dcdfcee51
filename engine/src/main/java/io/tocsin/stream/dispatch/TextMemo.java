package io.tocsin.stream.dispatch;

import org.jspecify.annotations.Nullable;

/**
 * What was found out about texts, of which it keeps the latest in a fixed number of places. A text
 * has two places to be at, and shares them with others: texts that collide, by chance or by intent,
 * push each other out, and cost no more than texts that were never seen. Confined to one thread.
 */
final class TextMemo {

  /** A power of two. */
  static final int PLACES = 4096;

  /** Longer texts are not kept, so that a few cannot fill the memory. */
  static final int LONGEST = 256;

  private String @Nullable [] texts;
  private int[][] values = {};

  /** What was put for an equal text; null when it is not kept, or never was put. */
  int @Nullable [] get(String text) {
    if (texts == null || text.length() > LONGEST) {
      return null;
    }
    int at = place(text);
    if (text.equals(texts[at])) {
      return values[at];
    }
    return text.equals(texts[at + 1]) ? values[at + 1] : null;
  }

  /** Keeps a text that is not kept yet, in place of the older of two others. */
  void put(String text, int[] value) {
    if (text.length() > LONGEST) {
      return;
    }
    if (texts == null) {
      texts = new String[PLACES];
      values = new int[PLACES][];
    }
    int at = place(text);
    texts[at + 1] = texts[at];
    values[at + 1] = values[at];
    texts[at] = text;
    values[at] = value;
  }

  /** The first of its two places. */
  private static int place(String text) {
    int hash = text.hashCode() * 0x9E3779B9;
    return (hash ^ hash >>> 16) & (PLACES - 2);
  }
}
