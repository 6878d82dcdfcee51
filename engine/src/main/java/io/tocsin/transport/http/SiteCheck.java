package io.tocsin.transport.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.NetUtil;
import io.tocsin.transport.live.Sockets;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Keeps out what a browser sends for a page that is not ours. Immutable.
 *
 * <ul>
 *   <li>Bound to the loopback address, only requests to a name of this machine's loopback (or the
 *       name that was bound) are taken: a page of another site may have its own name resolve to
 *       127.0.0.1, and would then be allowed to read the answers.
 *   <li>A request that may change something, or opens a WebSocket or a stream of events, and
 *       carries an {@code Origin} must come from the very host and port it goes to: browsers send
 *       others' requests too, they only hide the answers. Programs other than browsers send no
 *       {@code Origin}. Other sites can be allowed by name.
 * </ul>
 */
final class SiteCheck {

  private final boolean loopbackOnly;
  private final String boundName;
  private final Set<String> origins;

  SiteCheck(InetAddress bound, String boundName, Set<String> origins) {
    this.origins = origins;
    this.loopbackOnly = bound.isLoopbackAddress();
    this.boundName = boundName.toLowerCase(Locale.ROOT);
  }

  /**
   * Refuses a request that is not meant for this hub; returns when it is.
   *
   * @return the allowed other site whose page the answer is for; null when there is none
   */
  @Nullable String check(HttpRequest request) throws RefusedException {
    List<String> hosts = request.headers().getAll(HttpHeaderNames.HOST);
    boolean mayLack = request.protocolVersion().compareTo(HttpVersion.HTTP_1_1) < 0;
    if (hosts.size() > 1 || (hosts.isEmpty() && !mayLack)) {
      throw RefusedException.bad("a request needs exactly one Host header");
    }
    String host = hosts.isEmpty() ? null : hosts.get(0).strip().toLowerCase(Locale.ROOT);
    if (loopbackOnly && host != null && !isLoopback(withoutPort(host))) {
      throw forbidden(
          "Host is not this machine's loopback; use http://127.0.0.1 or localhost, or bind another"
              + " address");
    }
    String allowed = null;
    for (String sent : request.headers().getAll(HttpHeaderNames.ORIGIN)) {
      String origin = sent.strip().toLowerCase(Locale.ROOT);
      if (origins.contains(origin)) {
        allowed = sent.strip();
      } else if (mustBeOurs(request) && !isSame(origin, host)) {
        throw forbidden(
            "Origin is another site; send the request from a page of this host, without a"
                + " browser, or name the site in origins:");
      }
    }
    return allowed;
  }

  /** What is only read need not be ours: browsers hide the answer. But they show what is live. */
  private static boolean mustBeOurs(HttpRequest request) {
    boolean reads =
        request.method().equals(HttpMethod.GET) || request.method().equals(HttpMethod.HEAD);
    return !reads
        || Sockets.isAskedFor(request.headers())
        || LiveEndpoint.isStream(request.headers());
  }

  private static RefusedException forbidden(String text) {
    return RefusedException.lost("foreign-site", HttpResponseStatus.FORBIDDEN, text);
  }

  private boolean isLoopback(String name) {
    if (name.equals("localhost") || name.endsWith(".localhost") || name.equals(boundName)) {
      return true;
    }
    byte[] address = NetUtil.createByteArrayFromIpAddressString(name);
    try {
      return address != null && InetAddress.getByAddress(address).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }

  private static String withoutPort(String host) {
    if (host.startsWith("[")) {
      int end = host.indexOf(']');
      return end < 0 ? host : host.substring(1, end);
    }
    int colon = host.indexOf(':');
    return colon < 0 ? host : host.substring(0, colon);
  }

  private static boolean isSame(String origin, @Nullable String host) {
    try {
      URI uri = new URI(origin);
      String site = uri.getRawAuthority();
      if (site == null || host == null) {
        return false;
      }
      String defaultPort = "https".equals(uri.getScheme()) ? ":443" : ":80";
      return without(site, defaultPort).equals(without(host, defaultPort));
    } catch (URISyntaxException e) {
      return false;
    }
  }

  private static String without(String text, String end) {
    return text.endsWith(end) ? text.substring(0, text.length() - end.length()) : text;
  }
}
