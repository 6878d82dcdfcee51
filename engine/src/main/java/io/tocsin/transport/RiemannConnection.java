package io.tocsin.transport;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.tocsin.source.InputLog;
import io.tocsin.transport.FrameSplitter.Outcome;
import io.tocsin.wire.WireException;
import io.tocsin.wire.WireMessage;
import java.net.SocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * One client that speaks Riemann's protocol. Confined to the loop's thread.
 *
 * <p>Every message gets one answer, in order. After a message that cannot be read comes an answer
 * that says so, then the end: what follows it cannot be trusted to be frames. The end is gentle: we
 * stop sending, and read on and discard for a moment, since closing with input unread would take
 * the answer from the client.
 *
 * <p>A query of the whole index is answered when it has been looked at, a little at a time between
 * the inputs of others; what this client sent after it waits.
 *
 * <p>Where ok means that a message is on disk, messages are read on while others are being written;
 * answers are given when the log says how far it is. A query waits for the answers before it.
 *
 * <p>A client that does not read its answers is not read from. After each query, and each answer
 * that is more than ok, others get their turn, however much was sent at once.
 */
// What fails to be written or closed is gone, and says so by itself.
@SuppressWarnings("FutureReturnValueIgnored")
final class RiemannConnection implements Connection, FrameSplitter.Frames {

  private final RiemannService service;
  private final ChannelHandlerContext ctx;
  private final Channel channel;
  private final @Nullable SocketAddress peer;
  private final FrameSplitter splitter;
  private final Replies replies;
  private final Deadlines deadlines;

  private final OwedAnswers owed = new OwedAnswers();

  private @Nullable PendingAnswer pending;

  /** A query that waits for the answers owed before it. */
  private @Nullable String asked;

  /** The last thing to say, after the answers owed. */
  private @Nullable String farewell;

  private int frames;
  private boolean reading;
  private boolean settling;
  private boolean resuming;
  private boolean inputClosed;
  private boolean ending;
  private boolean ended;

  RiemannConnection(RiemannService service, ChannelHandlerContext ctx) {
    this.service = service;
    this.ctx = ctx;
    this.channel = ctx.channel();
    this.peer = channel.remoteAddress();
    int maxFrameBytes = service.settings.wire().maxFrameBytes();
    ByteBudget budget = service.loop.budget();
    this.splitter = new FrameSplitter(maxFrameBytes, budget, this);
    this.replies = new Replies(ctx, budget);
    this.deadlines = new Deadlines(service.loop, service.settings.connections(), this::passed);
    deadlines.active();
  }

  @Override
  public void read(ByteBuf in) {
    if (ending) {
      return;
    }
    deadlines.active();
    service.intake.arrive();
    int length = service.buffer.fill(in);
    frames = 0;
    reading = true;
    after(splitter.feed(service.buffer.bytes(), 0, length));
    reading = false;
  }

  @Override
  public boolean frame(byte[] bytes, int from, int length) {
    frames++;
    service.stats.messageIn();
    WireMessage message;
    try {
      message = service.decoder.decode(bytes, from, length);
    } catch (WireException e) {
      end("undecodable", String.valueOf(e.getMessage()));
      return false;
    }
    String failure = service.intake.accept(message.events(), peer, bytes, from, length);
    if (failure == null && message.query() != null) {
      if (owed.isEmpty()) {
        query(message.query());
      } else {
        asked = message.query();
      }
      return false;
    }
    InputLog log = service.log();
    if (log != null && service.settings.durable()) {
      owed.add(log.last(), failure);
      service.waits(this);
      return failure == null && !owed.isFull() && service.hasRoom();
    }
    if (failure != null) {
      replies.failure(failure);
      return false;
    }
    replies.ack();
    return service.hasRoom();
  }

  /** More may be durable, or there may be room again. */
  void progress() {
    if (ended) {
      return;
    }
    InputLog log = service.log();
    if (log != null) {
      owed.release(log.durable(), replies);
    }
    if (owed.isEmpty()) {
      service.waitsNoMore(this);
      if (farewell != null) {
        replies.failure(farewell);
        farewell = null;
        deadlines.linger();
      } else if (asked != null) {
        String text = asked;
        asked = null;
        query(text);
      }
    }
    if (!ending) {
      deadlines.active();
    }
    settle();
  }

  private void query(String text) {
    PendingAnswer answer =
        new PendingAnswer(
            ctx.executor(),
            service.loop.budget(),
            service.settings.wire().maxFrameBytes(),
            this::answer);
    pending = answer;
    try {
      service.find(text, answer);
    } catch (RuntimeException | StackOverflowError e) {
      // A query nested deeply enough is the peer's fault, not the lane's.
      answer.failed(e);
    }
    if (pending != null) {
      deadlines.working();
    }
  }

  /** The answer to the query that holds up all that came after it. */
  private void answer(PendingAnswer answer) {
    pending = null;
    if (ending || !channel.isActive()) {
      return;
    }
    deadlines.active();
    replies.answer(answer);
    if (!reading) {
      settle();
      service.loop.inputDone();
    }
  }

  private void after(Outcome outcome) {
    if (outcome == Outcome.TOO_LARGE) {
      int limit = service.settings.wire().maxFrameBytes();
      end(
          "frame-too-large",
          "frame of " + splitter.refusedLength() + " bytes is over the limit of " + limit);
    } else if (outcome == Outcome.NO_ROOM) {
      end("no-room", "no room for incomplete frames: too many connections send them");
    }
    if (ending) {
      splitter.release();
    } else if (!splitter.isHolding() || splitter.isPaused()) {
      deadlines.finished();
    } else if (frames > 0 || !deadlines.hasBegun()) {
      deadlines.begun();
    }
  }

  private void end(String reason, String text) {
    ending = true;
    service.stats.refuse(reason, peer, text);
    if (owed.isEmpty()) {
      replies.failure(text);
      deadlines.linger();
    } else {
      farewell = text;
    }
  }

  @Override
  public void readComplete() {
    settle();
    service.loop.inputDone();
  }

  @Override
  public void writabilityChanged() {
    settle();
  }

  /** Sends what was said, and sees what is next for this connection. */
  private void settle() {
    if (settling || ended) {
      return;
    }
    settling = true; // flushing may call back at once
    if (farewell != null) {
      replies.writeAcks();
      ctx.flush();
    } else if (ending) {
      ended = true;
      replies.flush().addListener((ChannelFutureListener) done -> closeOutput());
      channel.config().setAutoRead(true);
    } else if (inputClosed && !splitter.isPaused() && owed.isEmpty()) {
      ended = true;
      replies.flush().addListener(ChannelFutureListener.CLOSE);
      deadlines.unread(channel.bytesBeforeWritable());
    } else {
      replies.writeAcks();
      ctx.flush();
      balance();
    }
    settling = false;
  }

  private void balance() {
    if (!channel.isWritable()) {
      channel.config().setAutoRead(false);
      deadlines.unread(channel.bytesBeforeWritable());
      return;
    }
    deadlines.read();
    channel.config().setAutoRead(!splitter.isPaused());
    if (!splitter.isPaused() || pending != null || resuming) {
      return;
    }
    if (asked != null || owed.isFull()) {
      service.waits(this);
    } else if (service.hasRoom()) {
      resuming = true;
      ctx.executor().execute(this::resume);
    } else {
      service.waitsForRoom(this);
    }
  }

  private void resume() {
    resuming = false;
    if (ending || pending != null || !splitter.isPaused()) {
      return;
    }
    service.intake.arrive();
    frames = 0;
    reading = true;
    after(splitter.resume());
    reading = false;
    settle();
    service.loop.inputDone();
  }

  private void closeOutput() {
    if (inputClosed) {
      channel.close();
    } else {
      Failures.closeOutput(channel);
    }
  }

  @Override
  public void inputClosed() {
    inputClosed = true;
    if (ending && farewell == null) {
      channel.close();
      return;
    }
    settle();
  }

  private void passed(Deadlines.Passed what) {
    ConnectionLimits limits = service.settings.connections();
    switch (what) {
      case UNFINISHED -> {
        service.stats.refuse(
            "unfinished", peer, "message not complete after " + limits.frameTimeout());
        splitter.release();
      }
      case UNREAD -> {
        if (deadlines.isMovingOn(channel.bytesBeforeWritable())) {
          return;
        }
        service.stats.refuse("unread", peer, "answers not read for " + limits.writeTimeout());
        splitter.release();
      }
      case IDLE -> {
        if (!owed.isEmpty()) {
          deadlines.active();
          return;
        }
        service.stats.odd("idle-connection").increment();
      }
      case LINGERING -> {}
    }
    channel.close();
  }

  @Override
  public void gone() {
    deadlines.stop();
    service.waitsNoMore(this);
    if (pending != null) {
      pending.forget();
    }
    if (splitter.isHolding()) {
      service.stats.refuse("truncated", peer, "connection ended within a message");
    }
    splitter.release();
  }
}
