package io.tocsin.fold;

import io.tocsin.event.Event;
import java.util.Arrays;

/**
 * The sum of metrics of which any can be taken back: exact whatever came and went, so that nothing
 * drifts. Confined to one thread.
 *
 * <p>Whole metrics are summed in 128 bits. Floating ones are summed as what they are, whole
 * multiples of the least double, in digits of 32 bits that are carried only when the sum is asked
 * for; only the digits in use are held: 5 for metrics of one size, 66 at most. At most 2^30 metrics
 * at a time.
 */
final class ExactSum {

  private static final int DIGIT = 32;
  private static final long MASK = (1L << DIGIT) - 1;

  /** The least double is 2 to the minus this. */
  private static final int POINT = 1074;

  /** Digits below the highest that can matter to a double. */
  private static final int NEEDED = 4;

  private long wholeLow;
  private long wholeHigh;

  /** Digit {@code i} counts 2^(32 (lowest + i) - POINT). */
  private long[] digits = {};

  private int lowest;
  private long floatingTerms;
  private long positiveInfinities;
  private long negativeInfinities;
  private long count;

  /** Adds the event's metric; it must have one. */
  void add(Event event) {
    change(event.hasLongMetric(), bits(event), 1);
  }

  /** Takes back the metric of an event that was added. */
  void remove(Event event) {
    remove(event.hasLongMetric(), bits(event));
  }

  /**
   * Takes back a metric that was added.
   *
   * @param isWhole whether it is a long
   * @param bits the long, or the bits of the double
   */
  void remove(boolean isWhole, long bits) {
    change(isWhole, bits, -1);
  }

  /** How many metrics there are. */
  long count() {
    return count;
  }

  /** Whether all are whole and so is the sum, as a long. */
  boolean isWhole() {
    return floatingTerms == 0 && wholeHigh == wholeLow >> 63;
  }

  /** The sum, if {@link #isWhole}. */
  long whole() {
    return wholeLow;
  }

  /** The double at or next to the sum; NaN for infinities of both signs. */
  double value() {
    if (positiveInfinities > 0 || negativeInfinities > 0) {
      return negativeInfinities == 0
          ? Double.POSITIVE_INFINITY
          : positiveInfinities == 0 ? Double.NEGATIVE_INFINITY : Double.NaN;
    }
    if (isWhole()) {
      return wholeLow;
    }
    boolean mixed = (wholeLow | wholeHigh) != 0;
    if (mixed) {
      addWhole(1);
    }
    double sum = rounded();
    if (mixed) {
      addWhole(-1);
    }
    return sum;
  }

  /** The sum divided by the count; NaN for none. */
  double mean() {
    if (isWhole() && count > 0) {
      return wholeLow / count + (double) (wholeLow % count) / count;
    }
    return value() / count;
  }

  private static long bits(Event event) {
    return event.hasLongMetric()
        ? event.metricAsLong()
        : Double.doubleToRawLongBits(event.metricOrNaN());
  }

  private void change(boolean isWhole, long bits, int sign) {
    count += sign;
    if (isWhole) {
      long value = bits * sign;
      // The least long is its own negative: its high part must not be.
      long high = sign * (bits >> 63) - (sign < 0 && value != 0 ? 1 : 0);
      wholeLow += value;
      wholeHigh += high + (Long.compareUnsigned(wholeLow, value) < 0 ? 1 : 0);
      return;
    }
    floatingTerms += sign;
    int exponent = (int) (bits >>> 52) & 0x7ff;
    if (exponent == 0x7ff) {
      if (bits > 0) {
        positiveInfinities += sign;
      } else {
        negativeInfinities += sign;
      }
      return;
    }
    long mantissa = bits & (1L << 52) - 1 | (exponent == 0 ? 0 : 1L << 52);
    addShifted(mantissa, Math.max(0, exponent - 1), bits < 0 ? -sign : sign);
  }

  private void addWhole(int sign) {
    addShifted(wholeLow, POINT, sign);
    addShifted(Math.abs(wholeHigh), POINT + 64, wholeHigh < 0 ? -sign : sign);
  }

  /** Adds a number without sign, times 2 to a power of at least 0, times a sign. */
  private void addShifted(long unsigned, int power, int sign) {
    if (unsigned == 0) {
      return;
    }
    int at = place(power / DIGIT);
    int shift = power % DIGIT;
    digits[at] += sign * (unsigned << shift & MASK);
    digits[at + 1] += sign * (unsigned >>> DIGIT - shift & MASK);
    digits[at + 2] += shift == 0 ? 0 : sign * (unsigned >>> 2 * DIGIT - shift);
  }

  /** Where a digit and the two above it are held. */
  private int place(int digit) {
    if (digits.length == 0) {
      lowest = digit;
      digits = new long[3];
    } else if (digit < lowest) {
      long[] wider = new long[digits.length + lowest - digit];
      System.arraycopy(digits, 0, wider, lowest - digit, digits.length);
      digits = wider;
      lowest = digit;
    } else if (digit - lowest + 3 > digits.length) {
      digits = Arrays.copyOf(digits, digit - lowest + 3);
    }
    return digit - lowest;
  }

  /** Carries, so that all digits have the sign of the sum, and rounds the highest of them. */
  private double rounded() {
    int top = digits.length - 1;
    if (top < 0) {
      return 0;
    }
    carry(1);
    if (Math.abs(digits[top]) > MASK) {
      // Else the same sum would be rounded another way where greater metrics were before.
      digits = Arrays.copyOf(digits, digits.length + 1);
      top++;
      carry(1);
    }
    if (digits[top] < 0) {
      carry(-1);
    }
    while (top > 0 && digits[top] == 0) {
      top--;
    }
    int low = Math.max(0, top - NEEDED);
    double sum = digits[low];
    for (int i = low + 1; i <= top; i++) {
      sum = sum * 0x1p-32 + digits[i];
    }
    return Math.scalb(sum, (lowest + top) * DIGIT - POINT);
  }

  /** Brings all digits but the highest between 0 and 2^32, or, with sign -1, between that and 0. */
  private void carry(int sign) {
    long carried = 0;
    for (int i = 0; i < digits.length - 1; i++) {
      long digit = digits[i] + carried;
      long rest = sign * (sign * digit & MASK);
      carried = digit - rest >> DIGIT;
      digits[i] = rest;
    }
    digits[digits.length - 1] += carried;
  }
}
