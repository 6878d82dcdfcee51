package io.tocsin.stream.rate;

/** A hash of 64 bits that is the same in every process; not for values made to collide. */
final class ValueHash {

  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  private ValueHash() {}

  /** Of a plain value: a text, Long, Double, Boolean, or anything by its text. */
  static long of(Object value) {
    if (value instanceof Long number) {
      return mixed(number ^ 1);
    }
    if (value instanceof Double number) {
      return mixed(mixed(Double.doubleToLongBits(number)) + 2);
    }
    String text = value.toString();
    long hash = value instanceof String ? 3 : 4;
    for (int i = 0; i < text.length(); i++) {
      hash = Long.rotateLeft((hash ^ text.charAt(i)) * GOLDEN, 29);
    }
    return mixed(hash + text.length());
  }

  /** Spreads every bit over all: the end of a common hash function. */
  private static long mixed(long bits) {
    long z = bits + GOLDEN;
    z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
    z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
    return z ^ z >>> 31;
  }
}
