package io.tocsin.event;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * Hash values of keys of two parts, in two ways. {@link #plain} is fast, but anybody can make texts
 * that collide. {@link #keyed} is slower and depends on a number that is chosen at random for each
 * process, so that nobody can. A table begins with the plain one, and goes over to the keyed one
 * when a chain has become longer than {@link #LONGEST_CHAIN}, which does not happen by chance.
 *
 * <p>Nothing that can be seen from outside may depend on the order of a table's buckets.
 *
 * <p>Texts, numbers, booleans, null and lists of them are keyed; other values give their own hash
 * value. Immutable, thread-safe.
 */
public final class KeyHash {

  /** Entries in a chain of a table filled to three quarters, hashed plainly, by any chance. */
  public static final int LONGEST_CHAIN = 16;

  /** A prime: products modulo it are spread evenly. */
  private static final long PRIME = (1L << 61) - 1;

  /** The keyed hash of this process. */
  private static final KeyHash OF_PROCESS =
      new KeyHash(
          ThreadLocalRandom.current().nextLong(1L << 32, PRIME),
          ThreadLocalRandom.current().nextLong() | 1);

  private final long base;
  private final long spread;

  /**
   * A keyed hash.
   *
   * @param base from 1 to 2^61 - 2
   * @param spread odd
   */
  KeyHash(long base, long spread) {
    this.base = base;
    this.spread = spread;
  }

  /** A hash value from the parts' own. */
  public static int plain(@Nullable Object first, @Nullable Object second) {
    // Hashes of numbered names differ by little: large odd factors keep the sums apart, and the
    // rest spreads them into the low bits, which choose the bucket.
    int hash = 0x9E3779B9 * Objects.hashCode(first) + Objects.hashCode(second);
    hash = (hash ^ (hash >>> 16)) * 0x85EBCA6B;
    return hash ^ (hash >>> 13);
  }

  /** A hash value that cannot be foreseen. */
  public static int keyed(@Nullable Object first, @Nullable Object second) {
    return OF_PROCESS.of(first, second);
  }

  /** As {@link #keyed}, for this hash's numbers. */
  int of(@Nullable Object first, @Nullable Object second) {
    long hash = add(add(1, first), second) * spread;
    return (int) (hash >>> 32);
  }

  private long add(long hash, @Nullable Object value) {
    long sum = hash;
    if (value instanceof String text) {
      for (int i = 0; i < text.length(); i++) {
        sum = step(sum, text.charAt(i));
      }
      return step(sum, 0x10000L + text.length());
    }
    if (value instanceof List<?> list) {
      for (Object part : list) {
        sum = add(sum, part);
      }
      return step(sum, 0x20000L + list.size());
    }
    long bits = bits(value);
    return step(step(sum, bits >>> 32), bits & 0xFFFF_FFFFL);
  }

  private static long bits(@Nullable Object value) {
    if (value instanceof Long whole) {
      return whole;
    }
    return value instanceof Double floating
        ? Double.doubleToLongBits(floating)
        : Objects.hashCode(value);
  }

  /** A polynomial's next step: {@code hash * base + part}, modulo the prime. */
  private long step(long hash, long part) {
    long high = Math.multiplyHigh(hash, base);
    long low = hash * base;
    // The product is high * 2^64 + low, and 2^61 is 1.
    long sum = (low & PRIME) + (low >>> 61 | high << 3) + part;
    sum = (sum & PRIME) + (sum >>> 61);
    return sum >= PRIME ? sum - PRIME : sum;
  }
}
