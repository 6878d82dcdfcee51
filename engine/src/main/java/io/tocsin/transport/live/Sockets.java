package io.tocsin.transport.live;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshaker13;
import java.util.Base64;

/** The beginning of WebSockets (RFC 6455). Confined to the HTTP thread. */
public final class Sockets {

  private static final int KEY_BYTES = 16;

  private Sockets() {}

  /** Whether a request asks for a WebSocket. */
  public static boolean isAskedFor(HttpHeaders headers) {
    return headers.containsValue(HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE, true)
        && headers.containsValue(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET, true);
  }

  /** Whether the request can be granted: version 13, and a key of 16 bytes. */
  public static boolean isWellFormed(HttpHeaders headers) {
    String key = headers.get(HttpHeaderNames.SEC_WEBSOCKET_KEY, "").strip();
    try {
      return Base64.getDecoder().decode(key).length == KEY_BYTES
          && headers.get(HttpHeaderNames.SEC_WEBSOCKET_VERSION, "").strip().equals("13");
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /**
   * Answers the request, and puts frames in the place of HTTP before all other handlers.
   *
   * @param maxFrameBytes what the other side may say at once
   */
  static void grant(Channel channel, HttpHeaders request, int maxFrameBytes) {
    WebSocketDecoderConfig limits =
        WebSocketDecoderConfig.newBuilder()
            .maxFramePayloadLength(maxFrameBytes)
            .allowExtensions(false)
            .withUTF8Validator(false)
            .build();
    DefaultFullHttpRequest whole =
        new DefaultFullHttpRequest(
            HttpVersion.HTTP_1_1,
            HttpMethod.GET,
            "/",
            Unpooled.EMPTY_BUFFER,
            request,
            EmptyHttpHeaders.INSTANCE);
    var unused = new WebSocketServerHandshaker13("", null, limits).handshake(channel, whole);
  }
}
