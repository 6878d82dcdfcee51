package io.tocsin.transport.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.tocsin.query.Query;
import io.tocsin.query.QueryException;
import io.tocsin.source.ChannelSource;
import io.tocsin.transport.live.LiveViews;
import io.tocsin.transport.live.Sockets;
import io.tocsin.transport.live.View;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * Hands connections over to who watches: a WebSocket, or a stream of server-sent events. Confined
 * to the HTTP thread.
 */
final class LiveEndpoint {

  /** The path below which channels are. */
  static final String CHANNELS = "/pubsub/";

  /** The path below which probes and rules are. */
  static final String TAPS = "/tap/";

  private static final String EVENT_STREAM = "text/event-stream";

  private final LiveViews views;

  LiveEndpoint(LiveViews views) {
    this.views = views;
  }

  /** Whether a request asks for server-sent events. */
  static boolean isStream(HttpHeaders headers) {
    return headers.getAll(HttpHeaderNames.ACCEPT).stream()
        .anyMatch(accept -> accept.contains(EVENT_STREAM));
  }

  CompletableFuture<Answer> socket(Call call) throws RefusedException {
    checkSocket(call);
    View view = view(call, false);
    return handOver(channel -> views.watch(channel, call.headers(), view));
  }

  CompletableFuture<Answer> stream(Call call) throws RefusedException {
    View view = view(call, true);
    String origin = call.allowedOrigin();
    Map<String, String> headers =
        origin == null ? Map.of() : Map.of("Access-Control-Allow-Origin", origin, "Vary", "Origin");
    return handOver(channel -> views.stream(channel, headers, call.isOld(), view));
  }

  CompletableFuture<Answer> eventsIn(Call call) throws RefusedException {
    checkSocket(call);
    checkParameters(call, Set.of(TokenCheck.PARAMETER));
    return CompletableFuture.completedFuture(
        Answer.handOver(channel -> views.take(channel, call.headers())));
  }

  private CompletableFuture<Answer> handOver(Answer.Takeover takeover) throws RefusedException {
    if (!views.hasRoom()) {
      throw RefusedException.busy("too many watch already; try again");
    }
    return CompletableFuture.completedFuture(Answer.handOver(takeover));
  }

  private static void checkSocket(Call call) throws RefusedException {
    if (!Sockets.isWellFormed(call.headers())) {
      throw RefusedException.of(
              HttpResponseStatus.UPGRADE_REQUIRED, "ask for a WebSocket of version 13")
          .with("Sec-WebSocket-Version", "13");
    }
  }

  private static View view(Call call, boolean stream) throws RefusedException {
    boolean index = !call.path().startsWith(CHANNELS) && !call.path().startsWith(TAPS);
    checkParameters(
        call,
        index && !stream
            ? Set.of("query", "subscribe", TokenCheck.PARAMETER)
            : Set.of("query", TokenCheck.PARAMETER));
    Query query;
    try {
      query = Query.parse(call.parameter("query", "true"));
    } catch (QueryException e) {
      throw RefusedException.bad(e.getMessage());
    }
    if (call.path().startsWith(TAPS)) {
      String point = call.path().substring(TAPS.length());
      return new View(ChannelSource.TAP + point, query, false, true);
    }
    if (!index) {
      String channel = call.path().substring(CHANNELS.length());
      if (channel.isEmpty()) {
        throw RefusedException.bad("name a channel, as in " + CHANNELS + ChannelSource.INDEX);
      }
      return new View(channel, query, false, true);
    }
    boolean later = stream || call.parameter("subscribe", "false").equals("true");
    return new View(ChannelSource.INDEX, query, true, later);
  }

  private static void checkParameters(Call call, Set<String> known) throws RefusedException {
    for (String name : call.parameters().keySet()) {
      if (!known.contains(name)) {
        throw RefusedException.bad(
            "unknown parameter; known are " + String.join(", ", known.stream().sorted().toList()));
      }
    }
  }
}
