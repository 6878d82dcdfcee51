package io.tocsin.stream.rate;

import com.datadoghq.sketch.ddsketch.mapping.IndexMapping;
import io.tocsin.state.StateException;
import io.tocsin.state.StateReader;
import io.tocsin.state.StateWriter;
import io.tocsin.state.Stateful;
import java.util.Arrays;

/**
 * The distribution of the values of the last intervals, of which the oldest leaves when a new one
 * begins. Values are counted by buckets, each wider than the one before. What is held of a past
 * interval is only what must be taken back when it leaves: two bytes or so for each bucket that it
 * had values in. Confined to one lane.
 */
final class SlidingSketch implements Stateful {

  /** Values of the present interval to be counted one by one before they are packed. */
  private static final int LARGEST_LOG = 512;

  private static final int SMALLEST_LOG = 8;

  private final IndexMapping mapping;
  private final int most;

  /** What makes every key of the mapping 1 or more. */
  private final int shift;

  /** The greatest key there can be. */
  private final int greatest;

  private final Buckets above;
  private final Buckets below;
  private long zeros;

  /** What the past intervals have, and where the oldest is. */
  private final byte[][] past;

  private int oldest;

  /** What the present interval has: packed, and single codes beside. */
  private byte[] packed = PackedCounts.NONE;

  private int[] log = {};
  private int logged;

  /**
   * Empty at first.
   *
   * @param intervals with the present one, at least 2
   * @param most buckets of one sign
   */
  SlidingSketch(IndexMapping mapping, int intervals, int most) {
    this.mapping = mapping;
    this.most = most;
    shift = 1 - mapping.index(mapping.minIndexableValue());
    greatest = mapping.index(mapping.maxIndexableValue()) + shift;
    above = new Buckets(most);
    below = new Buckets(most);
    past = new byte[intervals - 1][];
    Arrays.fill(past, PackedCounts.NONE);
  }

  /** Counts a finite value. */
  void add(double value) {
    int code = code(value);
    count(code, 1);
    if (logged == log.length) {
      if (logged < LARGEST_LOG) {
        log = Arrays.copyOf(log, Math.max(SMALLEST_LOG, logged * 2));
      } else {
        pack();
      }
    }
    log[logged++] = code;
  }

  /** How many values there are. */
  long size() {
    return below.total() + zeros + above.total();
  }

  /**
   * About one of the values, sorted.
   *
   * @param rank from 0, less than the size
   */
  double valueOf(long rank) {
    if (rank < below.total()) {
      return -mapping.value(below.keyOf(below.total() - 1 - rank) - shift);
    }
    long rest = rank - below.total() - zeros;
    return rest < 0 ? 0 : mapping.value(above.keyOf(rest) - shift);
  }

  /** The present interval is past, and the oldest is forgotten. */
  void turn() {
    pack();
    byte[] leaving = past[oldest];
    past[oldest] = packed;
    oldest = (oldest + 1) % past.length;
    packed = PackedCounts.NONE;
    PackedCounts.read(leaving, (code, count) -> count(code, -count));
    if (above.isTooCoarse() || below.isTooCoarse()) {
      countAgain();
    }
  }

  private void pack() {
    Arrays.sort(log, 0, logged);
    packed = PackedCounts.merge(packed, log, logged, most);
    logged = 0;
  }

  /** With a very great value gone, lesser ones that it had thrown together are told apart again. */
  private void countAgain() {
    above.clear();
    below.clear();
    zeros = 0;
    for (byte[] interval : past) {
      PackedCounts.read(interval, this::count);
    }
  }

  /** The key of a value's bucket, with its sign; 0 for zero and what is next to it. */
  private int code(double value) {
    double size = Math.min(Math.abs(value), mapping.maxIndexableValue());
    if (size < mapping.minIndexableValue()) {
      return 0;
    }
    int key = mapping.index(size) + shift;
    return value > 0 ? key : -key;
  }

  private void count(int code, long n) {
    if (code == 0) {
      zeros += n;
    } else {
      Buckets buckets = code > 0 ? above : below;
      if (n > 0) {
        buckets.add(Math.abs(code), n);
      } else {
        buckets.remove(Math.abs(code), -n);
      }
    }
  }

  @Override
  public void save(StateWriter out) {
    for (int i = 0; i < past.length; i++) {
      out.writeBytes(past[(oldest + i) % past.length]);
    }
    out.writeBytes(packed);
    out.writeLong(logged);
    for (int i = 0; i < logged; i++) {
      out.writeLong(log[i]);
    }
  }

  @Override
  public void load(StateReader in) {
    for (int i = 0; i < past.length; i++) {
      past[i] = read(in);
    }
    packed = read(in);
    countAgain();
    PackedCounts.read(packed, this::count);
    log = new int[in.readCount(LARGEST_LOG)];
    while (logged < log.length) {
      int code = checked(in.readLong());
      count(code, 1);
      log[logged++] = code;
    }
  }

  /** Counts as they were packed, each of which can be told from a damaged one. */
  private byte[] read(StateReader in) {
    byte[] counts = in.readBytes();
    if (!PackedCounts.arePacked(counts, greatest)) {
      throw new StateException("no packed counts where they must be");
    }
    return counts;
  }

  private int checked(long code) {
    if (Math.abs(code) > greatest || code == Long.MIN_VALUE) {
      throw new StateException("a bucket " + code + " where " + greatest + " is the last");
    }
    return (int) code;
  }
}
