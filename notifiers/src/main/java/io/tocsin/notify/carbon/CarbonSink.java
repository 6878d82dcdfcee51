package io.tocsin.notify.carbon;

import io.tocsin.event.Event;
import io.tocsin.sink.Delivery;
import io.tocsin.sink.Parcel;
import io.tocsin.sink.PromptSink;
import io.tocsin.time.SystemTime;
import io.tocsin.time.TimeSource;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The live half of {@link CarbonSettings}. Keeps one connection; after any failure it begins a new
 * one and sends everything again: carbon ignores the half line at the end of a broken connection,
 * and a point sent twice is one point.
 */
final class CarbonSink implements PromptSink {

  /** Of hosts and services: longer ones are not made into paths on a lane. */
  private static final int LONGEST_AT_ONCE = 1_000;

  private final CarbonSettings settings;
  private final CarbonLines lines;
  private final TimeSource time = new SystemTime();
  private final AtomicInteger closings = new AtomicInteger();
  private volatile @Nullable CarbonConnection connection;

  CarbonSink(CarbonSettings settings) {
    this.settings = settings;
    this.lines = new CarbonLines(settings.prefix(), settings.path());
  }

  @Override
  public Delivery deliver(Parcel parcel, Duration timeout) throws InterruptedException {
    byte[] bytes = lines.of(parcel.events());
    if (bytes.length == 0) {
      return Delivery.delivered();
    }
    boolean written = false;
    try {
      written = write(bytes, Deadline.in(timeout, time));
      return written
          ? Delivery.delivered()
          : Delivery.retryable("carbon closed the connection while it was written to");
    } catch (SocketTimeoutException e) {
      return Delivery.retryable("carbon took nothing within " + timeout.toMillis() + " ms");
    } catch (ClosedByInterruptException e) {
      // The channel keeps the interrupt set; the caller is told by the exception instead.
      Thread.interrupted();
      throw new InterruptedException();
    } catch (UnknownHostException e) {
      return Delivery.retryable("no such host '" + settings.host() + "'");
    } catch (IOException e) {
      return Delivery.retryable("no connection to carbon: " + e.getClass().getSimpleName());
    } finally {
      if (!written) {
        letGo();
      }
    }
  }

  /** Writes on a connection that lives; says whether it still did afterwards. */
  private boolean write(byte[] bytes, Deadline deadline) throws IOException, InterruptedException {
    int closedBefore = closings.get();
    CarbonConnection open = connection;
    if (open != null && !(open.isAlive() && open.isContinuedBy(bytes))) {
      letGo();
      open = null;
    }
    if (open == null) {
      open = CarbonConnection.open(settings.host(), settings.port(), deadline);
      connection = open;
      if (closings.get() != closedBefore) {
        // Closed while it was being opened, when there was no connection to close yet.
        throw new ClosedChannelException();
      }
    }
    open.write(bytes, deadline);
    return open.isAlive();
  }

  /**
   * {@inheritDoc} Only on a connection there is, and with paths that no rule of the user's makes.
   */
  @Override
  public boolean deliverAtOnce(List<Event> message) {
    CarbonConnection open = connection;
    // A channel closes under a thread that is interrupted.
    if (open == null || !isQuick(message) || Thread.currentThread().isInterrupted()) {
      return false;
    }
    byte[] bytes = lines.of(message);
    if (bytes.length == 0) {
      return true;
    }
    try {
      if (!open.isAlive() || !open.writeAtOnce(bytes)) {
        return false;
      }
      if (open.isAlive()) {
        return true;
      }
    } catch (IOException e) {
      // The attempt that follows connects anew and says what is wrong.
    }
    letGo();
    return false;
  }

  private boolean isQuick(List<Event> message) {
    int length = 0;
    for (Event event : message) {
      length += lengthOf(event.getHost()) + lengthOf(event.getService());
    }
    return length <= LONGEST_AT_ONCE && settings.path() instanceof StandardPaths;
  }

  private static int lengthOf(@Nullable String text) {
    return text == null ? 0 : text.length();
  }

  @Override
  public void close() {
    closings.incrementAndGet();
    letGo();
  }

  private void letGo() {
    CarbonConnection open = connection;
    connection = null;
    if (open != null) {
      open.close();
    }
  }
}
