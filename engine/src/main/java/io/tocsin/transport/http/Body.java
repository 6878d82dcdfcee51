package io.tocsin.transport.http;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Locale;
import java.util.zip.GZIPInputStream;

/**
 * The bytes of one request's body. What it takes grows with what came, never with what was only
 * announced. Confined to the HTTP thread.
 */
final class Body {

  private static final int FIRST_BYTES = 8192;

  private final int maxBytes;
  private final Share share;
  private byte[] bytes = new byte[0];
  private int length;

  Body(int maxBytes, Share share) {
    this.maxBytes = maxBytes;
    this.share = share;
  }

  byte[] bytes() {
    return bytes;
  }

  int length() {
    return length;
  }

  /** Adds what came. */
  void append(ByteBuf in) throws RefusedException {
    int more = in.readableBytes();
    reserve(more);
    in.readBytes(bytes, length, more);
    length += more;
  }

  /** This body without its content encoding; itself when it has none. */
  Body plain(HttpHeaders headers) throws RefusedException {
    String encoding = String.join(",", headers.getAll(HttpHeaderNames.CONTENT_ENCODING)).strip();
    return switch (encoding.toLowerCase(Locale.ROOT)) {
      case "", "identity" -> this;
      case "gzip", "x-gzip" -> inflated();
      default ->
          throw RefusedException.lost(
                  "undecodable",
                  HttpResponseStatus.UNSUPPORTED_MEDIA_TYPE,
                  "Content-Encoding can be gzip or absent")
              .with("Accept-Encoding", "gzip");
    };
  }

  private Body inflated() throws RefusedException {
    Body plain = new Body(maxBytes, share);
    try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes, 0, length))) {
      plain.fill(in);
    } catch (IOException e) {
      throw RefusedException.lost(
          "undecodable",
          HttpResponseStatus.BAD_REQUEST,
          "the body is not gzip, or not all of it; send it anew or without Content-Encoding");
    }
    return plain;
  }

  private void fill(InputStream in) throws IOException, RefusedException {
    int read = 0;
    while (read >= 0) {
      length += read;
      if (length == maxBytes) {
        read = in.read();
        if (read >= 0) {
          throw RefusedException.tooLarge(maxBytes);
        }
      } else {
        reserve(1);
        read = in.read(bytes, length, bytes.length - length);
      }
    }
  }

  /** Makes room for {@code more} bytes. */
  private void reserve(int more) throws RefusedException {
    if (more > maxBytes - length) {
      throw RefusedException.tooLarge(maxBytes);
    }
    int needed = length + more;
    if (needed > bytes.length) {
      long doubled = Math.max(FIRST_BYTES, 2L * bytes.length);
      int capacity = (int) Math.min(maxBytes, Math.max(needed, doubled));
      share.takeOrRefuse(capacity - bytes.length);
      bytes = Arrays.copyOf(bytes, capacity);
    }
  }
}
