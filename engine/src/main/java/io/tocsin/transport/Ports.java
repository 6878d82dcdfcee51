package io.tocsin.transport;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import java.io.IOException;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/** Ports and addresses to listen on, and errors that name them. */
public final class Ports {

  /** Lower ones belong to the system's administrator. */
  private static final int FIRST_FREE_PORT = 1024;

  private Ports() {}

  /** Refuses a number that is no port; 0 takes a free one. */
  public static void check(int port) {
    if (port < 0 || port > 65535) {
      throw new IllegalArgumentException("port must be 0 to 65535, was " + port);
    }
  }

  /**
   * An address to listen on.
   *
   * @throws IOException if there is no such host; names it
   */
  public static InetSocketAddress resolve(String listener, String host, int port)
      throws IOException {
    InetSocketAddress address = new InetSocketAddress(host, port);
    if (address.isUnresolved()) {
      throw new IOException(
          listener + ": cannot listen on " + host + ":" + port + ": no such host");
    }
    return address;
  }

  /**
   * Waits for the binding.
   *
   * @throws IOException if the address cannot be had; names it
   */
  public static Channel bound(String listener, InetSocketAddress address, ChannelFuture binding)
      throws IOException {
    binding.awaitUninterruptibly();
    if (binding.isSuccess()) {
      return binding.channel();
    }
    Throwable cause = binding.cause();
    throw new IOException(
        listener
            + ": cannot listen on "
            + address.getHostString()
            + ":"
            + address.getPort()
            + ": "
            + cause.getMessage()
            + remedy(cause, address.getPort()),
        cause);
  }

  private static String remedy(Throwable cause, int port) {
    String message = String.valueOf(cause.getMessage());
    if (message.contains("in use")) {
      return "; end what listens there, or take another port";
    }
    return message.contains("ermission denied") && port < FIRST_FREE_PORT
        ? "; take a port from 1024 on, or give the hub the right to lower ones"
        : "";
  }

  /** Where a channel listens; null means that it does not yet. */
  public static InetSocketAddress of(@Nullable Channel channel) {
    if (channel == null) {
      throw new IllegalStateException("not started");
    }
    return (InetSocketAddress) channel.localAddress();
  }
}
