package io.tocsin.stream.rate;

import io.tocsin.state.StateException;
import io.tocsin.state.StateReader;
import io.tocsin.state.StateWriter;
import io.tocsin.state.Stateful;
import java.util.Arrays;

/**
 * Estimates how many distinct hashes were added, in a fixed space: each of 2^p registers keeps the
 * longest run of zeros it has seen. Confined to one lane.
 *
 * <p>The estimate is the one of O. Ertl, "New cardinality estimation algorithms for HyperLogLog
 * sketches" (2017), which needs no tables and no special cases for few or many values.
 */
final class HyperLogLog implements Stateful {

  private static final double ALPHA = 1 / (2 * Math.log(2));

  private final int precision;
  private final byte[] registers;

  private HyperLogLog(int precision) {
    this.precision = precision;
    registers = new byte[1 << precision];
  }

  /** With as few registers as the standard error allows; at least 16. */
  static HyperLogLog ofError(double error) {
    double wanted = Math.pow(1.04 / error, 2);
    return new HyperLogLog(Math.max(4, (int) Math.ceil(Math.log(wanted) / Math.log(2))));
  }

  int size() {
    return registers.length;
  }

  void add(long hash) {
    int register = (int) (hash >>> (64 - precision));
    int zeros = Long.numberOfLeadingZeros(hash << precision);
    byte rank = (byte) (Math.min(zeros, 64 - precision) + 1);
    if (rank > registers[register]) {
      registers[register] = rank;
    }
  }

  double estimate() {
    int most = 64 - precision;
    int[] counts = new int[most + 2];
    for (byte rank : registers) {
      counts[rank]++;
    }
    double m = registers.length;
    double z = m * tau(1 - counts[most + 1] / m);
    for (int rank = most; rank >= 1; rank--) {
      z = 0.5 * (z + counts[rank]);
    }
    z += m * sigma(counts[0] / m);
    return ALPHA * m * m / z;
  }

  void clear() {
    Arrays.fill(registers, (byte) 0);
  }

  private static double sigma(double share) {
    if (share == 1) {
      return Double.POSITIVE_INFINITY;
    }
    double x = share;
    double y = 1;
    double z = x;
    double before;
    do {
      x *= x;
      before = z;
      z += x * y;
      y += y;
    } while (z != before);
    return z;
  }

  private static double tau(double share) {
    if (share == 0 || share == 1) {
      return 0;
    }
    double x = share;
    double y = 1;
    double z = 1 - x;
    double before;
    do {
      x = Math.sqrt(x);
      before = z;
      y *= 0.5;
      z -= (1 - x) * (1 - x) * y;
    } while (z != before);
    return z / 3;
  }

  @Override
  public void save(StateWriter out) {
    out.writeBytes(registers.clone());
  }

  @Override
  public void load(StateReader in) {
    byte[] written = in.readBytes();
    if (written.length != registers.length) {
      throw new StateException(
          "a sketch of " + written.length + " bytes where one of " + registers.length + " must be");
    }
    for (byte rank : written) {
      if (rank < 0 || rank > 64 - precision + 1) {
        throw new StateException("no sketch: a register has " + rank);
      }
    }
    System.arraycopy(written, 0, registers, 0, registers.length);
  }
}
