package io.tocsin.snapshot;

/** What stands before each value. The numbers never change their meaning. */
final class Tag {

  /** The end of a record. */
  static final byte END = 0;

  static final byte NULL = 1;

  /** Zigzag, seven bits a byte, the lowest first. */
  static final byte LONG = 2;

  /** Eight bytes, the highest first. */
  static final byte DOUBLE = 3;

  /** The length in bytes, UTF-8; known by the next number from then on, in this chunk. */
  static final byte NEW_TEXT = 4;

  /** The number of a text of this chunk. */
  static final byte KNOWN_TEXT = 5;

  /** The length in bytes, UTF-8. */
  static final byte TEXT = 6;

  /** The length in characters, two bytes each: of text that is no Unicode. */
  static final byte ODD_TEXT = 7;

  static final byte TRUE = 8;
  static final byte FALSE = 9;

  /** The number of values, which follow. */
  static final byte LIST = 10;

  /** The length, and the bytes. */
  static final byte BYTES = 11;

  /** When it is due, and its order, as longs without tags. */
  static final byte TIMER = 12;

  /** Its fields as values: see {@link EventLayout}. */
  static final byte EVENT = 13;

  private static final String[] WORDS = {
    "the end",
    "nothing",
    "a whole number",
    "a number",
    "a text",
    "a text",
    "a text",
    "a text",
    "true",
    "false",
    "a list",
    "bytes",
    "a timer",
    "an event"
  };

  private Tag() {}

  static String word(byte tag) {
    return tag >= 0 && tag < WORDS.length ? WORDS[tag] : "an unknown value " + tag;
  }

  static boolean isText(byte tag) {
    return tag >= NEW_TEXT && tag <= ODD_TEXT;
  }
}
