package io.tocsin.transport.http;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.tocsin.time.TimeSource;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Writes answers to a connection. Confined to the HTTP thread. */
// What fails to be written is gone, and the last write says so.
@SuppressWarnings("FutureReturnValueIgnored")
final class AnswerWriter {

  /** Small enough to see whether a slow reader reads at all. */
  private static final int PIECE_BYTES = 64 << 10;

  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  private final Channel channel;
  private final TimeSource time;

  AnswerWriter(Channel channel, TimeSource time) {
    this.channel = channel;
    this.time = time;
  }

  /** Tells a client that waits with its body to go on. */
  void writeContinue() {
    writeInterim(HttpResponseStatus.CONTINUE);
  }

  /** Tells a client that its request is being worked on. */
  void writeProcessing() {
    writeInterim(HttpResponseStatus.PROCESSING);
  }

  private void writeInterim(HttpResponseStatus status) {
    channel.writeAndFlush(
        new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status, Unpooled.EMPTY_BUFFER));
  }

  /**
   * Writes an answer.
   *
   * @param headOnly leaves the body out
   * @param last whether the connection ends with it
   * @param old whether the other side speaks HTTP/1.0
   * @return done when all of it has left
   */
  ChannelFuture write(Answer answer, boolean headOnly, boolean last, boolean old) {
    HttpResponse head = new DefaultHttpResponse(HttpVersion.HTTP_1_1, answer.status());
    HttpHeaders headers = head.headers();
    headers.set(HttpHeaderNames.CONTENT_TYPE, answer.contentType());
    headers.set(HttpHeaderNames.CONTENT_LENGTH, answer.body().length);
    headers.set(HttpHeaderNames.DATE, now());
    headers.set(HttpHeaderNames.CACHE_CONTROL, HttpHeaderValues.NO_STORE);
    headers.set("X-Content-Type-Options", "nosniff");
    answer.headers().forEach(headers::set);
    if (last) {
      headers.set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
    } else if (old) {
      headers.set(HttpHeaderNames.CONNECTION, HttpHeaderValues.KEEP_ALIVE);
    }
    channel.write(head);
    byte[] body = answer.body();
    for (int from = 0; from < body.length && !headOnly; from += PIECE_BYTES) {
      int length = Math.min(PIECE_BYTES, body.length - from);
      channel.write(new DefaultHttpContent(Unpooled.wrappedBuffer(body, from, length)));
    }
    return channel.writeAndFlush(LastHttpContent.EMPTY_LAST_CONTENT);
  }

  private String now() {
    return DATE.format(Instant.ofEpochSecond(time.nowMicros() / 1_000_000));
  }
}
