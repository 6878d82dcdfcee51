package io.tocsin.stream;

import org.jspecify.annotations.Nullable;

/**
 * Whether a lane's state is being written down, and a count by which each part that is to be
 * written knows whether it was. Confined to one lane.
 */
public final class Recordings {

  private @Nullable StateRecording current;
  private int stamps;

  /** A stamp that nothing has yet. */
  public int nextStamp() {
    return ++stamps;
  }

  /** The one in progress; null when there is none. */
  public @Nullable StateRecording current() {
    return current;
  }

  /** Begins one, in place of another, which is given up. */
  public void begin(StateRecording recording) {
    current = recording;
  }

  /** Gives up, or ends, the one in progress. */
  public void end() {
    current = null;
  }
}
