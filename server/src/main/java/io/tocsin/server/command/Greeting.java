package io.tocsin.server.command;

import io.tocsin.dsl.ServerSettings.Kind;
import io.tocsin.server.RunningHub;
import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** What {@code run} says when the hub is up: where it listens, and what to try. */
final class Greeting {

  private Greeting() {}

  static void print(PrintWriter out, RunningHub hub, @Nullable Path quickstart) {
    out.println("Tocsin is running. It listens on:");
    hub.addresses()
        .forEach(
            (listener, address) ->
                out.printf(
                    "  %-9s %s:%d%s%n",
                    listener.kind().name().toLowerCase(java.util.Locale.ROOT),
                    address.getAddress().getHostAddress(),
                    address.getPort(),
                    what(listener.kind(), listener.tls() != null)));
    InetSocketAddress http = hub.address(Kind.HTTP);
    if (quickstart != null) {
      out.println("Rules: " + quickstart + " (edit them: a changed file is loaded by itself)");
      out.println("Try, in another terminal:");
      out.println("  bin/tocsin query 'true'");
      out.println(
          "  bin/tocsin send --host web1 --service 'disk /' --metric 0.97 --state critical");
      out.println(
          "  curl 'http://127.0.0.1:" + (http == null ? 5556 : http.getPort()) + "/metrics'");
    }
    out.flush();
  }

  private static String what(Kind kind, boolean tls) {
    return switch (kind) {
      case TCP -> tls ? "   Riemann protocol over TLS" : "   Riemann protocol";
      case UDP -> "   Riemann protocol, no answers";
      case GRAPHITE -> "   carbon lines, TCP and UDP";
      case HTTP -> "   health, metrics, REST, live views" + (tls ? ", over TLS" : "");
    };
  }
}
