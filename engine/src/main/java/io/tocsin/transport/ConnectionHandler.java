package io.tocsin.transport;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Turns Netty's events into a {@link Connection}'s. Confined to the loop's thread. */
// What fails to be written or closed is gone, and says so by itself.
@SuppressWarnings("FutureReturnValueIgnored")
final class ConnectionHandler extends ChannelInboundHandlerAdapter {

  private final Function<ChannelHandlerContext, Connection> open;
  private final ListenerStats stats;
  private @Nullable Connection connection;

  ConnectionHandler(Function<ChannelHandlerContext, Connection> open, ListenerStats stats) {
    this.open = open;
    this.stats = stats;
  }

  @Override
  public void channelActive(ChannelHandlerContext ctx) {
    stats.connectionOpened();
    connection = open.apply(ctx);
    ctx.fireChannelActive();
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    ByteBuf in = (ByteBuf) message;
    try {
      if (connection != null) {
        connection.read(in);
      }
    } finally {
      in.release();
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    if (connection != null) {
      connection.readComplete();
    }
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ctx) {
    if (connection != null) {
      connection.writabilityChanged();
    }
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (Failures.isInputEnd(event) && connection != null) {
      connection.inputClosed();
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    if (connection != null) {
      stats.connectionClosed();
      connection.gone();
      connection = null;
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    Failures.count(stats, ctx.channel(), cause);
    ctx.close();
  }
}
