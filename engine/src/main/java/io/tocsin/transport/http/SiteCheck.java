package io.tocsin.transport.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.NetUtil;
import io.tocsin.transport.http.HttpAccess.Role;
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
 *   <li>While no sites are allowed by name, a page of another port of the same host may look, but
 *       change nothing: a dashboard stands there. The host must be one whose name nobody else can
 *       give to this machine: a name of the loopback, the name that was bound, or an address.
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
   * Whose page a request comes from.
   *
   * @param origin the other site whose page the answer is for; null when there is none
   * @param mayWrite whether it may change something
   */
  record Page(@Nullable String origin, boolean mayWrite) {

    private static final Page OURS = new Page(null, true);

    /** Refuses what a page that may only look must not do. */
    void check(Role role) throws RefusedException {
      if (role == Role.WRITE && !mayWrite) {
        throw forbidden(
            "Origin is another port, whose pages may look but not change anything; name the site"
                + " in origins:");
      }
    }
  }

  /** Refuses a request that is not meant for this hub; says whose it is when it is. */
  Page check(HttpRequest request) throws RefusedException {
    List<String> hosts = request.headers().getAll(HttpHeaderNames.HOST);
    boolean mayLack = request.protocolVersion().compareTo(HttpVersion.HTTP_1_1) < 0;
    if (hosts.size() > 1 || (hosts.isEmpty() && !mayLack)) {
      throw RefusedException.bad("a request needs exactly one Host header");
    }
    String host = hosts.isEmpty() ? null : hosts.get(0).strip().toLowerCase(Locale.ROOT);
    if (loopbackOnly && host != null && !isOurName(withoutPort(host))) {
      throw forbidden(
          "Host is not this machine's loopback; use http://127.0.0.1 or localhost, or bind another"
              + " address");
    }
    Page page = Page.OURS;
    for (String sent : request.headers().getAll(HttpHeaderNames.ORIGIN)) {
      String origin = sent.strip().toLowerCase(Locale.ROOT);
      String site = authority(origin);
      if (origins.contains(origin)) {
        page = new Page(sent.strip(), page.mayWrite());
      } else if (site == null || host == null || !isSame(origin, site, host)) {
        boolean neighbour = site != null && host != null && isNeighbour(site, host);
        if (mustBeOurs(request) && !(neighbour && reads(request))) {
          throw forbidden(
              "Origin is another site; send the request from a page of this host, without a"
                  + " browser, or name the site in origins:");
        }
        page = new Page(neighbour ? sent.strip() : null, false);
      }
    }
    return page;
  }

  /** What is only read need not be ours: browsers hide the answer. But they show what is live. */
  private static boolean mustBeOurs(HttpRequest request) {
    return !reads(request)
        || Sockets.isAskedFor(request.headers())
        || LiveEndpoint.isStream(request.headers());
  }

  private static boolean reads(HttpRequest request) {
    return request.method().equals(HttpMethod.GET) || request.method().equals(HttpMethod.HEAD);
  }

  private static RefusedException forbidden(String text) {
    return RefusedException.lost("foreign-site", HttpResponseStatus.FORBIDDEN, text);
  }

  private boolean isOurName(String name) {
    return name.equals(boundName) || isLoopback(name);
  }

  private static boolean isLoopback(String name) {
    if (name.equals("localhost") || name.endsWith(".localhost")) {
      return true;
    }
    byte[] address = NetUtil.createByteArrayFromIpAddressString(name);
    try {
      return address != null && InetAddress.getByAddress(address).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }

  /** Whether a page stands on the same host, by a name that is surely ours. */
  private boolean isNeighbour(String site, String host) {
    if (!origins.isEmpty()) {
      return false; // who names sites names all of them
    }
    String there = withoutPort(site);
    String here = withoutPort(host);
    if (isLoopback(here)) {
      return isLoopback(there);
    }
    // Any other name may be one that another site has resolve to this machine.
    boolean sure =
        here.equals(boundName) || NetUtil.createByteArrayFromIpAddressString(here) != null;
    return sure && there.equals(here);
  }

  private static String withoutPort(String host) {
    if (host.startsWith("[")) {
      int end = host.indexOf(']');
      return end < 0 ? host : host.substring(1, end);
    }
    int colon = host.indexOf(':');
    return colon < 0 ? host : host.substring(0, colon);
  }

  /** The host and port of an origin; null when there is none. */
  private static @Nullable String authority(String origin) {
    try {
      String site = new URI(origin).getRawAuthority();
      return site == null || site.contains("@") ? null : site;
    } catch (URISyntaxException e) {
      return null;
    }
  }

  private static boolean isSame(String origin, String site, String host) {
    String defaultPort = origin.startsWith("https:") ? ":443" : ":80";
    return without(site, defaultPort).equals(without(host, defaultPort));
  }

  private static String without(String text, String end) {
    return text.endsWith(end) ? text.substring(0, text.length() - end.length()) : text;
  }
}
