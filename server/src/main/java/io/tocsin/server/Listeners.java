package io.tocsin.server;

import io.tocsin.dsl.ServerSettings;
import io.tocsin.dsl.ServerSettings.Listener;
import io.tocsin.source.ChannelSource;
import io.tocsin.source.Ingress;
import io.tocsin.telemetry.Telemetry;
import io.tocsin.time.TimeSource;
import io.tocsin.transport.LaneLoop;
import io.tocsin.transport.http.HttpListener;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The listeners that are open, by their settings: those whose settings stay the same stay open.
 * Changed by one thread at a time; read by any.
 */
public final class Listeners implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Listeners.class);

  private static final Duration ANSWERS_WITHIN = Duration.ofSeconds(2);

  /** An open listener. */
  record Open(Listener settings, AutoCloseable listener, InetSocketAddress address) {}

  private final ListenerFactory factory;
  private final Map<Listener, Open> open = new LinkedHashMap<>();

  Listeners(
      LaneLoop loop,
      Ingress ingress,
      ChannelSource channels,
      Telemetry telemetry,
      TimeSource time) {
    factory = new ListenerFactory(loop, ingress, channels, telemetry, time);
  }

  void control(HubControl control) {
    factory.control(control);
  }

  /** Opens all of them; on failure none stays open. */
  synchronized void open(List<Listener> settings) throws IOException {
    prepare(settings).finish();
  }

  /**
   * Opens what is new. What is no longer wanted stays open until {@link Change#finish}, unless it
   * holds an address that is needed.
   *
   * @throws IOException if one cannot be opened; everything is as before then
   */
  synchronized Change prepare(List<Listener> wanted) throws IOException {
    Change change = new Change();
    for (Listener old : List.copyOf(open.keySet())) {
      if (!wanted.contains(old)) {
        change.leaving.add(old);
      }
    }
    try {
      for (Listener next : wanted) {
        if (!open.containsKey(next)) {
          change.open(next);
        }
      }
    } catch (IOException | RuntimeException e) {
      change.undo();
      throw e;
    }
    return change;
  }

  /** Where each listener can be reached, in the order of the settings. */
  public synchronized Map<Listener, InetSocketAddress> addresses() {
    Map<Listener, InetSocketAddress> addresses = new LinkedHashMap<>();
    open.forEach((settings, o) -> addresses.put(settings, o.address()));
    return addresses;
  }

  /** The address of the first listener of a kind, null when there is none. */
  public synchronized @Nullable InetSocketAddress address(ServerSettings.Kind kind) {
    return open.values().stream()
        .filter(o -> o.settings().kind() == kind)
        .map(Open::address)
        .findFirst()
        .orElse(null);
  }

  @Override
  public synchronized void close() {
    List.copyOf(open.keySet()).forEach(this::close);
  }

  private void close(Listener settings) {
    close(settings, AutoCloseable::close);
  }

  /** Closes one while the hub goes on: who asked for that over http gets an answer still. */
  private void leave(Listener settings) {
    close(
        settings,
        listener -> {
          if (listener instanceof HttpListener http) {
            http.leave(ANSWERS_WITHIN);
          } else {
            listener.close();
          }
        });
  }

  private interface Closing {
    void close(AutoCloseable listener) throws Exception;
  }

  private void close(Listener settings, Closing closing) {
    Open o = open.remove(settings);
    if (o != null) {
      try {
        closing.close(o.listener());
      } catch (Exception e) {
        LOG.warn(
            "a listener did not close cleanly listener={} error={}", settings.kind(), e.toString());
      }
    }
  }

  /** A change of listeners that can still be taken back. */
  final class Change {
    private final List<Listener> leaving = new ArrayList<>();
    private final List<Listener> opened = new ArrayList<>();
    private final List<Listener> closedEarly = new ArrayList<>();

    private void open(Listener next) throws IOException {
      for (Listener old : leaving) {
        if (open.containsKey(old) && old.clashesWith(next)) {
          leave(old);
          closedEarly.add(old);
        }
      }
      open.put(next, factory.open(next));
      opened.add(next);
    }

    /** Closes what is no longer wanted. */
    void finish() {
      leaving.forEach(Listeners.this::leave);
    }

    /** Makes everything as it was. */
    void undo() {
      opened.forEach(Listeners.this::close);
      for (Listener old : closedEarly) {
        try {
          open.put(old, factory.open(old));
        } catch (IOException e) {
          LOG.error(
              "a listener could not be opened again listener={} error={}",
              old.kind(),
              e.getMessage());
        }
      }
    }
  }
}
