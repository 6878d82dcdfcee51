package io.tocsin.sink.store;

import java.nio.file.Path;

/** One file of an outbox, and how much of it is still needed. Confined to one thread. */
final class Segment {

  private final long number;
  private final Path file;
  private long bytes;
  private long records;
  private long live;
  private boolean damaged;

  Segment(long number, Path file) {
    this.number = number;
    this.file = file;
  }

  long number() {
    return number;
  }

  Path file() {
    return file;
  }

  long bytes() {
    return bytes;
  }

  void grow(long by) {
    bytes += by;
  }

  /** How many of its records are needed. */
  long live() {
    return live;
  }

  void needed() {
    live++;
    records++;
  }

  void unneeded() {
    live--;
  }

  /** About how many of its bytes are needed. */
  long liveBytes() {
    return records == 0 ? 0 : bytes * live / records;
  }

  boolean isDamaged() {
    return damaged;
  }

  /** Part of it could not be read: it is not removed, but set aside. */
  void damaged() {
    damaged = true;
  }
}
