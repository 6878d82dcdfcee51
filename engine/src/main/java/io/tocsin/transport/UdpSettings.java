package io.tocsin.transport;

import io.tocsin.wire.WireLimits;

/**
 * Where and how to listen for Riemann's protocol over UDP. Immutable.
 *
 * @param name the listener's name in counters and the log
 * @param host the address to bind, {@code 127.0.0.1} by default
 * @param port 0 to 65535; 0 takes a free one
 * @param wire sizes of messages
 * @param receiveBufferBytes what the kernel is asked to hold while the lane is busy; it may grant
 *     less. 0 leaves the system's default
 */
public record UdpSettings(
    String name, String host, int port, WireLimits wire, int receiveBufferBytes) {

  public UdpSettings {
    Ports.check(port);
    if (receiveBufferBytes < 0) {
      throw new IllegalArgumentException(
          "receiveBufferBytes must not be negative, was " + receiveBufferBytes);
    }
  }

  /** The loopback address, with 4 MiB asked of the kernel. */
  public static UdpSettings onPort(int port) {
    return new UdpSettings("udp", "127.0.0.1", port, WireLimits.DEFAULT, 4 << 20);
  }
}
