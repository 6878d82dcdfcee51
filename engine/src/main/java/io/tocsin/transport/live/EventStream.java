package io.tocsin.transport.live;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.ScheduledFuture;
import io.tocsin.event.Event;
import io.tocsin.transport.Failures;
import io.tocsin.wire.EventJson;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A view as server-sent events. Each has {@code id:}, which counts from 1, and {@code data:} with
 * the event as JSON; between them come comments as signs of life. Where a client broke off does not
 * matter when it comes back, since it begins with what there is. Confined to the HTTP thread.
 */
// What fails to be written or closed is gone, and says so by itself.
@SuppressWarnings("FutureReturnValueIgnored")
final class EventStream extends ChannelInboundHandlerAdapter implements Outlet {

  private static final int RETRY_MILLIS = 3_000;
  private static final int LINGER_SECONDS = 2;

  private final LiveViews views;
  private final Channel channel;
  private Runnable more = () -> {};
  private @Nullable ScheduledFuture<?> ticks;
  private final Reading reading;
  private boolean ending;

  EventStream(LiveViews views, Channel channel) {
    this.views = views;
    this.channel = channel;
    this.reading = new Reading(channel);
  }

  /** Answers the request; the feed is told whenever the client takes more. */
  void begin(Feed feed, Map<String, String> answer, boolean old) {
    more = feed::pump;
    HttpResponse head = new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK);
    HttpHeaders headers = head.headers();
    headers.set(HttpHeaderNames.CONTENT_TYPE, "text/event-stream");
    headers.set(HttpHeaderNames.CACHE_CONTROL, HttpHeaderValues.NO_STORE);
    headers.set("X-Content-Type-Options", "nosniff");
    // A proxy that gathers before it hands on would hold events back.
    headers.set("X-Accel-Buffering", "no");
    answer.forEach(headers::set);
    if (old) {
      headers.set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
    } else {
      headers.set(HttpHeaderNames.TRANSFER_ENCODING, HttpHeaderValues.CHUNKED);
    }
    feed.open(() -> answer(head));
  }

  private void answer(HttpResponse head) {
    channel.write(head);
    write("retry: " + RETRY_MILLIS + "\n\n");
    channel.flush();
    long millis = views.settings.heartbeatEvery().toMillis();
    ticks = views.http.scheduleAtFixedRate(this::tick, millis, millis, TimeUnit.MILLISECONDS);
  }

  private void tick() {
    if (reading.hasStopped()) {
      views.stats.refuse("unread", channel.remoteAddress(), "a stream of events is not read");
      channel.close();
    } else if (channel.isWritable()) {
      write(":\n\n");
      channel.flush();
    }
  }

  private void write(String text) {
    ByteBuf bytes = ByteBufUtil.writeUtf8(channel.alloc(), text);
    channel.write(new DefaultHttpContent(bytes));
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ctx) {
    if (channel.isWritable()) {
      reading.went();
      more.run();
    }
  }

  @Override
  public boolean isWritable() {
    return channel.isWritable() && !ending;
  }

  @Override
  public void send(Event event, long number) {
    // JSON has no line ends, so that an event is one line.
    write("id: " + number + "\ndata: " + EventJson.write(EventJson.of(event)) + "\n\n");
  }

  @Override
  public void flush() {
    channel.flush();
  }

  /** The end says why in an event of its own name, and then the stream ends. */
  @Override
  public void end(End end, String text) {
    if (!ending) {
      ending = true;
      write("event: error\ndata: " + EventJson.write(Map.of("error", text)) + "\n\n");
      channel
          .writeAndFlush(LastHttpContent.EMPTY_LAST_CONTENT)
          .addListener(ChannelFutureListener.CLOSE);
      views.http.schedule(() -> channel.close(), LINGER_SECONDS, TimeUnit.SECONDS);
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    // Nothing can be said here.
    ReferenceCountUtil.release(message);
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
    Failures.count(views.stats, channel, cause);
    channel.close();
  }
}
