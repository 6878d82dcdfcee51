package io.tocsin.stream.rate;

import org.jspecify.annotations.Nullable;

/**
 * How many values each of a run of buckets has, the lowest of which take together what would make
 * the run too long. Buckets are told by their keys, from 0. Confined to one lane.
 */
final class Buckets {

  private static final int STEP = 8;

  /** Counts from here on are split, since few are so great. */
  private static final int SPLIT = 30;

  private static final long SMALL = (1L << SPLIT) - 1;

  private final int most;

  /** What of a count is less than the split. */
  private int[] counts = {};

  /** How often a count has the split, when any has. */
  private int @Nullable [] splits;

  /** The key of the first count; within the most from the highest. */
  private int lowest;

  /** At or above the highest key that has a count. */
  private int highest;

  /** Lower keys are counted here. */
  private int floor;

  private long total;

  /**
   * Empty at first.
   *
   * @param most buckets at a time
   */
  Buckets(int most) {
    this.most = most;
  }

  long total() {
    return total;
  }

  /** Counts some values of a bucket. */
  void add(int key, long n) {
    if (total == 0) {
      clear();
    }
    int at = Math.max(key, floor);
    if (counts.length == 0) {
      range(at, at);
    } else if (at > highest) {
      range(lowest, at);
    } else if (at < lowest) {
      if (highest - at >= most) {
        at = highest - most + 1;
        floor = at;
      }
      range(Math.min(at, lowest), highest);
    }
    put(at - lowest, count(at - lowest) + n);
    total += n;
  }

  /** Takes back values that were added. */
  void remove(int key, long n) {
    int at = Math.max(key, floor) - lowest;
    put(at, count(at) - n);
    total -= n;
  }

  /** Forgets all. */
  void clear() {
    counts = new int[0];
    splits = null;
    floor = 0;
    total = 0;
  }

  /** Whether values that share the lowest bucket could be told apart if they were added again. */
  boolean isTooCoarse() {
    if (floor == 0 || total == 0) {
      return false;
    }
    int top = highest;
    while (count(top - lowest) == 0) {
      top--;
    }
    return top < highest;
  }

  /**
   * The bucket of one of the values sorted by key.
   *
   * @param rank from 0, less than the total
   */
  int keyOf(long rank) {
    int at = 0;
    if (rank < total / 2) {
      for (long seen = count(0); seen <= rank; seen += count(at)) {
        at++;
      }
    } else {
      at = highest - lowest;
      for (long seen = total - count(at); seen > rank; seen -= count(at)) {
        at--;
      }
    }
    return lowest + at;
  }

  /**
   * Has a place for the keys of a range, except for the lowest if there are too many; where it has
   * to grow it makes room for more.
   */
  private void range(int from, int to) {
    int room = counts.length / 4;
    boolean isHigher = counts.length > 0 && from == lowest;
    int low = isHigher ? from : (from - room) / STEP * STEP;
    low = Math.max(Math.max(low, to - most + 1), floor);
    int length = (to - low) / STEP * STEP + STEP;
    if (counts.length == 0 || low != lowest || length > counts.length) {
      resize(low, isHigher ? length + room : length);
    }
    highest = to;
  }

  private void resize(int low, int length) {
    int[] old = counts;
    int[] oldSplits = splits;
    int oldLowest = lowest;
    counts = new int[length];
    splits = null;
    lowest = low;
    for (int i = 0; i < old.length && oldLowest + i <= highest; i++) {
      long n = old[i] + (oldSplits == null ? 0 : (long) oldSplits[i] << SPLIT);
      if (n != 0) {
        if (oldLowest + i < low) {
          floor = low;
        }
        int at = Math.max(0, oldLowest + i - low);
        put(at, count(at) + n);
      }
    }
  }

  private long count(int at) {
    return counts[at] + (splits == null ? 0 : (long) splits[at] << SPLIT);
  }

  private void put(int at, long n) {
    counts[at] = (int) (n & SMALL);
    if (splits != null || n > SMALL) {
      if (splits == null) {
        splits = new int[counts.length];
      }
      splits[at] = (int) (n >> SPLIT);
    }
  }
}
