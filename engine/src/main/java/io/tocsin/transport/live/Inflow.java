package io.tocsin.transport.live;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.util.ReferenceCountUtil;
import io.tocsin.transport.Deadlines;

/**
 * What has come over a WebSocket and is no whole message yet: it counts against the budget of all
 * connections, and must become whole in time. Confined to the HTTP thread.
 */
final class Inflow extends ChannelInboundHandlerAdapter {

  private static final String DECODER = "wsdecoder";

  // Of a frame that a client sends, which is always masked.
  private static final int SHORT_HEADER = 6;
  private static final int MOST_IN_SHORT = 125;
  private static final int MOST_IN_MEDIUM = 0xFFFF;

  private final LiveViews views;
  private final Channel channel;
  private final Socket socket;
  private final Deadlines deadlines;
  private long inFrame;
  private long inMessage;
  private boolean paused;
  private boolean discarding;

  Inflow(LiveViews views, Channel channel, Socket socket) {
    this.views = views;
    this.channel = channel;
    this.socket = socket;
    this.deadlines =
        new Deadlines(channel.eventLoop(), views.time, views.connections, what -> unfinished());
  }

  /** Sets itself around the decoder of frames. */
  void join(ChannelPipeline pipeline) {
    pipeline.addBefore(DECODER, "inflow", this);
    pipeline.addAfter(DECODER, "frames", new Frames());
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    int bytes = ((ByteBuf) message).readableBytes();
    if (!discarding && !views.budget.reserve(bytes)) {
      String text = "no room for incomplete messages: too many connections send them";
      views.stats.refuse("no-room", channel.remoteAddress(), text);
      discarding = true;
      socket.end(WebSocketCloseStatus.TRY_AGAIN_LATER, "no room for the message; try again");
    }
    if (discarding) {
      ReferenceCountUtil.release(message);
      return;
    }
    inFrame += bytes;
    ctx.fireChannelRead(message);
    await();
  }

  /** Says whether what comes is read at present; what we do not read cannot be late. */
  void reading(boolean reads) {
    channel.config().setAutoRead(reads);
    paused = !reads;
    if (paused) {
      deadlines.finished();
    } else {
      await();
    }
  }

  private void await() {
    if (inFrame + inMessage == 0) {
      deadlines.finished();
    } else if (!paused) {
      deadlines.begunIfNot();
    }
  }

  private void unfinished() {
    long millis = views.connections.frameTimeout().toMillis();
    String text = "the message is not complete after " + millis + " ms";
    views.stats.refuse("unfinished", channel.remoteAddress(), text);
    discarding = true;
    socket.end(WebSocketCloseStatus.POLICY_VIOLATION, text);
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    if (inFrame + inMessage > 0 && !socket.isEnding()) {
      views.stats.refuse("truncated", channel.remoteAddress(), "ended within a message");
    }
    ctx.fireChannelInactive();
    deadlines.stop();
    views.budget.release(inFrame + inMessage);
    inFrame = 0;
    inMessage = 0;
  }

  /** Sees the frames, of which messages are made behind it. */
  private final class Frames extends ChannelInboundHandlerAdapter {
    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
      if (message instanceof WebSocketFrame frame) {
        came(frame);
      }
      ctx.fireChannelRead(message);
    }

    private void came(WebSocketFrame frame) {
      int bytes = frame.content().readableBytes();
      long whole = Math.min(inFrame, bytes + headerOf(bytes));
      inFrame -= whole;
      views.budget.release(whole);
      if (frame instanceof CloseWebSocketFrame
          || frame instanceof PingWebSocketFrame
          || frame instanceof PongWebSocketFrame) {
        return;
      }
      if (frame.isFinalFragment()) {
        views.budget.release(inMessage);
        inMessage = 0;
        deadlines.finished();
      } else if (views.budget.reserve(bytes)) { // as many were given back just now
        inMessage += bytes;
      }
    }

    private long headerOf(int bytes) {
      int more = bytes <= MOST_IN_SHORT ? 0 : bytes <= MOST_IN_MEDIUM ? Short.BYTES : Long.BYTES;
      return SHORT_HEADER + more;
    }
  }
}
