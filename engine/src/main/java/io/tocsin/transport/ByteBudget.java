package io.tocsin.transport;

/**
 * How much all connections of a loop together may hold of frames not complete yet and of answers
 * not read yet. Confined to the loop's thread.
 */
public final class ByteBudget {

  private final long limit;
  private long used;

  public ByteBudget(long limit) {
    this.limit = limit;
  }

  /** Takes a share; false, and nothing taken, when that would be too much. */
  public boolean reserve(long bytes) {
    if (used + bytes > limit) {
      return false;
    }
    used += bytes;
    return true;
  }

  /** Gives back a share taken before. */
  public void release(long bytes) {
    used -= bytes;
  }

  /** What is taken at present. */
  public long used() {
    return used;
  }
}
