package io.tocsin.transport.http;

import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.tocsin.telemetry.Telemetry;
import io.tocsin.transport.ListenerStats;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** The paths there are, and what is done at them. Confined to the HTTP thread. */
final class Routes {

  private static final List<String> READ = List.of("GET", "HEAD");
  private static final List<String> SEND = List.of("POST", "PUT");
  private static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";

  /** A path's endpoint and the methods it goes by. */
  record Route(List<String> methods, Endpoint endpoint) {}

  private final Map<String, Route> routes = new LinkedHashMap<>();
  private final HubStatus status;
  private final Reloader reloader;

  Routes(
      HubAccess hub, Telemetry telemetry, ListenerStats stats, Executor http, int maxAnswerBytes) {
    this.status = hub.status();
    this.reloader = hub.reloader();
    LaneCalls lane = new LaneCalls(hub.lane(), http);
    read("/health", call -> now(Answer.ok(Map.of("status", "ok"))));
    read("/ready", call -> now(ready()));
    read(
        "/metrics",
        call -> now(Answer.text(HttpResponseStatus.OK, PROMETHEUS, telemetry.scrape())));
    read("/status", call -> now(Answer.ok(status.report())));
    read("/index", new IndexEndpoint(lane, hub.ingress(), maxAnswerBytes));
    routes.put("/events", new Route(SEND, new EventsEndpoint(lane, hub.ingress(), stats)));
    routes.put("/reload", new Route(List.of("POST"), call -> reload()));
  }

  private void read(String path, Endpoint endpoint) {
    routes.put(path, new Route(READ, endpoint));
  }

  /** The endpoint for a method at a path; refuses what there is not. */
  Endpoint find(HttpMethod method, String path) throws RefusedException {
    Route route = routes.get(path);
    if (route == null) {
      throw RefusedException.of(
          HttpResponseStatus.NOT_FOUND,
          "no such path; there are " + String.join(", ", routes.keySet()));
    }
    if (!route.methods().contains(method.name())) {
      String allowed = String.join(", ", route.methods());
      throw RefusedException.of(HttpResponseStatus.METHOD_NOT_ALLOWED, "use " + allowed + " here")
          .with("Allow", allowed);
    }
    return route.endpoint();
  }

  private static CompletableFuture<Answer> now(Answer answer) {
    return CompletableFuture.completedFuture(answer);
  }

  private Answer ready() {
    String reason = status.notReadyBecause();
    if (reason == null) {
      return Answer.ok(Map.of("ready", true));
    }
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("ready", false);
    document.put("reason", reason);
    return Answer.json(HttpResponseStatus.SERVICE_UNAVAILABLE, document);
  }

  private CompletableFuture<Answer> reload() {
    return reloader.reload().handle(Routes::reloaded);
  }

  private static Answer reloaded(
      @Nullable Map<String, Object> outcome, @Nullable Throwable failure) {
    if (failure == null) {
      return Answer.ok(outcome == null ? Map.of() : outcome);
    }
    Throwable cause = Exchange.unwrapped(failure);
    String text =
        cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    return Answer.error(HttpResponseStatus.UNPROCESSABLE_ENTITY, text);
  }
}
