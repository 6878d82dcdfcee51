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
final class ListenerStats {

  private static final long LOG_INTERVAL_MICROS = 10_000_000;

  private final String listener;
  private final Telemetry telemetry;
  private final QuietLog log;
  private final LongAdder events;
  private final LongAdder messages;
  private final LongAdder opened;
  private final LongAdder closed;
  private final Map<String, LongAdder> refused = new HashMap<>();

  ListenerStats(String listener, Telemetry telemetry, TimeSource time) {
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
  void gaugeConnections() {
    // From counters, which a listener of the same name takes over after a restart.
    telemetry.gauge("tocsin.connections", () -> opened.sum() - closed.sum(), "listener", listener);
  }

  void eventsIn(int number) {
    events.add(number);
  }

  void messageIn() {
    messages.increment();
  }

  void connectionOpened() {
    opened.increment();
  }

  void connectionClosed() {
    closed.increment();
  }

  /** The counter of what was put right rather than refused. */
  LongAdder odd(String reason) {
    return telemetry.counter("tocsin.odd", "reason", reason, "where", listener);
  }

  /** Counts what did not get in, and says so. */
  void refuse(String reason, @Nullable SocketAddress peer, String text) {
    refused.computeIfAbsent(reason, r -> telemetry.lost(r, listener)).increment();
    log.warn(reason, listener + ": " + text + " peer=" + name(peer));
  }

  private static String name(@Nullable SocketAddress peer) {
    return peer instanceof InetSocketAddress inet && inet.getAddress() != null
        ? inet.getAddress().getHostAddress() + ":" + inet.getPort()
        : "unknown";
  }
}
