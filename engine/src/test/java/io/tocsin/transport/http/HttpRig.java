package io.tocsin.transport.http;

import io.tocsin.telemetry.Telemetry;
import io.tocsin.time.SystemTime;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** A listener over a fake hub, and its clients; all are closed with it. */
final class HttpRig implements AutoCloseable {

  static final long LARGE = 1L << 30;

  final FakeHub hub = new FakeHub();
  final Telemetry telemetry = new Telemetry();
  final HttpListener listener;
  private final List<RawClient> clients = new ArrayList<>();

  HttpRig(HttpSettings settings) throws IOException {
    this(settings, LARGE);
  }

  HttpRig(HttpSettings settings, long maxHeldBytes) throws IOException {
    listener = new HttpListener(settings, hub.access(), telemetry, new SystemTime(), maxHeldBytes);
    listener.start();
  }

  RawClient client() throws IOException {
    RawClient client = new RawClient(listener.address());
    clients.add(client);
    return client;
  }

  /** A client that can hold little of what it has not read. */
  RawClient smallClient() throws IOException {
    RawClient client = new RawClient(listener.address(), 4096);
    clients.add(client);
    return client;
  }

  /** Waits for what another thread does. */
  void awaitUntil(BooleanSupplier condition) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(15);
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - deadline > 0) {
        throw new AssertionError("did not happen within 15 s");
      }
      Thread.onSpinWait();
    }
  }

  long lost(String reason) {
    return telemetry.losses().getOrDefault(reason, 0L);
  }

  @Override
  public void close() throws IOException {
    for (RawClient client : clients) {
      client.close();
    }
    listener.close();
    hub.close();
  }
}
