package io.tocsin.stream.channel;

/** A place at a channel that can be given up. */
@FunctionalInterface
public interface Subscription extends AutoCloseable {

  /** Gets no further events. Idempotent; on the lane's thread. */
  @Override
  void close();
}
