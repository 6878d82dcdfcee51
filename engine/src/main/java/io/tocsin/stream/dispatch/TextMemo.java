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

  /** A set of two places: text, value, text, value. Side by side, to be read at one go. */
  private static final int SET = 4;

  private @Nullable Object @Nullable [] places;

  /** What was put for an equal text; null when it is not kept, or never was put. */
  int @Nullable [] get(String text) {
    if (places == null || text.length() > LONGEST) {
      return null;
    }
    int at = set(text);
    if (text.equals(places[at])) {
      return (int[]) places[at + 1];
    }
    return text.equals(places[at + 2]) ? (int[]) places[at + 3] : null;
  }

  /** Keeps a text that is not kept yet, in place of the older of two others. */
  void put(String text, int[] value) {
    if (text.length() > LONGEST) {
      return;
    }
    if (places == null) {
      places = new Object[2 * PLACES];
    }
    int at = set(text);
    places[at + 2] = places[at];
    places[at + 3] = places[at + 1];
    places[at] = text;
    places[at + 1] = value;
  }

  /** Where the text's set begins. */
  private static int set(String text) {
    int hash = text.hashCode() * 0x9E3779B9;
    return (hash ^ hash >>> 16) & (2 * PLACES - SET);
  }
}
