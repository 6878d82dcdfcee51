package io.tocsin.source;

/** The entrance to a lane for other threads. Thread-safe. */
@FunctionalInterface
public interface LaneThread {

  /**
   * Has {@code task} run on the lane's thread, between two inputs, with the lane's now at the
   * present moment.
   *
   * @return false when too much is waiting already, or the lane has stopped; the task will not run
   */
  boolean submit(Runnable task);
}
