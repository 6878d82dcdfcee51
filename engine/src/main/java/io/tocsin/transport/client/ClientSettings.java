package io.tocsin.transport.client;

import io.tocsin.wire.WireLimits;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Whom a client calls, and how long it waits. Immutable.
 *
 * @param timeout of connecting, and of each silence of the server; longer than zero
 * @param wire sizes of requests and answers
 * @param tls null for none
 */
public record ClientSettings(
    String host, int port, Duration timeout, WireLimits wire, @Nullable ClientTls tls) {

  public ClientSettings {
    if (timeout.toMillis() < 1 || timeout.toMillis() > Integer.MAX_VALUE) {
      throw new IllegalArgumentException("timeout must be 1 ms to 24 days, was " + timeout);
    }
  }

  /** Plain TCP with five seconds of patience. */
  public static ClientSettings of(String host, int port) {
    return new ClientSettings(host, port, Duration.ofSeconds(5), WireLimits.DEFAULT, null);
  }

  public ClientSettings withTimeout(Duration value) {
    return new ClientSettings(host, port, value, wire, tls);
  }

  public ClientSettings withTls(@Nullable ClientTls value) {
    return new ClientSettings(host, port, timeout, wire, value);
  }
}
