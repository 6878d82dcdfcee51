package io.tocsin.transport.http;

import io.netty.channel.Channel;
import io.tocsin.transport.Deadlines;
import io.tocsin.transport.Failures;

/**
 * How one connection ends, by either side. Confined to the HTTP thread.
 *
 * <p>Our end is gentle: we stop sending, and read on and discard for a moment, since closing with
 * input unread would take the last answer from the client.
 */
// What fails to be closed is gone, and says so by itself.
@SuppressWarnings("FutureReturnValueIgnored")
final class Ending {

  private final Channel channel;
  private final Deadlines deadlines;
  private boolean begun;
  private boolean inputClosed;
  private boolean outputClosed;

  Ending(Channel channel, Deadlines deadlines) {
    this.channel = channel;
    this.deadlines = deadlines;
  }

  /** Whether nothing more that comes is looked at. */
  boolean hasBegun() {
    return begun;
  }

  /** Whether the client sends no more; it may still read. */
  boolean isInputClosed() {
    return inputClosed;
  }

  /** Begins a gentle end; the last answer may still be written. */
  void begin() {
    begun = true;
    channel.config().setAutoRead(true);
    deadlines.linger();
  }

  /** The last answer has left. */
  void closeOutput() {
    outputClosed = true;
    if (inputClosed) {
      channel.close();
    } else {
      Failures.closeOutput(channel);
    }
  }

  /** Ends at once. */
  void breakOff() {
    begun = true;
    channel.close();
  }

  /** The connection is gone, or somebody else's. */
  void over() {
    begun = true;
    deadlines.stop();
  }

  /** The client has said that it sends no more. */
  void inputEnds() {
    inputClosed = true;
    if (outputClosed) {
      channel.close();
    }
  }
}
