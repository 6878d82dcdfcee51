package io.tocsin.transport;

import io.tocsin.wire.WireLimits;
import org.jspecify.annotations.Nullable;

/**
 * Where and how to listen for Riemann's protocol over TCP. Immutable.
 *
 * @param name the listener's name in counters and the log
 * @param host the address to bind, {@code 127.0.0.1} by default
 * @param port 0 to 65535; 0 takes a free one
 * @param wire sizes of messages; {@code maxFrameBytes} bounds answers too
 * @param tls null for none
 * @param durable whether ok is said only when a message is on disk, where inputs are written down
 */
public record TcpSettings(
    String name,
    String host,
    int port,
    WireLimits wire,
    ConnectionLimits connections,
    @Nullable TlsSettings tls,
    boolean durable) {

  public TcpSettings {
    Ports.check(port);
  }

  /** Plain TCP on the loopback address, with all limits as they are by default. */
  public static TcpSettings onPort(int port) {
    return new TcpSettings(
        "tcp", "127.0.0.1", port, WireLimits.DEFAULT, ConnectionLimits.DEFAULT, null, false);
  }

  public TcpSettings withName(String value) {
    return new TcpSettings(value, host, port, wire, connections, tls, durable);
  }

  public TcpSettings withHost(String value) {
    return new TcpSettings(name, value, port, wire, connections, tls, durable);
  }

  public TcpSettings withWire(WireLimits value) {
    return new TcpSettings(name, host, port, value, connections, tls, durable);
  }

  public TcpSettings withConnections(ConnectionLimits value) {
    return new TcpSettings(name, host, port, wire, value, tls, durable);
  }

  public TcpSettings withTls(@Nullable TlsSettings value) {
    return new TcpSettings(name, host, port, wire, connections, value, durable);
  }

  public TcpSettings withDurable(boolean value) {
    return new TcpSettings(name, host, port, wire, connections, tls, value);
  }
}
