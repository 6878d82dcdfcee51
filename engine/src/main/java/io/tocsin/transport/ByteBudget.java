package io.tocsin.transport;

/**
 * How much all connections of a loop together may hold of frames not complete yet and of answers
 * not read yet. Confined to the loop's thread.
 */
final class ByteBudget {

  private final long limit;
  private long used;

  ByteBudget(long limit) {
    this.limit = limit;
  }

  /** Takes a share; false, and nothing taken, when that would be too much. */
  boolean reserve(long bytes) {
    if (used + bytes > limit) {
      return false;
    }
    used += bytes;
    return true;
  }

  /** Gives back a share taken before. */
  void release(long bytes) {
    used -= bytes;
  }

  long used() {
    return used;
  }
}
