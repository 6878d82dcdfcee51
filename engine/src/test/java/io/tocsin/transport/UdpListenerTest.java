package io.tocsin.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.telemetry.Telemetry;
import io.tocsin.time.SystemTime;
import io.tocsin.wire.WireMessage;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Behaviour of {@link UdpListener}, over real sockets. */
final class UdpListenerTest {

  private final LaneLoop loop = new LaneLoop(new SystemTime());
  private final FakeIngress ingress = new FakeIngress();
  private final Telemetry telemetry = new Telemetry();
  private final UdpListener listener =
      new UdpListener(UdpSettings.onPort(0), loop, ingress, telemetry);
  private DatagramSocket socket;

  @BeforeEach
  void start() throws IOException {
    listener.start();
    socket = new DatagramSocket();
  }

  @AfterEach
  void close() {
    socket.close();
    listener.close();
    loop.close();
  }

  private void send(byte[] bytes) throws IOException {
    socket.send(new DatagramPacket(bytes, bytes.length, listener.address()));
  }

  @Test
  void takesTheEventsOfADatagram() throws Exception {
    send(Wires.message(WireMessage.ofEvents(List.of(Wires.event("a"), Wires.event("b")))));

    assertThat(ingress.next(2)).containsExactly(Wires.event("a"), Wires.event("b"));
    assertThat(telemetry.losses()).isEmpty();
  }

  @Test
  void takesTheLargestDatagramThereIs() throws Exception {
    String text = "x".repeat(65_000);

    send(Wires.message(WireMessage.ofEvents(List.of(Wires.event(text)))));

    assertThat(ingress.next().getService()).isEqualTo(text);
  }

  @Test
  void dropsAndCountsWhatIsNoMessageAndGoesOn() throws Exception {
    send(new byte[] {0, 1});
    send(Wires.message(WireMessage.ofQuery("true")));
    send(Wires.message(WireMessage.ofEvents(List.of(Wires.event("boom"), Wires.event("a")))));

    assertThat(ingress.next()).isEqualTo(Wires.event("a"));
    assertThat(telemetry.losses())
        .isEqualTo(Map.of("undecodable", 1L, "query-without-answer", 1L, "failed", 1L));
  }

  @Test
  void keepsTheOrderOfOneSender() throws Exception {
    for (int i = 0; i < 200; i++) {
      send(Wires.message(WireMessage.ofEvents(List.of(Wires.event("s" + i)))));
    }

    assertThat(ingress.next(200))
        .isEqualTo(IntStream.range(0, 200).mapToObj(i -> Wires.event("s" + i)).toList());
  }

  @Test
  void saysThatAPortIsTaken() {
    int taken = listener.address().getPort();
    UdpListener second = new UdpListener(UdpSettings.onPort(taken), loop, ingress, telemetry);

    assertThatThrownBy(second::start)
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("udp: cannot listen on 127.0.0.1:" + taken + ": ");
  }
}
