package io.tocsin.transport;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.socket.DatagramPacket;
import java.net.SocketAddress;
import org.jspecify.annotations.Nullable;

/** A UDP port: what all UDP listeners have in common. Confined to the loop's thread. */
// What fails to be written or closed is gone, and says so by itself.
@SuppressWarnings("FutureReturnValueIgnored")
final class Datagrams extends ChannelInboundHandlerAdapter {

  /** Takes datagrams. */
  @FunctionalInterface
  interface Taker {
    /** Takes one; the bytes are valid during the call. */
    void take(byte[] bytes, int length, SocketAddress sender);
  }

  private static final int LARGEST = 64 << 10;
  private static final int READS_IN_A_ROW = 64;

  private final LaneLoop loop;
  private final ListenerStats stats;
  private final Taker taker;
  private final ReadBuffer buffer = new ReadBuffer();

  private Datagrams(LaneLoop loop, ListenerStats stats, Taker taker) {
    this.loop = loop;
    this.stats = stats;
    this.taker = taker;
  }

  /** What is needed to bind a port. */
  static Bootstrap bootstrap(
      LaneLoop loop, int receiveBufferBytes, ListenerStats stats, Taker taker) {
    Bootstrap bootstrap =
        new Bootstrap()
            .group(loop.group())
            .channel(loop.datagramChannel())
            .option(
                ChannelOption.RECVBUF_ALLOCATOR,
                new FixedRecvByteBufAllocator(LARGEST).maxMessagesPerRead(READS_IN_A_ROW))
            .handler(new Datagrams(loop, stats, taker));
    if (receiveBufferBytes > 0) {
      bootstrap.option(ChannelOption.SO_RCVBUF, receiveBufferBytes);
    }
    return bootstrap;
  }

  /** Closes a port, if there is one. */
  static void close(@Nullable Channel channel, LaneLoop loop) {
    if (channel != null && !loop.group().isShuttingDown()) {
      channel.close();
      loop.awaitFree(channel);
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    DatagramPacket packet = (DatagramPacket) message;
    try {
      int length = buffer.fill(packet.content());
      taker.take(buffer.bytes(), length, packet.sender());
    } finally {
      packet.release();
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    loop.inputDone();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    stats.refuse("error", null, "datagram failed: " + cause);
  }
}
