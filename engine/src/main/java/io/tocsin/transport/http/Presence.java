package io.tocsin.transport.http;

import io.netty.channel.Channel;
import io.netty.util.concurrent.ScheduledFuture;
import io.tocsin.transport.ConnectionLimits;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Whether a client that waits for its answer is still there. Confined to the HTTP thread.
 *
 * <p>It is read from, so that its going is seen, until enough waits of what it sent ahead. When
 * nothing more can be heard of it, for that or because it has ended its side, which it may do and
 * read on, it is told from time to time that its request is being worked on; when that cannot be
 * delivered the connection ends. HTTP/1.0 has no such word: such a client is given so long and no
 * longer.
 */
// What fails to be written or closed is gone, and says so by itself.
@SuppressWarnings("FutureReturnValueIgnored")
final class Presence {

  private static final long EVERY_MILLIS = 500;

  private final Channel channel;
  private final AnswerWriter writer;
  private final Ahead ahead;
  private final Ending ending;
  private final long patienceMillis;
  private boolean awaited;
  private boolean old;
  private @Nullable ScheduledFuture<?> asking;

  /** No answer is awaited. A client of HTTP/1.0 has as long as one that does not read. */
  Presence(
      Channel channel, AnswerWriter writer, Ahead ahead, Ending ending, ConnectionLimits limits) {
    this.channel = channel;
    this.writer = writer;
    this.ahead = ahead;
    this.ending = ending;
    this.patienceMillis = limits.writeTimeout().toMillis();
  }

  /**
   * An answer is awaited.
   *
   * @param old whether by a client that speaks HTTP/1.0
   */
  void begin(boolean old) {
    awaited = true;
    this.old = old;
    hear();
  }

  /** The client has sent something, or ended its side. */
  void hear() {
    if (!awaited) {
      return;
    }
    channel.config().setAutoRead(!ahead.isEnough());
    if (asking == null && (ahead.isEnough() || ending.isInputClosed())) {
      asking =
          old
              ? channel
                  .eventLoop()
                  .schedule(() -> channel.close(), patienceMillis, TimeUnit.MILLISECONDS)
              : channel
                  .eventLoop()
                  .scheduleAtFixedRate(
                      this::ask, EVERY_MILLIS, EVERY_MILLIS, TimeUnit.MILLISECONDS);
    }
  }

  private void ask() {
    // To one that reads nothing, nothing more is said.
    if (channel.isWritable()) {
      writer.writeProcessing();
    }
  }

  /** The answer is there, or the connection gone. Idempotent. */
  void end() {
    awaited = false;
    if (asking != null) {
      asking.cancel(false);
      asking = null;
    }
  }
}
