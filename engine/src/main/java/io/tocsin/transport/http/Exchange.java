package io.tocsin.transport.http;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.tocsin.transport.http.HttpService.Target;
import java.net.SocketAddress;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** One request, while it comes in and until its answer has left. Confined to the HTTP thread. */
final class Exchange {

  private static final Target NOWHERE =
      new Target(
          "",
          Map.of(),
          null,
          call -> {
            throw RefusedException.bad("refused");
          });

  final Share share;
  private final CompletableFuture<Void> gone = new CompletableFuture<>();
  private final HttpRequest head;
  private final Body body;
  private final Target target;
  private final @Nullable RefusedException refusal;

  /** Begins with a request's head. */
  Exchange(HttpRequest head, HttpService service) {
    this.head = head;
    this.share = new Share(service.budget);
    this.body = new Body(service.settings.maxBodyBytes(), share);
    Target granted = NOWHERE;
    RefusedException refused = null;
    try {
      granted = service.admit(head);
    } catch (RefusedException e) {
      refused = e;
    }
    this.target = granted;
    this.refusal = refused;
  }

  /** Why the head alone is refused; null when it is granted. */
  @Nullable RefusedException refusal() {
    return refusal;
  }

  /** Adds a part of the body. */
  void append(ByteBuf in) throws RefusedException {
    body.append(in);
  }

  /** Begins to answer what has come in whole; never throws. */
  CompletableFuture<Answer> answer(@Nullable SocketAddress peer) {
    try {
      if (refusal != null) {
        return CompletableFuture.failedFuture(refusal);
      }
      Call call =
          new Call(
              head.method(),
              target.path(),
              target.parameters(),
              head.headers(),
              isOld(),
              target.allowedOrigin(),
              body,
              share,
              gone,
              peer);
      return target.endpoint().answer(call);
    } catch (RefusedException | RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  /** The client is gone: what is only for the answer need not be done. Idempotent. */
  void giveUp() {
    gone.complete(null);
  }

  /** What went wrong in a future, without what futures wrap it in. */
  static Throwable unwrapped(Throwable failure) {
    boolean wrapped = failure instanceof CompletionException && failure.getCause() != null;
    return wrapped ? failure.getCause() : failure;
  }

  /** The answer as a page of another site may see it. */
  Answer shown(Answer answer) {
    String origin = target.allowedOrigin();
    return origin == null
        ? answer
        : answer.with("Access-Control-Allow-Origin", origin).with("Vary", "Origin");
  }

  boolean hasBody() {
    return HttpUtil.isTransferEncodingChunked(head) || HttpUtil.getContentLength(head, 0L) > 0;
  }

  /** Whether the client holds back the body until it is told to go on. */
  boolean awaitsWord() {
    return HttpUtil.is100ContinueExpected(head);
  }

  boolean isHead() {
    return head.method().equals(HttpMethod.HEAD);
  }

  boolean keepsAlive() {
    return HttpUtil.isKeepAlive(head);
  }

  boolean isOld() {
    return head.protocolVersion().compareTo(HttpVersion.HTTP_1_1) < 0;
  }
}
