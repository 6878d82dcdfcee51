package io.tocsin.transport;

/**
 * Where and how to listen for carbon's lines. Immutable.
 *
 * @param name the listener's name in counters and the log
 * @param host the address to bind, {@code 127.0.0.1} by default
 * @param port 0 to 65535; 0 takes a free one. TCP and UDP share the number
 * @param tcp whether to listen on TCP
 * @param udp whether to listen on UDP; at least one of the two
 * @param connections for TCP; the frame timeout is a line's
 */
public record CarbonSettings(
    String name, String host, int port, boolean tcp, boolean udp, ConnectionLimits connections) {

  public CarbonSettings {
    Ports.check(port);
    if (!tcp && !udp) {
      throw new IllegalArgumentException("a carbon listener needs tcp, udp or both");
    }
  }

  /** TCP and UDP on the loopback address. */
  public static CarbonSettings onPort(int port) {
    return new CarbonSettings("carbon", "127.0.0.1", port, true, true, ConnectionLimits.DEFAULT);
  }
}
