package io.tocsin.transport.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.tocsin.time.TimeSource;
import io.tocsin.transport.ByteBudget;
import io.tocsin.transport.ListenerStats;
import io.tocsin.transport.http.Routes.Route;
import io.tocsin.transport.live.Sockets;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the connections of one HTTP listener share. Confined to the HTTP thread. */
final class HttpService {

  /** How long a request line may be, and its headers together. */
  static final int MAX_HEAD_BYTES = 16 << 10;

  private static final int MAX_PARAMETERS = 16;

  final HttpSettings settings;
  final ListenerStats stats;
  final TimeSource time;
  final ByteBudget budget;
  private final Routes routes;
  private final SiteCheck site;
  private final TokenCheck tokens;

  /** A request's path as it is meant, its parameters, and what is done there. */
  record Target(
      String path,
      Map<String, List<String>> parameters,
      @Nullable String allowedOrigin,
      Endpoint endpoint) {}

  HttpService(
      HttpSettings settings,
      ListenerStats stats,
      TimeSource time,
      ByteBudget budget,
      Routes routes,
      SiteCheck site) {
    this.settings = settings;
    this.stats = stats;
    this.time = time;
    this.budget = budget;
    this.routes = routes;
    this.site = site;
    this.tokens = new TokenCheck(settings.access().tokens());
  }

  /** Looks at a request's head alone, and finds what it is for. */
  Target admit(HttpRequest head) throws RefusedException {
    if (head.protocolVersion().majorVersion() != 1) {
      throw RefusedException.of(HttpResponseStatus.HTTP_VERSION_NOT_SUPPORTED, "speak HTTP/1.1");
    }
    SiteCheck.Page page = site.check(head);
    checkFraming(head);
    QueryStringDecoder address =
        new QueryStringDecoder(
            withoutSite(head.uri()), StandardCharsets.UTF_8, true, MAX_PARAMETERS);
    try {
      if (page.origin() != null && head.method().equals(HttpMethod.OPTIONS)) {
        return new Target(address.path(), Map.of(), page.origin(), Routes::preflight);
      }
      boolean socket = head.method().equals(HttpMethod.GET) && Sockets.isAskedFor(head.headers());
      Route route = routes.find(head.method(), address.path(), socket);
      page.check(route.role());
      boolean live =
          socket || head.method().equals(HttpMethod.GET) && LiveEndpoint.isStream(head.headers());
      tokens.check(route.role(), head.headers(), address.parameters(), live);
      return new Target(address.path(), address.parameters(), page.origin(), route.endpoint());
    } catch (IllegalArgumentException e) {
      throw RefusedException.bad("the address is not encoded right; write % as %25, and so on");
    }
  }

  private void checkFraming(HttpRequest head) throws RefusedException {
    List<String> transfer = head.headers().getAll(HttpHeaderNames.TRANSFER_ENCODING);
    if (!transfer.isEmpty()
        && !(transfer.size() == 1 && transfer.get(0).strip().equalsIgnoreCase("chunked"))) {
      throw RefusedException.of(
          HttpResponseStatus.NOT_IMPLEMENTED, "Transfer-Encoding can be chunked or absent");
    }
    if (head.headers().contains(HttpHeaderNames.EXPECT)
        && !HttpUtil.is100ContinueExpected(head)
        && head.protocolVersion().minorVersion() >= 1) {
      throw RefusedException.of(
          HttpResponseStatus.EXPECTATION_FAILED, "Expect can be 100-continue or absent");
    }
    if (HttpUtil.getContentLength(head, 0L) > settings.maxBodyBytes()) {
      throw RefusedException.tooLarge(settings.maxBodyBytes());
    }
  }

  /** What is wrong with bytes that could not be taken apart. */
  static RefusedException malformed(Throwable cause) {
    HttpResponseStatus status = HttpResponseStatus.BAD_REQUEST;
    String text = "this is not HTTP/1.1; speak plain HTTP/1.1 to this port";
    if (cause instanceof TooLongHttpLineException) {
      status = HttpResponseStatus.REQUEST_URI_TOO_LONG;
      text = "the request line is longer than " + MAX_HEAD_BYTES + " bytes; ask for less";
    } else if (cause instanceof TooLongHttpHeaderException) {
      status = HttpResponseStatus.REQUEST_HEADER_FIELDS_TOO_LARGE;
      text = "the headers are longer than " + MAX_HEAD_BYTES + " bytes; send fewer";
    }
    return RefusedException.lost("bad-request", status, text);
  }

  /** The answer to a request that came to nothing; counts and logs why. */
  Answer answerTo(Throwable failure, @Nullable SocketAddress peer) {
    if (failure instanceof RefusedException refusal) {
      if (refusal.lostBy() != null) {
        stats.refuse(refusal.lostBy(), peer, refusal.text());
      }
      return refusal.answer();
    }
    stats.refuse("error", peer, "request failed: " + failure);
    String text = "the hub failed at this request; its log says more";
    return Answer.error(HttpResponseStatus.INTERNAL_SERVER_ERROR, text);
  }

  /** An address may name the site before the path, as it does towards proxies. */
  private static String withoutSite(String uri) {
    if (!uri.regionMatches(true, 0, "http://", 0, 7)) {
      return uri;
    }
    int path = uri.indexOf('/', 7);
    return path < 0 ? "/" : uri.substring(path);
  }
}
