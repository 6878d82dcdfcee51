package io.tocsin.notify.carbon;

import io.tocsin.sink.OutboxSettings;
import io.tocsin.sink.Sink;
import io.tocsin.sink.SinkSettings;

/**
 * Measurements to carbon by its line protocol over TCP.
 *
 * <p>Each event with a metric is a line {@code path value seconds}; events without one, or with an
 * infinite one, are left out. Whole numbers go out exactly, others without exponent. An event
 * without a time gets carbon's.
 *
 * <p>Carbon acknowledges nothing. A connection that carbon has closed is noticed before and after a
 * write, and the write is repeated; but what the system had taken and carbon had not yet read when
 * it died without a word is lost unnoticed. When carbon stops reading, attempts run into their
 * timeout and the outbox holds the rest.
 *
 * @param name in {@code status} and logs
 * @param host name or address
 * @param port of carbon's line receiver, usually 2003
 * @param prefix put before each path with a dot; empty for none
 * @param path how a metric is named
 * @param outbox how events wait
 */
public record CarbonSettings(
    String name, String host, int port, String prefix, PathRule path, OutboxSettings outbox)
    implements SinkSettings {

  private static final int HIGHEST_PORT = 65_535;

  public CarbonSettings {
    if (name.isBlank()) {
      throw new IllegalArgumentException("carbon: name must not be empty");
    }
    if (host.isBlank()) {
      throw new IllegalArgumentException(
          "carbon: host must not be empty; write a name or address such as 'localhost'");
    }
    if (port < 1 || port > HIGHEST_PORT) {
      throw new IllegalArgumentException(
          "carbon: port must be from 1 to 65535, was " + port + "; carbon usually listens on 2003");
    }
    if (!SafePath.of(prefix).equals(prefix) || prefix.contains(";")) {
      throw new IllegalArgumentException(
          "carbon: prefix must be words of letters, digits, _ and - with dots between, was '"
              + prefix
              + "'");
    }
  }

  /** With Riemann's paths, no prefix and an outbox for measurements. */
  public static CarbonSettings of(String name, String host, int port) {
    return new CarbonSettings(
        name, host, port, "", PathRule.riemann(), OutboxSettings.MEASUREMENTS);
  }

  @Override
  public String kind() {
    return "carbon";
  }

  @Override
  public String receiver() {
    return host + ":" + port;
  }

  @Override
  public Sink open() {
    return new CarbonSink(this);
  }

  @Override
  public String toString() {
    return name;
  }
}
