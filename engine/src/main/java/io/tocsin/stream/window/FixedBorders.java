package io.tocsin.stream.window;

import io.tocsin.state.StateReader;
import io.tocsin.state.StateWriter;

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

  @Override
  public void save(StateWriter out) {
    out.writeBoolean(hasOrigin);
    out.writeLong(origin);
  }

  @Override
  public void load(StateReader in) {
    hasOrigin = in.readBoolean();
    origin = in.readLong();
  }
}
