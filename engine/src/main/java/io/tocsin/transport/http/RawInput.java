package io.tocsin.transport.http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;

/** Tells the connection that bytes came, before they are taken apart. */
final class RawInput extends ChannelInboundHandlerAdapter {

  private final HttpConnection connection;

  RawInput(HttpConnection connection) {
    this.connection = connection;
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object bytes) {
    if (connection.bytesCame()) {
      ctx.fireChannelRead(bytes);
    } else {
      ReferenceCountUtil.release(bytes);
    }
  }
}
