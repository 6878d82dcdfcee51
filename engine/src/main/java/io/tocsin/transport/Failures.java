package io.tocsin.transport;

import io.netty.channel.Channel;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.ssl.NotSslRecordException;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import io.netty.handler.ssl.SslHandler;
import java.io.IOException;
import javax.net.ssl.SSLException;

/** How connections fail and end, with TLS or without. On the connection's thread only. */
@SuppressWarnings("FutureReturnValueIgnored")
public final class Failures {

  private Failures() {}

  /** Counts and logs what broke a connection, unless it is the peer going away, as peers do. */
  public static void count(ListenerStats stats, Channel channel, Throwable cause) {
    Throwable root = cause.getCause() instanceof SSLException ? cause.getCause() : cause;
    if (root instanceof SSLException) {
      // What came instead of TLS may be anything, and does not belong in a log.
      String text = root instanceof NotSslRecordException ? "plain bytes" : root.getMessage();
      stats.refuse("tls", channel.remoteAddress(), "no TLS: " + text);
    } else if (!(root instanceof IOException)) {
      stats.refuse("error", channel.remoteAddress(), "connection failed: " + root);
    }
  }

  /** Whether an event says that the other side sends no more. */
  public static boolean isInputEnd(Object event) {
    return event instanceof ChannelInputShutdownEvent
        || (event instanceof SslCloseCompletionEvent tls && tls.isSuccess());
  }

  /** Says that nothing more will be sent, while the other side may still send. */
  public static void closeOutput(Channel channel) {
    SslHandler tls = channel.pipeline().get(SslHandler.class);
    if (tls != null) {
      tls.closeOutbound();
    } else if (channel instanceof DuplexChannel duplex && channel.isActive()) {
      duplex.shutdownOutput();
    }
  }
}
