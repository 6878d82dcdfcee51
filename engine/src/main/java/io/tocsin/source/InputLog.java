package io.tocsin.source;

import io.tocsin.event.Event;

/**
 * Where inputs are written down, in order, just before they run, so that they can be run again.
 * Every call is made on the lane's own thread, and none waits for the disk.
 */
public interface InputLog {

  /**
   * Writes a message of Riemann's protocol down, as it came.
   *
   * @param arrivalMicros the lane's now
   * @throws IllegalStateException if there has been no room for long
   */
  void append(long arrivalMicros, byte[] message, int from, int length);

  /** As the other, an event that came another way. */
  void append(long arrivalMicros, Event event);

  /** Whether more should be taken in. */
  boolean hasRoom();

  /** The position of what was written down last; positions count upwards. */
  long last();

  /** The position up to which all is on disk, and survives a crash. */
  long durable();

  /**
   * Has somebody told, on the lane's thread, whenever more is durable or there is room again.
   *
   * @return ends it
   */
  Runnable onProgress(Runnable listener);
}
