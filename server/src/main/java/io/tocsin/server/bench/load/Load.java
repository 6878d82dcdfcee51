package io.tocsin.server.bench.load;

/**
 * An endless sequence of events with the moments they arrive at, which never go back. Confined to
 * one thread.
 */
public interface Load {

  /** When it begins, in microseconds since the epoch; no event arrives before. */
  long startMicros();

  /** Puts the next events, and their moments, into a block: all of it. */
  void fill(Block block);

  /** Pairs of host and service that it speaks of. */
  int keys();

  /**
   * The same from its beginning with so many times as many hosts, each sending as often as before.
   *
   * @param times at least 1
   */
  Load grown(int times);

  /** In a few words, for people. */
  String description();
}
