package io.tocsin.transport.http;

import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayDeque;
import java.util.Deque;

/** What a client sent before its turn. Confined to the HTTP thread. */
final class Ahead {

  /** About what a request line and headers take when taken apart. */
  private static final int HEAD_BYTES = 1024;

  /** With so much waiting, nothing more is read. */
  private static final int ENOUGH_BYTES = 16 << 10;

  private final Deque<HttpObject> waiting = new ArrayDeque<>();
  private final Share share;
  private long bytesAdded;

  Ahead(Share share) {
    this.share = share;
  }

  boolean isEmpty() {
    return waiting.isEmpty();
  }

  /** Whether so much waits that nothing more is to be read. */
  boolean isEnough() {
    return bytesAdded >= ENOUGH_BYTES;
  }

  /** Keeps one more; false when there is no room for it. */
  boolean add(HttpObject object) {
    int bytes = object instanceof HttpRequest ? HEAD_BYTES : 0;
    bytes += object instanceof HttpContent content ? content.content().readableBytes() : 0;
    waiting.add(object);
    bytesAdded += bytes;
    return share.take(bytes);
  }

  /** The first of them, which is the caller's now. */
  HttpObject remove() {
    HttpObject first = waiting.remove();
    if (waiting.isEmpty()) {
      forget();
    }
    return first;
  }

  /** Throws all away. */
  void release() {
    waiting.forEach(ReferenceCountUtil::release);
    waiting.clear();
    forget();
  }

  private void forget() {
    share.release();
    bytesAdded = 0;
  }
}
