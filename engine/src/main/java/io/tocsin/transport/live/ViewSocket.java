package io.tocsin.transport.live;

import io.netty.channel.Channel;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.tocsin.event.Event;
import io.tocsin.wire.EventJson;

/**
 * A view over a WebSocket: one event as JSON in each text frame. What the client sends is not
 * looked at. Confined to the HTTP thread.
 */
@SuppressWarnings("FutureReturnValueIgnored")
final class ViewSocket implements Outlet, Socket.Talk {

  private final Channel channel;
  private final Socket socket;
  private Runnable more = () -> {};

  ViewSocket(LiveViews views, Channel channel) {
    this.channel = channel;
    this.socket = new Socket(views, channel, this);
  }

  /** The handler; the feed is told whenever the client takes more. */
  Socket begin(Feed feed) {
    more = feed::pump;
    return socket;
  }

  @Override
  public void frame(WebSocketFrame frame) {
    // Nothing can be said here.
  }

  @Override
  public void writabilityChanged() {
    if (channel.isWritable()) {
      more.run();
    }
  }

  @Override
  public boolean isWritable() {
    return channel.isWritable() && !socket.isEnding();
  }

  @Override
  public void send(Event event, long number) {
    channel.write(new TextWebSocketFrame(EventJson.write(EventJson.of(event))));
  }

  @Override
  public void flush() {
    channel.flush();
  }

  @Override
  public void end(End end, String text) {
    socket.end(
        switch (end) {
          case COMPLETE -> WebSocketCloseStatus.NORMAL_CLOSURE;
          case REFUSED -> WebSocketCloseStatus.POLICY_VIOLATION;
          case TRY_LATER -> WebSocketCloseStatus.TRY_AGAIN_LATER;
        },
        text);
  }
}
