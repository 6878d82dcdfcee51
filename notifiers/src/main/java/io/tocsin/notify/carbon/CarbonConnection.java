package io.tocsin.notify.carbon;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.channels.spi.SelectorProvider;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/**
 * A TCP connection whose writes end in time: a blocking socket has no time limit for them. For one
 * thread at a time, but for {@link #close}, which also ends a write that is under way.
 */
final class CarbonConnection implements AutoCloseable {

  private static final int READ_BYTES = 512;
  private static final byte[] NOTHING = {};

  private final SocketChannel channel;
  private final Selector selector;
  private final SelectionKey key;
  private final ByteBuffer ignored = ByteBuffer.allocateDirect(READ_BYTES);

  /** What the system took of bytes whose rest has yet to follow. */
  private byte[] begun = NOTHING;

  private CarbonConnection(SocketChannel channel, Selector selector, SelectionKey key) {
    this.channel = channel;
    this.selector = selector;
    this.key = key;
  }

  /** Connects to the first of a name's addresses that answers, within the time left. */
  static CarbonConnection open(String host, int port, Deadline deadline)
      throws IOException, InterruptedException {
    return open(InetAddress.getAllByName(host), port, deadline);
  }

  static CarbonConnection open(InetAddress[] addresses, int port, Deadline deadline)
      throws IOException, InterruptedException {
    IOException first = null;
    for (int i = 0; i < addresses.length; i++) {
      Deadline share = deadline.share(addresses.length - i);
      try {
        return open(new InetSocketAddress(addresses[i], port), share, SelectorProvider.provider());
      } catch (ClosedByInterruptException e) {
        throw e;
      } catch (IOException e) {
        first = first == null ? e : first;
      }
    }
    throw first == null ? new UnknownHostException() : first;
  }

  /** Connects to one address; leaves nothing open when it fails. */
  static CarbonConnection open(
      InetSocketAddress address, Deadline deadline, SelectorProvider provider)
      throws IOException, InterruptedException {
    SocketChannel channel = provider.openSocketChannel();
    Selector selector = null;
    boolean connected = false;
    try {
      selector = provider.openSelector();
      channel.configureBlocking(false);
      channel.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      SelectionKey key = channel.register(selector, SelectionKey.OP_CONNECT);
      CarbonConnection connection = new CarbonConnection(channel, selector, key);
      if (!channel.connect(address)) {
        while (!channel.finishConnect()) {
          connection.await(SelectionKey.OP_CONNECT, deadline);
        }
      }
      connected = true;
      return connection;
    } finally {
      if (!connected) {
        channel.close();
        if (selector != null) {
          selector.close();
        }
      }
    }
  }

  /**
   * Whether nothing is known against the connection. Carbon never says anything; an end of stream
   * is how it says that it went away. What it should say all the same is thrown away.
   */
  boolean isAlive() {
    try {
      int read;
      do {
        ignored.clear();
        read = channel.read(ignored);
      } while (read > 0);
      return read == 0;
    } catch (IOException e) {
      return false;
    }
  }

  /** Whether these bytes, written next, leave nothing begun without its end. */
  boolean isContinuedBy(byte[] bytes) {
    return bytes.length >= begun.length
        && Arrays.equals(begun, 0, begun.length, bytes, 0, begun.length);
  }

  /**
   * Hands these bytes to the system if it takes them at once.
   *
   * @return whether it took all; what it took of them otherwise is left out of the next {@link
   *     #write}, which must be of bytes that {@link #isContinuedBy} likes
   */
  boolean writeAtOnce(byte[] bytes) throws IOException {
    if (begun.length > 0) {
      return false;
    }
    int taken = channel.write(ByteBuffer.wrap(bytes));
    if (taken == bytes.length) {
      return true;
    }
    begun = Arrays.copyOf(bytes, taken);
    return false;
  }

  /** Hands all bytes to the system before the deadline, but for those it took already. */
  void write(byte[] bytes, Deadline deadline) throws IOException, InterruptedException {
    ByteBuffer rest = ByteBuffer.wrap(bytes, begun.length, bytes.length - begun.length);
    begun = NOTHING;
    while (rest.hasRemaining()) {
      if (channel.write(rest) == 0) {
        await(SelectionKey.OP_WRITE, deadline);
      }
    }
  }

  private void await(int operation, Deadline deadline) throws IOException, InterruptedException {
    long millis = TimeUnit.MICROSECONDS.toMillis(deadline.leftMicros());
    if (millis <= 0) {
      throw new SocketTimeoutException();
    }
    try {
      key.interestOps(operation);
      selector.select(millis);
      selector.selectedKeys().clear();
    } catch (ClosedSelectorException | CancelledKeyException e) {
      throw new IOException("closed", e);
    }
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      // It is let go of either way.
    }
    try {
      selector.close();
    } catch (IOException e) {
      // It is let go of either way.
    }
  }
}
