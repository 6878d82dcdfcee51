package io.tocsin.transport;

/**
 * How much all connections of a loop together may hold of what is not complete yet, of what waits
 * for the lane, of what was found and of answers not read yet. Confined to the loop's thread.
 */
public final class ByteBudget {

  private final long limit;
  private long used;

  public ByteBudget(long limit) {
    this.limit = limit;
  }

  /** Takes a share; false, and nothing taken, when that would be too much. */
  public boolean reserve(long bytes) {
    if (!hasRoom(bytes)) {
      return false;
    }
    used += bytes;
    return true;
  }

  /** Whether so much more could be taken. */
  public boolean hasRoom(long bytes) {
    return used + bytes <= limit;
  }

  /** Gives back a share taken before. */
  public void release(long bytes) {
    used -= bytes;
  }

  /** What may be taken at most. */
  public long limit() {
    return limit;
  }

  /** What is taken at present. */
  public long used() {
    return used;
  }
}
