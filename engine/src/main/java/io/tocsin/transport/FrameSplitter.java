package io.tocsin.transport;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Cuts a connection's bytes into frames: four bytes of length, big-endian and unsigned, then as
 * many bytes. Confined to the loop's thread.
 *
 * <p>Frames that are complete in a read are handed on where they lie. Only the rest is copied, into
 * an array that grows with what arrives, never by what a length promises; its size counts against
 * the budget of all connections.
 */
final class FrameSplitter {

  /** Takes frames. */
  @FunctionalInterface
  interface Frames {

    /**
     * Takes one frame's message.
     *
     * @return false to be given no more until {@link #resume}
     */
    boolean frame(byte[] bytes, int from, int length);
  }

  /** How cutting ended. */
  enum Outcome {
    /** All frames were taken; there may be the beginning of one more. */
    TAKEN,
    /** The taker wants no more for now; the rest is kept. */
    PAUSED,
    /** A length is over the limit. */
    TOO_LARGE,
    /** The budget of all connections is used up. */
    NO_ROOM
  }

  static final int HEADER = 4;

  private static final int SMALLEST = 256;
  // So that twice what is held is still an int.
  private static final int LARGEST = 1 << 29;
  private static final byte[] NOTHING = {};
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

  private final int maxFrameBytes;
  private final ByteBudget budget;
  private final Frames frames;

  private byte[] held = NOTHING;
  private int start;
  private int end;
  private boolean paused;
  private long refusedLength;

  FrameSplitter(int maxFrameBytes, ByteBudget budget, Frames frames) {
    this.maxFrameBytes = Math.min(maxFrameBytes, LARGEST);
    this.budget = budget;
    this.frames = frames;
  }

  /** Cuts what a read brought. */
  Outcome feed(byte[] bytes, int from, int length) {
    int at = from;
    int stop = from + length;
    if (paused) {
      return keep(bytes, at, stop, stop - at) ? Outcome.PAUSED : Outcome.NO_ROOM;
    }
    while (end > start && at < stop) {
      // A frame has begun: first its length must be whole, then the frame.
      int has = end - start;
      int wanted = has < HEADER ? HEADER : HEADER + lengthAt(held, start);
      int taken = Math.min(wanted - has, stop - at);
      if (!keep(bytes, at, at + taken, wanted)) {
        return Outcome.NO_ROOM;
      }
      at += taken;
      Outcome outcome = heldFrame();
      if (outcome == Outcome.PAUSED) {
        return keep(bytes, at, stop, stop - at) ? Outcome.PAUSED : Outcome.NO_ROOM;
      }
      if (outcome != Outcome.TAKEN) {
        return outcome;
      }
    }
    return cut(bytes, at, stop);
  }

  /** Goes on with what was kept when the taker wanted no more. */
  Outcome resume() {
    paused = false;
    while (end - start >= HEADER) {
      int before = start;
      Outcome outcome = heldFrame();
      if (outcome != Outcome.TAKEN || start == before) {
        return outcome;
      }
    }
    if (start == end) {
      release();
    }
    return Outcome.TAKEN;
  }

  private Outcome heldFrame() {
    if (end - start < HEADER) {
      return Outcome.TAKEN;
    }
    int length = lengthAt(held, start);
    if (!fits(length)) {
      return Outcome.TOO_LARGE;
    }
    if (end - start - HEADER < length) {
      return Outcome.TAKEN;
    }
    int from = start + HEADER;
    start = from + length;
    paused = !frames.frame(held, from, length);
    if (start == end) {
      release();
    }
    return paused ? Outcome.PAUSED : Outcome.TAKEN;
  }

  private Outcome cut(byte[] bytes, int from, int stop) {
    int at = from;
    while (stop - at >= HEADER) {
      int length = lengthAt(bytes, at);
      if (!fits(length)) {
        return Outcome.TOO_LARGE;
      }
      if (stop - at - HEADER < length) {
        return keep(bytes, at, stop, HEADER + length) ? Outcome.TAKEN : Outcome.NO_ROOM;
      }
      boolean more = frames.frame(bytes, at + HEADER, length);
      at += HEADER + length;
      if (!more) {
        paused = true;
        return keep(bytes, at, stop, stop - at) ? Outcome.PAUSED : Outcome.NO_ROOM;
      }
    }
    return keep(bytes, at, stop, HEADER) ? Outcome.TAKEN : Outcome.NO_ROOM;
  }

  private boolean fits(int length) {
    refusedLength = Integer.toUnsignedLong(length);
    return refusedLength <= maxFrameBytes;
  }

  private static int lengthAt(byte[] bytes, int at) {
    return (int) INT.get(bytes, at);
  }

  /** Keeps bytes for later; {@code wanted} is how many are known to come in all. */
  private boolean keep(byte[] bytes, int from, int to, int wanted) {
    int more = to - from;
    if (more == 0) {
      return true;
    }
    if (held.length - end < more && !makeRoom(more, wanted)) {
      return false;
    }
    System.arraycopy(bytes, from, held, end, more);
    end += more;
    return true;
  }

  private boolean makeRoom(int more, int wanted) {
    int has = end - start;
    int needed = has + more;
    int size = Math.max(needed, Math.min(wanted, Math.max(2 * needed, SMALLEST)));
    if (!budget.reserve(size)) {
      return false;
    }
    byte[] grown = new byte[size];
    System.arraycopy(held, start, grown, 0, has);
    budget.release(held.length);
    held = grown;
    start = 0;
    end = has;
    return true;
  }

  /** Whether the beginning of a frame, or frames not taken yet, are kept. */
  boolean isHolding() {
    return end > start;
  }

  /** Whether the taker wanted no more. */
  boolean isPaused() {
    return paused;
  }

  /** The length that was too large. */
  long refusedLength() {
    return refusedLength;
  }

  /** Gives everything up. Idempotent. */
  void release() {
    budget.release(held.length);
    held = NOTHING;
    start = 0;
    end = 0;
  }
}
