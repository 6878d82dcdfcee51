package io.tocsin.transport;

import io.tocsin.event.Event;
import io.tocsin.source.Ingress;
import java.net.SocketAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Hands a listener's events to the lane. Confined to the loop's thread. */
final class Intake {

  /** Events looked ahead at: so many fit the processor's caches with what is known of them. */
  private static final int AHEAD = 128;

  private final Ingress ingress;
  private final ListenerStats stats;

  Intake(Ingress ingress, ListenerStats stats) {
    this.ingress = ingress;
    this.stats = stats;
  }

  /** Says that a read brings input. */
  long arrive() {
    return ingress.arrive();
  }

  /** As the other, of events that came as a message of Riemann's protocol. */
  @Nullable String accept(
      List<Event> events, @Nullable SocketAddress peer, byte[] message, int from, int length) {
    if (events.isEmpty()) {
      return null;
    }
    try {
      ingress.beginMessage(message, from, length);
    } catch (IllegalStateException e) {
      stats.refuse("journal-full", peer, textOf(e));
      return textOf(e);
    }
    try {
      return accept(events, peer);
    } finally {
      ingress.endMessage();
    }
  }

  /**
   * Runs the events through the rules, one after the other; one that fails does not keep the
   * others.
   *
   * @return what went wrong first, null when nothing did
   */
  @Nullable String accept(List<Event> events, @Nullable SocketAddress peer) {
    stats.eventsIn(events.size());
    String failure = null;
    for (int i = 0, n = events.size(); i < n; i++) {
      if (i % AHEAD == 0 && n > 1) {
        ingress.foresee(n <= AHEAD ? events : events.subList(i, Math.min(n, i + AHEAD)));
      }
      String text = accept(events.get(i), peer);
      failure = failure == null ? text : failure;
    }
    return failure;
  }

  private @Nullable String accept(Event event, @Nullable SocketAddress peer) {
    try {
      ingress.accept(event);
      return null;
    } catch (RuntimeException | StackOverflowError e) {
      stats.refuse("failed", peer, "an event failed in the lane: " + e);
      return textOf(e);
    }
  }

  /** What a failure says, for the peer. */
  static String textOf(Throwable failure) {
    String message = failure.getMessage();
    return message == null ? failure.getClass().getSimpleName() : message;
  }
}
