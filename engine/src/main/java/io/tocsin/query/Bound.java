package io.tocsin.query;

import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * A number that others are compared with, exactly: no whole number is rounded on the way. The
 * answers are bits, so that several can be wanted at once. Immutable.
 */
abstract sealed class Bound {

  /** Not to be compared: no number, or NaN. */
  static final int NEITHER = 0;

  /** The other number is smaller than the bound. */
  static final int BELOW = 1;

  static final int SAME = 2;

  /** The other number is greater than the bound. */
  static final int ABOVE = 4;

  private static final double TWO_TO_63 = 0x1p63;

  abstract int compare(long value);

  abstract int compare(double value);

  abstract int compare(BigInteger value);

  final int compare(Number value) {
    if (value instanceof BigInteger big) {
      return compare(big);
    }
    return value instanceof Long whole ? compare((long) whole) : compare(value.doubleValue());
  }

  /** A bound from a Long, a Double or a BigInteger. */
  static Bound of(Number number) {
    if (number instanceof Long whole) {
      return new Whole(whole);
    }
    return number instanceof BigInteger big ? new Big(big) : new Floating(number.doubleValue());
  }

  private static int bit(int comparison) {
    return comparison < 0 ? BELOW : comparison == 0 ? SAME : ABOVE;
  }

  private static int swapped(int answer) {
    return answer == BELOW ? ABOVE : answer == ABOVE ? BELOW : answer;
  }

  /** How a whole number stands to a floating one. */
  private static int relate(long a, double b) {
    if (Double.isNaN(b)) {
      return NEITHER;
    }
    if (b >= TWO_TO_63) {
      return BELOW;
    }
    if (b < -TWO_TO_63) {
      return ABOVE;
    }
    long towardsZero = (long) b;
    int byWhole = Long.compare(a, towardsZero);
    return bit(byWhole != 0 ? byWhole : Double.compare(0, b - towardsZero + 0.0));
  }

  private static int relate(BigInteger a, double b) {
    if (Double.isNaN(b)) {
      return NEITHER;
    }
    if (Double.isInfinite(b)) {
      return b > 0 ? BELOW : ABOVE;
    }
    return bit(new BigDecimal(a).compareTo(new BigDecimal(b)));
  }

  private static final class Whole extends Bound {
    private final long bound;

    Whole(long bound) {
      this.bound = bound;
    }

    @Override
    int compare(long value) {
      return bit(Long.compare(value, bound));
    }

    @Override
    int compare(double value) {
      return swapped(relate(bound, value));
    }

    @Override
    int compare(BigInteger value) {
      return bit(value.compareTo(BigInteger.valueOf(bound)));
    }
  }

  private static final class Floating extends Bound {
    private final double bound;

    Floating(double bound) {
      this.bound = bound;
    }

    @Override
    int compare(long value) {
      return relate(value, bound);
    }

    @Override
    int compare(double value) {
      return value < bound ? BELOW : value > bound ? ABOVE : value == bound ? SAME : NEITHER;
    }

    @Override
    int compare(BigInteger value) {
      return relate(value, bound);
    }
  }

  private static final class Big extends Bound {
    private final BigInteger bound;

    Big(BigInteger bound) {
      this.bound = bound;
    }

    @Override
    int compare(long value) {
      return bit(BigInteger.valueOf(value).compareTo(bound));
    }

    @Override
    int compare(double value) {
      return swapped(relate(bound, value));
    }

    @Override
    int compare(BigInteger value) {
      return bit(value.compareTo(bound));
    }
  }
}
