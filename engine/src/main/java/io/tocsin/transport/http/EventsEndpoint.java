package io.tocsin.transport.http;

import io.netty.handler.codec.http.HttpResponseStatus;
import io.tocsin.event.Event;
import io.tocsin.source.Ingress;
import io.tocsin.transport.ListenerStats;
import io.tocsin.wire.EventJsonReader;
import io.tocsin.wire.WireException;
import io.tocsin.wire.WireLimits;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Takes the events of a body. They are read first, all of them; then they go through the rules, in
 * their order and with nothing in between; then comes the answer. Confined to the HTTP thread.
 */
final class EventsEndpoint implements Endpoint {

  /** What an event takes at least: without this, many small ones would weigh nothing. */
  private static final long EVENT_BYTES = 128;

  /** How the rules took the events of one request. */
  record Outcome(int events, int failed, @Nullable String firstFailure) {}

  private final LaneCalls lane;
  private final Ingress ingress;
  private final ListenerStats stats;
  private final EventJsonReader reader = new EventJsonReader(WireLimits.DEFAULT);

  EventsEndpoint(LaneCalls lane, Ingress ingress, ListenerStats stats) {
    this.lane = lane;
    this.ingress = ingress;
    this.stats = stats;
  }

  @Override
  public CompletableFuture<Answer> answer(Call call) throws RefusedException {
    Body body = call.body().plain(call.headers());
    if (EventLines.areMeant(call, body)) {
      EventLines lines = EventLines.read(reader, body);
      call.share().takeOrRefuse(lines.size() * EVENT_BYTES);
      return lane.answer(() -> run(lines), outcome -> answer(call, lines, outcome));
    }
    List<Event> events;
    try {
      events = reader.readAll(body.bytes(), 0, body.length());
    } catch (WireException e) {
      throw RefusedException.lost(
          "undecodable", HttpResponseStatus.BAD_REQUEST, String.valueOf(e.getMessage()));
    }
    call.share().takeOrRefuse(events.size() * EVENT_BYTES);
    return lane.answer(() -> run(events), outcome -> answer(call, outcome));
  }

  /** On the lane. */
  private Outcome run(List<Event> events) {
    ingress.arrive();
    stats.eventsIn(events.size());
    int failed = 0;
    String first = null;
    for (int i = 0; i < events.size(); i++) {
      try {
        ingress.accept(events.get(i));
      } catch (RuntimeException e) {
        failed++;
        if (first == null) {
          String why = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
          first = "event " + (i + 1) + ": " + why;
        }
      }
    }
    return new Outcome(events.size(), failed, first);
  }

  /** On the lane: those that could be read. */
  private Outcome run(EventLines lines) {
    ingress.arrive();
    stats.eventsIn(lines.readable());
    return lines.run(ingress::accept);
  }

  private Answer answer(Call call, EventLines lines, Outcome outcome) {
    if (lines.unreadable() > 0) {
      stats.refuse("undecodable", lines.unreadable(), call.peer(), lines.firstProblem());
    }
    if (outcome.firstFailure() != null) {
      stats.refuse(
          "failed", outcome.failed(), call.peer(), "failed in the lane: " + outcome.firstFailure());
    }
    return lines.answer();
  }

  private Answer answer(Call call, Outcome outcome) {
    Map<String, Object> document = new LinkedHashMap<>();
    if (outcome.firstFailure() == null) {
      document.put("ok", true);
      document.put("events", outcome.events());
      return Answer.ok(document);
    }
    stats.refuse(
        "failed", outcome.failed(), call.peer(), "failed in the lane: " + outcome.firstFailure());
    document.put("error", outcome.firstFailure());
    document.put("events", outcome.events());
    document.put("failed", outcome.failed());
    return Answer.json(HttpResponseStatus.INTERNAL_SERVER_ERROR, document);
  }
}
