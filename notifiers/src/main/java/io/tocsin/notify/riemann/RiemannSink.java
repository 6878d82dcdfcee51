package io.tocsin.notify.riemann;

import io.tocsin.event.Event;
import io.tocsin.sink.Delivery;
import io.tocsin.sink.Parcel;
import io.tocsin.sink.Sink;
import io.tocsin.transport.client.ClientSettings;
import io.tocsin.transport.client.RefusedException;
import io.tocsin.transport.client.RiemannClient;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The live half of {@link RiemannSettings}. Keeps one connection; after any failure a new one. */
final class RiemannSink implements Sink {

  private static final int LONGEST_REASON = 200;

  private final RiemannSettings settings;
  private final AtomicInteger closings = new AtomicInteger();
  private volatile @Nullable RiemannClient client;
  private Duration patience = Duration.ZERO;

  RiemannSink(RiemannSettings settings) {
    this.settings = settings;
  }

  @Override
  public Delivery deliver(Parcel parcel, Duration timeout) throws InterruptedException {
    List<Event> events = parcel.events();
    boolean good = false;
    RefusedException leftOut = null;
    try {
      RiemannClient open = connected(timeout);
      for (int from = 0; from < events.size(); from += RiemannSettings.MAX_EVENTS) {
        int to = Math.min(events.size(), from + RiemannSettings.MAX_EVENTS);
        RefusedException tooLarge = send(open, events.subList(from, to));
        leftOut = leftOut == null ? tooLarge : leftOut;
      }
      good = true;
      return leftOut == null ? Delivery.delivered() : Delivery.rejected(shown(leftOut));
    } catch (RefusedException e) {
      good = !e.isAnswered() || isServing(client);
      return good ? Delivery.rejected(shown(e)) : Delivery.retryable(shown(e));
    } catch (IOException e) {
      if (Thread.interrupted() || e.getCause() instanceof ClosedByInterruptException) {
        throw new InterruptedException();
      }
      return Delivery.retryable(shown(e));
    } finally {
      if (!good) {
        letGo();
      }
    }
  }

  /**
   * A server that refuses because it is full says so as its last word; one that goes on means it.
   */
  private static boolean isServing(@Nullable RiemannClient open) {
    try {
      if (open == null) {
        return false;
      }
      open.send(List.of());
      return true;
    } catch (RefusedException e) {
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private RiemannClient connected(Duration timeout) throws IOException {
    RiemannClient open = client;
    if (open != null && patience.equals(timeout)) {
      return open;
    }
    letGo();
    int closedBefore = closings.get();
    open =
        RiemannClient.connect(
            ClientSettings.of(settings.host(), settings.port())
                .withTimeout(timeout)
                .withTls(settings.tls()));
    client = open;
    patience = timeout;
    if (closings.get() != closedBefore) {
      // Closed while it was being opened, when there was no connection to close yet.
      throw new IOException("closed while it was connecting");
    }
    return open;
  }

  /**
   * Events that are too large for one message go in two; one that is too large by itself is left
   * out, and the others still go.
   *
   * @return why one was left out; null when none was
   */
  private static @Nullable RefusedException send(RiemannClient open, List<Event> events)
      throws IOException {
    try {
      open.send(events);
      return null;
    } catch (RefusedException e) {
      if (e.isAnswered()) {
        throw e;
      }
      if (events.size() == 1) {
        return e;
      }
      int half = events.size() / 2;
      RefusedException first = send(open, events.subList(0, half));
      RefusedException second = send(open, events.subList(half, events.size()));
      return first == null ? second : first;
    }
  }

  /** On one line, and not longer than a line of a log. */
  private static String shown(IOException e) {
    String text = String.valueOf(e.getMessage()).replaceAll("\\p{Cntrl}+", " ");
    return text.length() <= LONGEST_REASON ? text : text.substring(0, LONGEST_REASON) + "…";
  }

  @Override
  public void close() {
    closings.incrementAndGet();
    letGo();
  }

  private void letGo() {
    RiemannClient open = client;
    client = null;
    if (open != null) {
      try {
        open.close();
      } catch (IOException e) {
        // It is gone either way.
      }
    }
  }
}
