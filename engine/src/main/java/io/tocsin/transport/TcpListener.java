package io.tocsin.transport;

import io.netty.handler.ssl.SslContext;
import io.tocsin.source.Ingress;
import io.tocsin.telemetry.Telemetry;
import java.io.IOException;
import java.net.InetSocketAddress;

/**
 * Riemann's protocol over TCP, plain or with TLS. {@link #start} and {@link #close} may be called
 * by any thread, one after the other; the events go in on the loop's.
 *
 * <p>A frame is four bytes of length and one message. Each message gets exactly one answer, in the
 * order of the messages of its connection, after its events have run through all rules (and, with
 * {@link TcpSettings#durable}, are on disk): ok, ok with what a query found, or an error. A message
 * that is too large or cannot be read is answered with an error, and the connection closed; other
 * connections are not concerned. A client may stop sending and still gets its answers.
 */
public final class TcpListener implements AutoCloseable {

  private final TcpSettings settings;
  private final RiemannService service;
  private final TcpServer server;

  public TcpListener(TcpSettings settings, LaneLoop loop, Ingress ingress, Telemetry telemetry) {
    this.settings = settings;
    ListenerStats stats = new ListenerStats(settings.name(), telemetry, loop.time());
    service = new RiemannService(settings, loop, ingress, stats);
    int maxConnections = settings.connections().maxConnections();
    this.server =
        new TcpServer(
            loop,
            stats,
            maxConnections,
            ctx -> new RiemannConnection(service, ctx),
            () -> Replies.failureFrame("more than " + maxConnections + " connections"));
  }

  /**
   * Begins to listen.
   *
   * @throws IOException if the address cannot be had or a TLS file cannot be used; names it
   */
  public void start() throws IOException {
    SslContext tls = settings.tls() == null ? null : TlsContexts.server(settings.tls());
    service.open();
    server.start(settings.name(), settings.host(), settings.port(), tls);
  }

  /** Where it listens; only after {@link #start}. */
  public InetSocketAddress address() {
    return server.address();
  }

  /** Stops listening and closes all connections. Idempotent. */
  @Override
  public void close() {
    service.close();
    server.close();
  }
}
