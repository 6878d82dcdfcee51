package io.tocsin.stream.window;

/** Borders of windows of one length, since the epoch or since the first time asked for. */
final class FixedBorders implements Borders {

  private final long length;
  private boolean hasOrigin;
  private long origin;

  FixedBorders(long length, boolean aligned) {
    this.length = length;
    hasOrigin = aligned;
  }

  @Override
  public long start(long time) {
    if (!hasOrigin) {
      hasOrigin = true;
      origin = time;
    }
    return time - Math.floorMod(time - origin, length);
  }

  @Override
  public long end(long start) {
    return start + length;
  }

  @Override
  public long longest() {
    return length;
  }
}
