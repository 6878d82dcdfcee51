package io.tocsin.transport;

/**
 * Cuts a connection's bytes into lines. Confined to the loop's thread.
 *
 * <p>Only the beginning of a line that is not complete is kept; it counts against the budget of all
 * connections.
 */
final class LineSplitter {

  /** Takes lines. */
  @FunctionalInterface
  interface Lines {
    /** Takes one, without its line feed. */
    void line(byte[] bytes, int from, int to);
  }

  private static final int SMALLEST = 128;
  private static final byte[] NOTHING = {};

  private final int maxLineBytes;
  private final ByteBudget budget;
  private final Lines lines;

  private byte[] held = NOTHING;
  private int length;

  LineSplitter(int maxLineBytes, ByteBudget budget, Lines lines) {
    this.maxLineBytes = maxLineBytes;
    this.budget = budget;
    this.lines = lines;
  }

  /**
   * Cuts what a read brought.
   *
   * @return false when a line is too long, or the budget of all connections is used up
   */
  boolean feed(byte[] bytes, int from, int to) {
    int lineStart = from;
    for (int at = from; at < to; at++) {
      if (bytes[at] == '\n') {
        if (!line(bytes, lineStart, at)) {
          return false;
        }
        lineStart = at + 1;
      }
    }
    return keep(bytes, lineStart, to);
  }

  private boolean line(byte[] bytes, int from, int to) {
    if (length == 0) {
      if (to - from > maxLineBytes) {
        return false;
      }
      lines.line(bytes, from, to);
      return true;
    }
    if (!keep(bytes, from, to)) {
      return false;
    }
    lines.line(held, 0, length);
    release();
    return true;
  }

  private boolean keep(byte[] bytes, int from, int to) {
    int needed = length + to - from;
    if (needed > maxLineBytes) {
      return false;
    }
    if (needed > held.length) {
      int size = Math.max(SMALLEST, 2 * needed);
      if (!budget.reserve(size)) {
        return false;
      }
      byte[] grown = new byte[size];
      System.arraycopy(held, 0, grown, 0, length);
      budget.release(held.length);
      held = grown;
    }
    System.arraycopy(bytes, from, held, length, to - from);
    length = needed;
    return true;
  }

  /** Whether a line has begun. */
  boolean isHolding() {
    return length > 0;
  }

  /** Gives everything up. Idempotent. */
  void release() {
    budget.release(held.length);
    held = NOTHING;
    length = 0;
  }
}
