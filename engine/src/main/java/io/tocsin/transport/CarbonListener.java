package io.tocsin.transport;

import io.netty.channel.Channel;
import io.tocsin.source.Ingress;
import io.tocsin.telemetry.Telemetry;
import java.io.IOException;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * Carbon's line protocol over TCP and UDP: {@code path value timestamp}, see {@link CarbonParser}.
 * {@link #start} and {@link #close} may be called by any thread, one after the other.
 *
 * <p>A line that cannot be read is counted and named in the log, and the next ones go on. A line
 * over 64 KiB ends its connection. What follows the last line feed of a connection is not taken: it
 * may have been cut. Nothing is ever answered.
 */
public final class CarbonListener implements AutoCloseable {

  private static final int TRIES_FOR_A_COMMON_PORT = 20;

  private final CarbonSettings settings;
  private final CarbonService service;
  private final TcpServer tcp;
  private volatile @Nullable Channel udp;

  public CarbonListener(
      CarbonSettings settings, LaneLoop loop, Ingress ingress, Telemetry telemetry) {
    this.settings = settings;
    ListenerStats stats = new ListenerStats(settings.name(), telemetry, loop.time());
    this.service = new CarbonService(settings, loop, ingress, stats);
    this.tcp =
        new TcpServer(
            loop,
            stats,
            settings.connections().maxConnections(),
            ctx -> new CarbonConnection(service, ctx),
            () -> null);
  }

  /**
   * Begins to listen.
   *
   * @throws IOException if the address cannot be had; names it
   */
  public void start() throws IOException {
    boolean anyPort = settings.port() == 0 && settings.tcp() && settings.udp();
    for (int tries = anyPort ? TRIES_FOR_A_COMMON_PORT : 1; ; tries--) {
      try {
        startBoth();
        return;
      } catch (IOException e) {
        tcp.close();
        // A port that is free for TCP may be taken for UDP.
        if (tries == 1) {
          throw e;
        }
      }
    }
  }

  private void startBoth() throws IOException {
    int port = settings.port();
    if (settings.tcp()) {
      tcp.start(settings.name(), settings.host(), port, null);
      port = tcp.address().getPort();
    }
    if (settings.udp()) {
      InetSocketAddress address = Ports.resolve(settings.name(), settings.host(), port);
      udp =
          Ports.bound(
              settings.name(),
              address,
              Datagrams.bootstrap(service.loop, 0, service.stats, service::datagram).bind(address));
    }
  }

  /** Where it listens; only after {@link #start}. */
  public InetSocketAddress address() {
    return settings.tcp() ? tcp.address() : Ports.of(udp);
  }

  /** Stops listening and closes all connections. Idempotent. */
  @Override
  public void close() {
    tcp.close();
    Datagrams.close(udp, service.loop);
  }
}
