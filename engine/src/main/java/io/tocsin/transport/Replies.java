package io.tocsin.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.tocsin.wire.MessageEncoder;
import io.tocsin.wire.WireException;
import io.tocsin.wire.WireMessage;

/**
 * A connection's answers, in the order of their requests. Confined to the loop's thread.
 *
 * <p>Nearly all answers are the same six bytes; they are only counted until something else must be
 * said, or the read is over, and then written as one piece.
 */
// What fails to be written or closed is gone, and says so by itself.
@SuppressWarnings("FutureReturnValueIgnored")
final class Replies {

  private static final byte[] ACK = {0, 0, 0, 2, 2 << 3, 1};
  private static final int ACKS_AT_ONCE = 1024;
  private static final byte[] ACKS = new byte[ACK.length * ACKS_AT_ONCE];
  private static final int PIECE = 64 << 10;
  private static final int MAX_ERROR_CHARS = 4096;

  static {
    for (int i = 0; i < ACKS.length; i += ACK.length) {
      System.arraycopy(ACK, 0, ACKS, i, ACK.length);
    }
  }

  private final ChannelHandlerContext ctx;
  private final ByteBudget budget;
  private int acks;

  Replies(ChannelHandlerContext ctx, ByteBudget budget) {
    this.ctx = ctx;
    this.budget = budget;
  }

  /** Says ok. */
  void ack() {
    acks++;
  }

  /** Says what went wrong. */
  void failure(String error) {
    writeAcks();
    ctx.write(failureFrame(error), ctx.voidPromise());
  }

  /** Answers a query; with an error when too much is unread. */
  void answer(PendingAnswer answer) {
    byte[] bytes = answer.bytes();
    if (bytes == null) {
      failure(answer.error());
      return;
    }
    if (!budget.reserve(bytes.length)) {
      failure("too many answers are waiting to be read; try later");
      return;
    }
    writeAcks();
    write(bytes);
  }

  /** In pieces, so that the channel can tell how much of a large answer has left. */
  private void write(byte[] bytes) {
    ctx.write(header(bytes.length), ctx.voidPromise());
    int last = (bytes.length - 1) / PIECE * PIECE;
    for (int at = 0; at < last; at += PIECE) {
      ctx.write(Unpooled.wrappedBuffer(bytes, at, PIECE), ctx.voidPromise());
    }
    ctx.write(Unpooled.wrappedBuffer(bytes, last, bytes.length - last))
        .addListener(done -> budget.release(bytes.length));
  }

  /** Hands all answers to the channel; they leave with the next flush. */
  void writeAcks() {
    for (; acks > 0; acks -= Math.min(acks, ACKS_AT_ONCE)) {
      int length = ACK.length * Math.min(acks, ACKS_AT_ONCE);
      ctx.write(
          ctx.alloc().ioBuffer(length, length).writeBytes(ACKS, 0, length), ctx.voidPromise());
    }
  }

  /** Sends all that was said; the future is done when it has left. */
  ChannelFuture flush() {
    writeAcks();
    return ctx.writeAndFlush(Unpooled.EMPTY_BUFFER);
  }

  /** An answer that says what went wrong, with its length. */
  static ByteBuf failureFrame(String error) {
    String text =
        error.length() <= MAX_ERROR_CHARS ? error : error.substring(0, MAX_ERROR_CHARS) + "…";
    try {
      return frame(MessageEncoder.encode(WireMessage.failure(text), Integer.MAX_VALUE));
    } catch (WireException e) {
      throw new IllegalStateException(e);
    }
  }

  private static ByteBuf frame(byte[] message) {
    return Unpooled.wrappedBuffer(header(message.length), Unpooled.wrappedBuffer(message));
  }

  private static ByteBuf header(int length) {
    return Unpooled.buffer(FrameSplitter.HEADER).writeInt(length);
  }
}
