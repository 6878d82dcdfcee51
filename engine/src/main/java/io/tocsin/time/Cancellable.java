package io.tocsin.time;

/** Something under way that can be called off. */
@FunctionalInterface
public interface Cancellable {

  /** Calls it off; does nothing when it has run or was called off before. */
  void cancel();
}
