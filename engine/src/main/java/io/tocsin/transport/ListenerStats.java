package io.tocsin.transport;

import io.tocsin.telemetry.QuietLog;
import io.tocsin.telemetry.Telemetry;
import io.tocsin.time.TimeSource;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** What a listener counts and logs. Confined to its loop's thread, but for the counters. */
public final class ListenerStats {

  private static final long LOG_INTERVAL_MICROS = 10_000_000;

  private final String listener;
  private final Telemetry telemetry;
  private final QuietLog log;
  private final LongAdder events;
  private final LongAdder messages;
  private final LongAdder opened;
  private final LongAdder closed;
  private final Map<String, LongAdder> refused = new HashMap<>();

  /** The stats of the listener of that name. */
  public ListenerStats(String listener, Telemetry telemetry, TimeSource time) {
    this.listener = listener;
    this.telemetry = telemetry;
    this.log =
        new QuietLog(LoggerFactory.getLogger(ListenerStats.class), time, LOG_INTERVAL_MICROS);
    events = telemetry.counter("tocsin.events.in", "listener", listener);
    messages = telemetry.counter("tocsin.messages.in", "listener", listener);
    opened = telemetry.counter("tocsin.connections.opened", "listener", listener);
    closed = telemetry.counter("tocsin.connections.closed", "listener", listener);
  }

  /** Shows how many connections are open. */
  public void gaugeConnections() {
    // From counters, which a listener of the same name takes over after a restart.
    telemetry.gauge("tocsin.connections", () -> opened.sum() - closed.sum(), "listener", listener);
  }

  /** Events went in. Any thread. */
  public void eventsIn(int number) {
    events.add(number);
  }

  /** A message or request came. */
  public void messageIn() {
    messages.increment();
  }

  public void connectionOpened() {
    opened.increment();
  }

  public void connectionClosed() {
    closed.increment();
  }

  /** The counter of what was put right rather than refused. */
  public LongAdder odd(String reason) {
    return telemetry.counter("tocsin.odd", "reason", reason, "where", listener);
  }

  /** Counts what did not get in, and says so. */
  public void refuse(String reason, @Nullable SocketAddress peer, String text) {
    refuse(reason, 1, peer, text);
  }

  /** As above, for several things of one reason at once. */
  public void refuse(String reason, int number, @Nullable SocketAddress peer, String text) {
    refused.computeIfAbsent(reason, r -> telemetry.lost(r, listener)).add(number);
    log.warn(reason, () -> listener + ": " + text + " peer=" + name(peer));
  }

  private static String name(@Nullable SocketAddress peer) {
    return peer instanceof InetSocketAddress inet && inet.getAddress() != null
        ? inet.getAddress().getHostAddress() + ":" + inet.getPort()
        : "unknown";
  }
}
