package io.tocsin.transport;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.handler.ssl.SslContext;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ForkJoinPool;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A TCP port and its connections: what all TCP listeners have in common. {@link #start} and {@link
 * #close} may be called by any thread, one after the other.
 */
// What fails to be written or closed is gone, and says so by itself.
@SuppressWarnings("FutureReturnValueIgnored")
final class TcpServer {

  private static final int BACKLOG = 1024;

  private final LaneLoop loop;
  private final ListenerStats stats;
  private final int maxConnections;
  private final Function<ChannelHandlerContext, Connection> open;
  private final Supplier<@Nullable ByteBuf> lastWord;

  // Of the loop's thread only.
  private final Set<Channel> connections = new HashSet<>();

  private volatile @Nullable Channel port;

  /**
   * A server.
   *
   * @param open makes the connection's half that speaks the protocol
   * @param lastWord what a client over the limit is told in plain TCP; null for nothing
   */
  TcpServer(
      LaneLoop loop,
      ListenerStats stats,
      int maxConnections,
      Function<ChannelHandlerContext, Connection> open,
      Supplier<@Nullable ByteBuf> lastWord) {
    this.loop = loop;
    this.stats = stats;
    this.maxConnections = maxConnections;
    this.open = open;
    this.lastWord = lastWord;
    stats.gaugeConnections();
  }

  /** Begins to listen. */
  void start(String listener, String host, int number, @Nullable SslContext tls)
      throws IOException {
    InetSocketAddress address = Ports.resolve(listener, host, number);
    ChannelFuture binding =
        new ServerBootstrap()
            .group(loop.group())
            .channel(loop.serverChannel())
            .option(ChannelOption.SO_BACKLOG, BACKLOG)
            .option(ChannelOption.SO_REUSEADDR, true)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childOption(ChannelOption.SO_KEEPALIVE, true)
            .childOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
            // One read, then the next connection: its answers leave, and all get their turn.
            .childOption(
                ChannelOption.RECVBUF_ALLOCATOR,
                new FixedRecvByteBufAllocator(ReadBuffer.READ_BYTES).maxMessagesPerRead(1))
            .childHandler(
                new ChannelInitializer<Channel>() {
                  @Override
                  protected void initChannel(Channel channel) {
                    welcome(channel, tls);
                  }
                })
            .bind(address);
    port = Ports.bound(listener, address, binding);
  }

  InetSocketAddress address() {
    return Ports.of(port);
  }

  private void welcome(Channel channel, @Nullable SslContext tls) {
    if (connections.size() >= maxConnections) {
      stats.refuse(
          "too-many-connections",
          channel.remoteAddress(),
          "more than " + maxConnections + " connections");
      channel.pipeline().addLast(new Farewell(tls == null ? lastWord.get() : null));
      return;
    }
    connections.add(channel);
    channel.closeFuture().addListener(closed -> connections.remove(channel));
    if (tls != null) {
      // The costly sums of a handshake are done elsewhere; the lane has work to do.
      channel.pipeline().addLast(tls.newHandler(channel.alloc(), ForkJoinPool.commonPool()));
    }
    channel.pipeline().addLast(new ConnectionHandler(open, stats));
  }

  /** Stops listening and closes all connections. Idempotent. */
  void close() {
    Channel listening = port;
    if (listening == null || loop.group().isShuttingDown()) {
      return;
    }
    Future<?> done =
        loop.group()
            .submit(
                () -> {
                  listening.close();
                  List.copyOf(connections).forEach(Channel::close);
                });
    if (!loop.isLoopThread()) {
      done.awaitUninterruptibly();
      loop.awaitFree(listening);
    }
  }

  /** Says a last word to a client there is no room for. */
  private static final class Farewell extends ChannelInboundHandlerAdapter {
    private final @Nullable ByteBuf word;

    Farewell(@Nullable ByteBuf word) {
      this.word = word;
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
      if (word == null) {
        ctx.close();
      } else {
        ctx.writeAndFlush(word).addListener(ChannelFutureListener.CLOSE);
      }
    }
  }
}
