package io.tocsin.stream.rate;

import java.util.Arrays;

/**
 * Counts of codes, ascending, in as few bytes as that takes: for each code its distance from the
 * one before and its count, 7 bits in a byte. Two bytes for most.
 */
final class PackedCounts {

  static final byte[] NONE = {};

  /** More values of one code than can come: the counts of all intervals together fit a long. */
  private static final long MOST = 1L << 40;

  private static final int LONGEST = 8;

  /** Takes a code and its count. */
  @FunctionalInterface
  interface Taker {
    void take(int code, long count);
  }

  private byte[] bytes = new byte[32];
  private int size;
  private int lastCode;

  /** What is not packed yet: the distance from the last code, and its count so far. */
  private int delta;

  private long pending;

  private PackedCounts() {}

  /** Gives all counts to a taker. */
  static void read(byte[] packed, Taker taker) {
    Reader reader = new Reader(packed);
    while (reader.next()) {
      taker.take(reader.code, reader.count);
    }
  }

  /**
   * Whether bytes are counts as {@link #merge} makes them.
   *
   * @param greatest the greatest code there can be, of either sign
   */
  static boolean arePacked(byte[] packed, int greatest) {
    Reader reader = new Reader(packed);
    long code = 0;
    boolean first = true;
    while (reader.at < packed.length) {
      long distance = reader.checkedVarint();
      long count = reader.checkedVarint();
      if (distance < 0 || count < 1 || count > MOST) {
        return false;
      }
      long step = distance >>> 1 ^ -(distance & 1);
      code += step;
      if (Math.abs(code) > greatest || step < 1 && !first) {
        return false;
      }
      first = false;
    }
    return true;
  }

  /**
   * Adds codes to packed counts.
   *
   * @param codes ascending; their distances fit an int
   * @param n how many of them
   * @param most codes of one sign that are told apart: those nearer to zero are taken for the
   *     nearest that is
   */
  static byte[] merge(byte[] packed, int[] codes, int n, int most) {
    int top = Math.max(n == 0 ? 0 : codes[n - 1], last(packed));
    int bottom = Math.min(n == 0 ? 0 : codes[0], first(packed));
    int positive = top - most + 1;
    int negative = bottom + most - 1;
    PackedCounts merged = new PackedCounts();
    Reader reader = new Reader(packed);
    boolean more = reader.next();
    int i = 0;
    while (more || i < n) {
      boolean fromPacked = more && (i == n || reader.code <= codes[i]);
      int code = fromPacked ? reader.code : codes[i];
      int kept = code > 0 ? Math.max(code, positive) : code < 0 ? Math.min(code, negative) : 0;
      merged.add(kept, fromPacked ? reader.count : 1);
      if (fromPacked) {
        more = reader.next();
      } else {
        i++;
      }
    }
    merged.flush();
    return Arrays.copyOf(merged.bytes, merged.size);
  }

  private static int first(byte[] packed) {
    Reader reader = new Reader(packed);
    return reader.next() ? reader.code : 0;
  }

  private static int last(byte[] packed) {
    Reader reader = new Reader(packed);
    while (reader.next()) {}
    return reader.code;
  }

  private void add(int code, long count) {
    if (pending > 0 && code == lastCode + delta) {
      pending += count;
      return;
    }
    flush();
    delta = code - lastCode;
    pending = count;
  }

  private void flush() {
    if (pending > 0) {
      // Only the first distance can be negative; all have their sign in the lowest bit.
      varint(((long) delta << 1) ^ (delta >> 31));
      varint(pending);
      lastCode += delta;
      pending = 0;
    }
  }

  private void varint(long value) {
    if (size + 10 > bytes.length) {
      bytes = Arrays.copyOf(bytes, bytes.length * 2);
    }
    long rest = value;
    while ((rest & ~0x7fL) != 0) {
      bytes[size++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    bytes[size++] = (byte) rest;
  }

  /** Goes through packed counts. */
  private static final class Reader {
    private final byte[] packed;
    private int at;
    private int code;
    private long count;

    Reader(byte[] packed) {
      this.packed = packed;
    }

    boolean next() {
      if (at == packed.length) {
        return false;
      }
      long distance = varint();
      code += (int) (distance >>> 1 ^ -(distance & 1));
      count = varint();
      return true;
    }

    /** A number of few bytes; -1 if there is none. */
    long checkedVarint() {
      for (int i = at; i < packed.length && i < at + LONGEST; i++) {
        if (packed[i] >= 0) {
          return varint();
        }
      }
      return -1;
    }

    private long varint() {
      long value = 0;
      for (int shift = 0; ; shift += 7) {
        byte next = packed[at++];
        value |= (next & 0x7fL) << shift;
        if (next >= 0) {
          return value;
        }
      }
    }
  }
}
