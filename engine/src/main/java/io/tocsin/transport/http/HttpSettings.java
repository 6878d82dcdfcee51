package io.tocsin.transport.http;

import io.tocsin.transport.ConnectionLimits;
import io.tocsin.transport.Ports;
import io.tocsin.transport.TlsSettings;
import io.tocsin.transport.live.LiveSettings;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Where and how to listen for HTTP. Immutable.
 *
 * @param name the listener's name in counters and the log
 * @param host the address to bind, {@code 127.0.0.1} by default
 * @param port 0 to 65535; 0 takes a free one
 * @param maxBodyBytes of a request as sent and as inflated, and of an answer that lists events; 1
 *     to 1 GiB
 * @param connections the frame timeout is a request's, from its first byte to its last
 * @param tls null for none
 * @param access who may do what
 * @param live bounds of those who watch
 */
public record HttpSettings(
    String name,
    String host,
    int port,
    int maxBodyBytes,
    ConnectionLimits connections,
    @Nullable TlsSettings tls,
    HttpAccess access,
    LiveSettings live) {

  /** 16 MiB. */
  public static final int DEFAULT_MAX_BODY_BYTES = 16 << 20;

  /** 1000 connections, 2 minutes idle, 30 seconds a request, 30 seconds without reading. */
  public static final ConnectionLimits DEFAULT_CONNECTIONS =
      new ConnectionLimits(
          1000, Duration.ofMinutes(2), Duration.ofSeconds(30), Duration.ofSeconds(30));

  private static final int LARGEST_BODY = 1 << 30;

  public HttpSettings {
    Ports.check(port);
    if (maxBodyBytes < 1 || maxBodyBytes > LARGEST_BODY) {
      throw new IllegalArgumentException(
          "maxBodyBytes must be 1 to " + LARGEST_BODY + ", was " + maxBodyBytes);
    }
  }

  /** Plain HTTP, which everyone may use. */
  public HttpSettings(
      String name, String host, int port, int maxBodyBytes, ConnectionLimits connections) {
    this(
        name,
        host,
        port,
        maxBodyBytes,
        connections,
        null,
        HttpAccess.EVERYONE,
        LiveSettings.DEFAULT);
  }

  /** On the loopback address, with all limits as they are by default. */
  public static HttpSettings onPort(int port) {
    return new HttpSettings("http", "127.0.0.1", port, DEFAULT_MAX_BODY_BYTES, DEFAULT_CONNECTIONS);
  }

  public HttpSettings withName(String value) {
    return new HttpSettings(value, host, port, maxBodyBytes, connections, tls, access, live);
  }

  public HttpSettings withHost(String value) {
    return new HttpSettings(name, value, port, maxBodyBytes, connections, tls, access, live);
  }

  public HttpSettings withMaxBodyBytes(int value) {
    return new HttpSettings(name, host, port, value, connections, tls, access, live);
  }

  public HttpSettings withConnections(ConnectionLimits value) {
    return new HttpSettings(name, host, port, maxBodyBytes, value, tls, access, live);
  }

  public HttpSettings withTls(@Nullable TlsSettings value) {
    return new HttpSettings(name, host, port, maxBodyBytes, connections, value, access, live);
  }

  public HttpSettings withAccess(HttpAccess value) {
    return new HttpSettings(name, host, port, maxBodyBytes, connections, tls, value, live);
  }

  public HttpSettings withLive(LiveSettings value) {
    return new HttpSettings(name, host, port, maxBodyBytes, connections, tls, access, value);
  }
}
