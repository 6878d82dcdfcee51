package io.tocsin.stream.rate;

/**
 * How many values each of a run of buckets has, the lowest of which take together what would make
 * the run too long. Buckets are told by their keys, from 0. Confined to one lane.
 */
final class Buckets {

  private static final int STEP = 8;

  private final int most;
  private long[] counts = {};

  /** The key of the first count; always a multiple of a step, but for where it must be the floor. */
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
    counts[at - lowest] += n;
    total += n;
  }

  /** Takes back values that were added. */
  void remove(int key, long n) {
    counts[Math.max(key, floor) - lowest] -= n;
    total -= n;
  }

  /** Forgets all. */
  void clear() {
    counts = new long[0];
    floor = 0;
    total = 0;
  }

  /** Whether values that share the lowest bucket could be told apart if they were added again. */
  boolean isTooCoarse() {
    if (floor == 0 || total == 0) {
      return false;
    }
    int top = highest;
    while (counts[top - lowest] == 0) {
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
      for (long seen = counts[0]; seen <= rank; seen += counts[at]) {
        at++;
      }
    } else {
      at = highest - lowest;
      for (long seen = total - counts[at]; seen > rank; seen -= counts[at]) {
        at--;
      }
    }
    return lowest + at;
  }

  /** Has a place for the keys of a range, except for the lowest if there are too many. */
  private void range(int from, int to) {
    int low = Math.max(from / STEP * STEP, to - most + 1);
    low = Math.max(low, floor);
    int length = (to - low) / STEP * STEP + STEP;
    if (low != lowest || length > counts.length) {
      long[] wider = new long[length];
      for (int i = 0; i < counts.length && lowest + i <= highest; i++) {
        if (counts[i] != 0) {
          if (lowest + i < low) {
            floor = low;
          }
          wider[Math.max(0, lowest + i - low)] += counts[i];
        }
      }
      counts = wider;
      lowest = low;
    }
    highest = to;
  }
}
