package io.tocsin.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.telemetry.Telemetry;
import io.tocsin.time.SystemTime;
import io.tocsin.wire.WireMessage;
import java.io.IOException;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Listeners on free ports, sockets to them, and what they did. */
final class TcpFixture {

  static final WireMessage OK = new WireMessage(true, null, null, List.of());

  private static final long PATIENCE_MICROS = 10_000_000;

  final LaneLoop loop;
  final FakeIngress ingress = new FakeIngress();
  final Telemetry telemetry = new Telemetry();
  private final SystemTime time = new SystemTime();
  private final List<AutoCloseable> open = new ArrayList<>();

  /** A lane whose connections may hold so much. */
  TcpFixture(long maxHeldBytes) {
    loop = new LaneLoop(time, 1000, maxHeldBytes);
  }

  TcpListener listen(TcpSettings settings) throws IOException {
    TcpListener listener = new TcpListener(settings, loop, ingress, telemetry);
    listener.start();
    open.add(listener);
    return listener;
  }

  TcpListener listen() throws IOException {
    return listen(TcpSettings.onPort(0));
  }

  Socket connect(TcpListener listener) throws IOException {
    Socket socket = Wires.connect(listener.address());
    open.add(socket);
    return socket;
  }

  long lost(String reason) {
    return telemetry.losses().getOrDefault(reason, 0L);
  }

  void awaitLost(String reason) {
    long deadline = time.nowMicros() + PATIENCE_MICROS;
    while (lost(reason) == 0 && time.nowMicros() < deadline) {
      Thread.onSpinWait();
    }
    assertThat(lost(reason)).isEqualTo(1);
  }

  void awaitArrivalAfter(int arrivals) {
    long deadline = time.nowMicros() + PATIENCE_MICROS;
    while (ingress.arrivals.get() <= arrivals && time.nowMicros() < deadline) {
      Thread.onSpinWait();
    }
    assertThat(ingress.arrivals.get()).isGreaterThan(arrivals);
  }

  void close() throws Exception {
    Collections.reverse(open);
    for (AutoCloseable one : open) {
      one.close();
    }
    loop.close();
  }
}
