package io.tocsin.sink;

import io.tocsin.event.Event;
import java.util.List;

/**
 * A sink that can at times deliver without waiting for anybody, as one can whose bytes the system
 * takes. The lane may then deliver a message itself, without another thread to wake for it; see
 * {@link PromptAttempts} for when it does.
 */
public interface PromptSink extends Sink {

  /**
   * Delivers a message if that needs no waiting at all: no connection to make, no lock that is held
   * while another thread waits, no room that a receiver has yet to make, no function of the user's.
   *
   * <p>Called by a lane's thread, never while {@link #deliver} or another call goes on; what either
   * wrote is seen by the other. {@link #close} may come meanwhile, as it may for {@code deliver}.
   *
   * @param message a few events at most
   * @return true when the receiver has it, in the sense of {@link Delivery.Verdict#DELIVERED};
   *     false when it has yet to be delivered: then the next {@code deliver} begins with the same
   *     events, unless they are given up first, and what was begun here must not make it arrive
   *     twice
   */
  boolean deliverAtOnce(List<Event> message);
}
