package io.tocsin.source;

import io.tocsin.event.Event;
import java.util.List;
import java.util.function.Supplier;

/** Who waits for what a query finds. Told once, on the lane's thread. */
public interface FoundEvents {

  /**
   * The search is over.
   *
   * @param number of events found
   * @param bytes about what is held for it, the events included, until it is let go
   * @param events gives them, any thread but one only; with many of them better not on the lane's
   */
  void found(int number, long bytes, Supplier<List<Event>> events);

  /** The search failed; what it says is for whoever asked. */
  void failed(Throwable failure);

  /** Whether it is still waited for; when not, nothing more is told. */
  default boolean isWanted() {
    return true;
  }
}
