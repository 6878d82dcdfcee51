package io.tocsin.wire;

import com.google.protobuf.CodedInputStream;
import java.io.IOException;
import java.util.concurrent.atomic.LongAdder;

/** Reads the strings of a message, within their limits. Confined to one thread. */
final class TextReader {

  private final WireLimits limits;
  private final TextCache cache;

  private byte[] bytes = {};
  private int start;

  TextReader(WireLimits limits, LongAdder mended) {
    this.limits = limits;
    this.cache = new TextCache(mended);
  }

  /** Says which bytes are being read, and where the stream over them began. */
  void over(byte[] message, int from) {
    bytes = message;
    start = from;
  }

  /** A short text that comes again and again. */
  String name(CodedInputStream in, String what) throws IOException, WireException {
    int length = length(in, what, limits.maxNameBytes());
    return cache.cached(bytes, skipped(in, length), length);
  }

  /** A text that may come again. */
  String repeatedText(CodedInputStream in, String what) throws IOException, WireException {
    int length = length(in, what, limits.maxTextBytes());
    return cache.cached(bytes, skipped(in, length), length);
  }

  /** A text that is hardly ever the same. */
  String text(CodedInputStream in, String what) throws IOException, WireException {
    int length = length(in, what, limits.maxTextBytes());
    return cache.decode(bytes, skipped(in, length), length);
  }

  private static int length(CodedInputStream in, String what, int limit)
      throws IOException, WireException {
    int length = in.readRawVarint32();
    if (length > limit) {
      throw new WireException(
          what + " of " + length + " bytes is over the limit of " + limit + " bytes");
    }
    return length;
  }

  private int skipped(CodedInputStream in, int length) throws IOException {
    int at = start + in.getTotalBytesRead();
    in.skipRawBytes(length); // refuses what is negative or beyond the end
    return at;
  }
}
