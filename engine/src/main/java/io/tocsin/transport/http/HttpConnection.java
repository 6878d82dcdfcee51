package io.tocsin.transport.http;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import io.tocsin.transport.ConnectionLimits;
import io.tocsin.transport.Deadlines;
import io.tocsin.transport.Failures;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * One client. Confined to the HTTP thread.
 *
 * <p>One request at a time: what a client sends ahead waits until the answer has left, and when
 * that is much, nothing more is read. Until then it is read from also while its answer is being
 * made, to see it go: what is only for the answer is then given up. After a request that cannot be
 * trusted to have ended where it seems comes an answer that says so, then the end.
 */
// What fails to be written or closed is gone, and says so by itself.
@SuppressWarnings("FutureReturnValueIgnored")
final class HttpConnection extends ChannelInboundHandlerAdapter {

  private final HttpService service;
  private final Channel channel;
  private final AnswerWriter writer;
  private final Deadlines deadlines;
  private final Ending ending;
  private final Presence presence;
  private final Ahead ahead;

  private @Nullable Exchange exchange;
  private boolean answering;
  private boolean draining;

  HttpConnection(HttpService service, Channel channel) {
    this.service = service;
    this.channel = channel;
    this.writer = new AnswerWriter(channel, service.time);
    this.ahead = new Ahead(new Share(service.budget));
    this.deadlines =
        new Deadlines(
            channel.eventLoop(), service.time, service.settings.connections(), this::passed);
    this.ending = new Ending(channel, deadlines);
    this.presence = new Presence(channel, writer, ahead, ending, service.settings.connections());
  }

  @Override
  public void channelActive(ChannelHandlerContext ctx) {
    service.stats.connectionOpened();
    deadlines.active();
  }

  /** Bytes came, not looked at yet; false when they are to be thrown away. */
  boolean bytesCame() {
    if (ending.hasBegun()) {
      return false;
    }
    if (!answering) {
      deadlines.active();
      deadlines.begunIfNot();
    }
    return true;
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    HttpObject object = (HttpObject) message;
    if (ending.hasBegun()) {
      ReferenceCountUtil.release(object);
    } else if (answering || !ahead.isEmpty()) {
      hold(object);
    } else {
      take(object);
    }
  }

  private void hold(HttpObject object) {
    if (!ahead.add(object)) {
      service.stats.refuse("busy", channel.remoteAddress(), "too much is being sent ahead");
      release();
      ending.breakOff();
    } else {
      presence.hear();
    }
  }

  private void drain() {
    if (draining) {
      return;
    }
    draining = true; // an answer that leaves at once calls back
    while (!answering && !ending.hasBegun() && !ahead.isEmpty()) {
      take(ahead.remove());
    }
    draining = false;
    if (!answering && !ending.hasBegun()) {
      if (ending.isInputClosed()) {
        inputUsedUp();
      } else {
        channel.config().setAutoRead(true);
      }
    }
  }

  /** The client sends no more, and all that it sent has been looked at. */
  private void inputUsedUp() {
    if (exchange == null) {
      end();
    } else {
      refuse(RefusedException.truncated());
    }
  }

  private void take(HttpObject object) {
    try {
      if (object.decoderResult().isFailure()) {
        refuse(HttpService.malformed(object.decoderResult().cause()));
        return;
      }
      if (object instanceof HttpRequest head) {
        begin(head);
      }
      if (object instanceof HttpContent content && exchange != null && !ending.hasBegun()) {
        exchange.append(content.content());
        if (content instanceof LastHttpContent) {
          complete(exchange);
        }
      }
    } catch (RefusedException e) {
      refuse(e);
    } finally {
      ReferenceCountUtil.release(object);
    }
  }

  private void begin(HttpRequest head) {
    exchange = new Exchange(head, service);
    deadlines.begunIfNot(); // it may have been sent ahead, and has its turn now
    RefusedException refusal = exchange.refusal();
    if (refusal != null && exchange.hasBody()) {
      refuse(refusal);
    } else if (refusal == null && exchange.awaitsWord()) {
      writer.writeContinue();
    }
  }

  private void complete(Exchange whole) {
    deadlines.finished();
    deadlines.working();
    service.stats.messageIn();
    answering = true;
    CompletableFuture<Answer> answer = whole.answer(channel.remoteAddress());
    if (answer.isDone()) {
      deliver(whole, answer);
    } else {
      presence.begin(whole.isOld());
      answer.whenCompleteAsync((done, failure) -> deliver(whole, answer), channel.eventLoop());
    }
  }

  private void deliver(Exchange whole, CompletableFuture<Answer> future) {
    presence.end();
    // What was asked is done with; from now on it is the answer that weighs.
    whole.share.release();
    if (!channel.isActive()) {
      return;
    }
    Answer answer;
    try {
      answer = future.join();
      if (answer.takeover() != null) {
        handOver(answer.takeover());
        return;
      }
      whole.share.takeOrRefuse(answer.body().length);
    } catch (RefusedException | CompletionException e) {
      answer = service.answerTo(Exchange.unwrapped(e), channel.remoteAddress());
    }
    boolean last = !whole.keepsAlive();
    ChannelFuture written = writer.write(whole.shown(answer), whole.isHead(), last, whole.isOld());
    written.addListener(done -> answered(whole, last, done.isSuccess()));
    if (!written.isDone()) {
      channel.config().setAutoRead(false);
      deadlines.unread(channel.bytesBeforeWritable());
    }
  }

  /** Leaves the connection to somebody else. */
  private void handOver(Answer.Takeover takeover) throws RefusedException {
    if (!ahead.isEmpty() || ending.isInputClosed()) {
      answering = false;
      refuse(RefusedException.bad("send nothing ahead of what takes over the connection"));
      return;
    }
    ending.over();
    channel.pipeline().remove(RawInput.class);
    channel.pipeline().remove(this);
    channel.config().setAutoRead(true);
    takeover.take(channel);
  }

  private void answered(Exchange whole, boolean last, boolean success) {
    whole.share.release();
    exchange = null;
    answering = false;
    deadlines.read();
    deadlines.active();
    if (!success) {
      channel.close();
    } else if (last) {
      end();
    } else {
      drain();
    }
  }

  /** Answers what cannot go on, and ends the connection. */
  private void refuse(RefusedException refusal) {
    Answer answer = service.answerTo(refusal, channel.remoteAddress());
    release();
    ending.begin();
    writer.write(answer, false, true, false).addListener(done -> ending.closeOutput());
  }

  /** The last answer has left. */
  private void end() {
    release();
    ending.begin();
    ending.closeOutput();
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (!Failures.isInputEnd(event) || ending.isInputClosed()) {
      return;
    }
    ending.inputEnds();
    presence.hear();
    if (!ending.hasBegun() && !answering && ahead.isEmpty()) {
      inputUsedUp();
    }
  }

  private void passed(Deadlines.Passed what) {
    ConnectionLimits limits = service.settings.connections();
    switch (what) {
      case UNFINISHED -> {
        refuse(RefusedException.unfinished(limits.frameTimeout()));
        return;
      }
      case UNREAD -> {
        if (deadlines.isMovingOn(channel.bytesBeforeWritable())) {
          return;
        }
        service.stats.refuse(
            "unread", channel.remoteAddress(), "answer not read for " + limits.writeTimeout());
      }
      case IDLE -> service.stats.odd("idle-connection").increment();
      case LINGERING -> {}
    }
    channel.close();
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    service.stats.connectionClosed();
    presence.end();
    if (exchange != null && !answering && !ending.hasBegun()) {
      service.stats.refuse("truncated", channel.remoteAddress(), "ended within a request");
    }
    if (exchange != null) {
      exchange.giveUp();
    }
    ending.over();
    release();
  }

  private void release() {
    ahead.release();
    // What is being answered may still wait at the lane, and weighs until it has been there.
    if (exchange != null && !answering) {
      exchange.share.release();
      exchange = null;
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    Failures.count(service.stats, channel, cause);
    channel.close();
  }
}
