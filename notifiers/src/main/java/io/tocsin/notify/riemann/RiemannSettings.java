package io.tocsin.notify.riemann;

import io.tocsin.sink.OutboxSettings;
import io.tocsin.sink.Sink;
import io.tocsin.sink.SinkSettings;
import io.tocsin.transport.client.ClientTls;
import org.jspecify.annotations.Nullable;

/**
 * Another hub, or a Riemann server, by Riemann's protocol over TCP.
 *
 * <p>Events go in messages of up to {@link #MAX_EVENTS}, and each message waits for its answer. A
 * connection that fails, and an answer that does not come in time, are tried again; the receiver
 * may then get events twice. A message that the receiver answers with an error is refused for good.
 * Hubs that forward to each other go round for ever: that is for the rules to prevent.
 *
 * @param name in {@code status} and logs
 * @param host name or address
 * @param port of the receiver's TCP listener, usually 5555
 * @param tls null for none
 * @param outbox how events wait
 */
public record RiemannSettings(
    String name, String host, int port, @Nullable ClientTls tls, OutboxSettings outbox)
    implements SinkSettings {

  /** Events of one message at most. */
  public static final int MAX_EVENTS = 1_000;

  private static final int HIGHEST_PORT = 65_535;

  public RiemannSettings {
    if (name.isBlank()) {
      throw new IllegalArgumentException("riemann: name must not be empty");
    }
    if (host.isBlank()) {
      throw new IllegalArgumentException(
          "riemann: host must not be empty; write a name or address such as 'central'");
    }
    if (port < 1 || port > HIGHEST_PORT) {
      throw new IllegalArgumentException(
          "riemann: port must be from 1 to 65535, was " + port + "; it usually is 5555");
    }
  }

  /** Without TLS, and with an outbox for measurements. */
  public static RiemannSettings of(String name, String host, int port) {
    return new RiemannSettings(name, host, port, null, OutboxSettings.MEASUREMENTS);
  }

  @Override
  public String kind() {
    return "riemann";
  }

  @Override
  public String receiver() {
    return host + ":" + port;
  }

  @Override
  public Sink open() {
    return new RiemannSink(this);
  }

  @Override
  public String toString() {
    return name;
  }
}
