package io.tocsin.transport;

import java.time.Duration;

/**
 * What a listener grants its connections. Immutable.
 *
 * @param maxConnections open at one time, at least 1; the next gets an error and is closed
 * @param idleTimeout of a connection that sends nothing; zero for never. An hour by default:
 *     clients keep connections open between reports, and few report more seldom
 * @param frameTimeout from the first to the last byte of a message or line, longer than zero
 * @param writeTimeout of a client that does not read its answers, longer than zero; as long as it
 *     reads some, the time begins anew
 */
public record ConnectionLimits(
    int maxConnections, Duration idleTimeout, Duration frameTimeout, Duration writeTimeout) {

  /** 10,000 connections, an hour idle, 30 seconds a message, 30 seconds without reading. */
  public static final ConnectionLimits DEFAULT =
      new ConnectionLimits(
          10_000, Duration.ofHours(1), Duration.ofSeconds(30), Duration.ofSeconds(30));

  public ConnectionLimits {
    if (maxConnections < 1) {
      throw new IllegalArgumentException(
          "maxConnections must be at least 1, was " + maxConnections);
    }
    if (idleTimeout.isNegative()) {
      throw new IllegalArgumentException("idleTimeout must not be negative, was " + idleTimeout);
    }
    positive("frameTimeout", frameTimeout);
    positive("writeTimeout", writeTimeout);
  }

  private static void positive(String name, Duration value) {
    if (value.isZero() || value.isNegative()) {
      throw new IllegalArgumentException(name + " must be longer than zero, was " + value);
    }
  }
}
