package io.tocsin.transport.http;

import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.tocsin.telemetry.Telemetry;
import io.tocsin.transport.ListenerStats;
import io.tocsin.transport.http.HttpAccess.Role;
import io.tocsin.transport.live.LiveViews;
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
  private static final String CHANNELS = LiveEndpoint.CHANNELS;
  private static final String TAPS = LiveEndpoint.TAPS;
  private static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";

  private static final List<String> WATCH = List.of("GET");

  /** A path's endpoint, the methods it goes by, and what a client must be allowed to. */
  record Route(List<String> methods, Role role, Endpoint endpoint) {}

  private final Map<String, Route> routes = new LinkedHashMap<>();
  private final Map<String, Route> sockets = new LinkedHashMap<>();
  private final HubStatus status;
  private final Reloader reloader;

  Routes(
      HubAccess hub,
      Telemetry telemetry,
      ListenerStats stats,
      LiveViews views,
      Executor http,
      int maxAnswerBytes) {
    this.status = hub.status();
    this.reloader = hub.reloader();
    LaneCalls lane = new LaneCalls(hub.lane(), http);
    LiveEndpoint live = new LiveEndpoint(views);
    IndexEndpoint index = new IndexEndpoint(lane, hub.ingress(), maxAnswerBytes);
    open("/health", call -> now(Answer.ok(Map.of("status", "ok"))));
    open("/ready", call -> now(ready()));
    read(
        "/metrics",
        call -> now(Answer.text(HttpResponseStatus.OK, PROMETHEUS, telemetry.scrape())));
    read("/status", call -> now(Answer.ok(status.report())));
    read(
        "/index",
        call -> LiveEndpoint.isStream(call.headers()) ? live.stream(call) : index.answer(call));
    routes.put(
        "/events", new Route(SEND, Role.WRITE, new EventsEndpoint(lane, hub.ingress(), stats)));
    routes.put("/reload", new Route(List.of("POST"), Role.WRITE, this::reload));
    OutboxEndpoint outboxes = new OutboxEndpoint(hub.outboxes());
    read("/outbox", call -> outboxes.list());
    routes.put("/outbox/retry", new Route(List.of("POST"), Role.WRITE, outboxes::retry));
    routes.put("/outbox/drop", new Route(List.of("POST"), Role.WRITE, outboxes::drop));
    routes.put(CHANNELS, new Route(WATCH, Role.READ, call -> watched(live, call)));
    routes.put(TAPS, new Route(WATCH, Role.READ, call -> watched(live, call)));
    sockets.put("/index", new Route(WATCH, Role.READ, live::socket));
    sockets.put(CHANNELS, new Route(WATCH, Role.READ, live::socket));
    sockets.put(TAPS, new Route(WATCH, Role.READ, live::socket));
    sockets.put("/events", new Route(WATCH, Role.WRITE, live::eventsIn));
  }

  private static CompletableFuture<Answer> watched(LiveEndpoint live, Call call)
      throws RefusedException {
    if (LiveEndpoint.isStream(call.headers())) {
      return live.stream(call);
    }
    throw RefusedException.of(
            HttpResponseStatus.UPGRADE_REQUIRED,
            "a channel can be watched over a WebSocket, or with Accept: text/event-stream")
        .with("Upgrade", "websocket");
  }

  private void open(String path, Endpoint endpoint) {
    routes.put(path, new Route(READ, Role.OPEN, endpoint));
  }

  private void read(String path, Endpoint endpoint) {
    routes.put(path, new Route(READ, Role.READ, endpoint));
  }

  /**
   * What is done by a method at a path; refuses what there is not.
   *
   * @param socket whether a WebSocket is asked for
   */
  Route find(HttpMethod method, String path, boolean socket) throws RefusedException {
    Map<String, Route> known = socket ? sockets : routes;
    Route route = known.get(family(path));
    if (route == null) {
      throw RefusedException.of(
          HttpResponseStatus.NOT_FOUND,
          "no such path; there are " + String.join(", ", known.keySet()));
    }
    if (!route.methods().contains(method.name())) {
      String allowed = String.join(", ", route.methods());
      throw RefusedException.of(HttpResponseStatus.METHOD_NOT_ALLOWED, "use " + allowed + " here")
          .with("Allow", allowed);
    }
    return route;
  }

  private static String family(String path) {
    if (path.equals("/index/") || path.equals("/events/")) { // as Riemann takes them
      return path.substring(0, path.length() - 1);
    }
    return path.startsWith(CHANNELS) ? CHANNELS : path.startsWith(TAPS) ? TAPS : path;
  }

  /** What a browser asks before it sends what a page of another site wants. */
  static CompletableFuture<Answer> preflight(Call call) {
    return now(
        Answer.text(HttpResponseStatus.OK, "text/plain", "")
            .with("Access-Control-Allow-Methods", "GET, HEAD, POST, PUT")
            .with("Access-Control-Allow-Headers", "Authorization, Content-Type, Content-Encoding")
            .with("Access-Control-Max-Age", "600"));
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

  private CompletableFuture<Answer> reload(Call call) throws RefusedException {
    String dryRun = call.parameter("dryRun", "false");
    if (!dryRun.equals("true") && !dryRun.equals("false")) {
      throw RefusedException.of(
          HttpResponseStatus.BAD_REQUEST, "dryRun is true or false, was " + dryRun);
    }
    return reloader.reload(dryRun.equals("true")).handle(Routes::reloaded);
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
