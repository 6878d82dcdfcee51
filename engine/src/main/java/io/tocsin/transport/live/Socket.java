package io.tocsin.transport.live;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.PrematureChannelClosureException;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.ScheduledFuture;
import io.tocsin.transport.Failures;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One WebSocket: answers when asked, asks in turn whether the other side is there, and ends well.
 * Confined to the HTTP thread.
 */
// What fails to be written or closed is gone, and says so by itself.
@SuppressWarnings("FutureReturnValueIgnored")
final class Socket extends ChannelInboundHandlerAdapter {

  /** What is spoken over it. */
  interface Talk {

    /** A frame with something in it; the caller's again afterwards. */
    void frame(WebSocketFrame frame);

    /** The other side takes more again, or no more. */
    void writabilityChanged();
  }

  private static final int LINGER_SECONDS = 2;

  /** What of a reason surely fits into a close frame. */
  private static final int MAX_REASON_CHARS = 40;

  private static final int MAX_PLAIN_REASON_CHARS = 120;

  private final LiveViews views;
  private final Channel channel;
  private final Talk talk;
  private @Nullable ScheduledFuture<?> ticks;
  private boolean asked;
  private boolean ending;
  private final Reading reading;

  Socket(LiveViews views, Channel channel, Talk talk) {
    this.views = views;
    this.channel = channel;
    this.talk = talk;
    this.reading = new Reading(channel);
  }

  /** The request is granted: from now on the other side is asked whether it is there. */
  void granted() {
    long millis = views.settings.pingEvery().toMillis();
    ticks = views.http.scheduleAtFixedRate(this::tick, millis, millis, TimeUnit.MILLISECONDS);
  }

  private void tick() {
    if (!channel.config().isAutoRead()) {
      return; // what it says is not read just now, its answer neither
    }
    if (reading.hasStopped()) {
      views.stats.refuse("unread", channel.remoteAddress(), "a WebSocket is not read");
      channel.close();
      return;
    }
    if (asked) {
      views.stats.odd("no-pong").increment();
      channel.close();
      return;
    }
    asked = true;
    channel.writeAndFlush(new PingWebSocketFrame());
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    try {
      asked = false;
      if (message instanceof CloseWebSocketFrame close) {
        closed(close);
      } else if (!ending && message instanceof PingWebSocketFrame ping) {
        // One that asks without reading is not answered.
        if (channel.isWritable()) {
          channel.writeAndFlush(new PongWebSocketFrame(ping.content().retain()));
        }
      } else if (!ending
          && message instanceof WebSocketFrame frame
          && !(frame instanceof PongWebSocketFrame)) {
        talk.frame(frame);
      }
    } finally {
      ReferenceCountUtil.release(message);
    }
  }

  private void closed(CloseWebSocketFrame close) {
    if (ending) {
      channel.close();
    } else {
      ending = true;
      channel.writeAndFlush(close.retain()).addListener(ChannelFutureListener.CLOSE);
    }
  }

  /** Says why, and closes: when the other side has answered, or in a while. */
  void end(WebSocketCloseStatus status, String text) {
    if (!ending) {
      ending = true;
      channel.writeAndFlush(new CloseWebSocketFrame(status, shortened(text)));
      channel.config().setAutoRead(true);
      views.http.schedule(() -> channel.close(), LINGER_SECONDS, TimeUnit.SECONDS);
    }
  }

  boolean isEnding() {
    return ending;
  }

  private static String shortened(String text) {
    boolean plain = text.chars().allMatch(c -> c < 0x80);
    int most = plain ? MAX_PLAIN_REASON_CHARS : MAX_REASON_CHARS;
    return text.length() <= most ? text : text.substring(0, most);
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ctx) {
    if (channel.isWritable()) {
      reading.went();
    }
    talk.writabilityChanged();
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (Failures.isInputEnd(event)) {
      channel.close();
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    if (ticks != null) {
      ticks.cancel(false);
    }
    ending = true;
    views.stats.connectionClosed();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    if (cause instanceof TooLongFrameException
        && !(cause instanceof CorruptedWebSocketFrameException)) {
      views.stats.refuse("too-large", channel.remoteAddress(), "a message is too large");
      end(WebSocketCloseStatus.MESSAGE_TOO_BIG, "the message is too large");
      return;
    }
    if (cause instanceof CorruptedWebSocketFrameException) {
      // The codec has said so with a close frame and closes.
      views.stats.refuse(
          "bad-request", channel.remoteAddress(), "no WebSocket frame: " + cause.getMessage());
      ending = true;
      return;
    }
    if (!(cause instanceof PrematureChannelClosureException)) { // counted where it came in
      Failures.count(views.stats, channel, cause);
    }
    channel.close();
  }
}
