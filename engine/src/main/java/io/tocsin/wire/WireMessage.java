package io.tocsin.wire;

import io.tocsin.event.Event;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One message of Riemann's protocol: a request has events, a query or both; an answer has ok, and
 * an error or events. Immutable as long as the list is left alone: it is not copied.
 *
 * @param ok whether the request went well; null when not said
 * @param error what went wrong; null when nothing
 * @param query the query's text; null for none
 * @param events in the order they stand in the message
 */
public record WireMessage(
    @Nullable Boolean ok, @Nullable String error, @Nullable String query, List<Event> events) {

  /** A request that brings events. */
  public static WireMessage ofEvents(List<Event> events) {
    return new WireMessage(null, null, null, events);
  }

  /** A request for the events a query matches. */
  public static WireMessage ofQuery(String query) {
    return new WireMessage(null, null, query, List.of());
  }

  /** The answer to a request that went well. */
  public static WireMessage answer(List<Event> events) {
    return new WireMessage(true, null, null, events);
  }

  /** The answer to a request that did not. */
  public static WireMessage failure(String error) {
    return new WireMessage(false, error, null, List.of());
  }
}
