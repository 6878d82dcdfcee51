package io.tocsin.transport;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.event.Event;
import io.tocsin.telemetry.Telemetry;
import io.tocsin.time.SystemTime;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Behaviour of {@link CarbonListener}, over real sockets. */
final class CarbonListenerTest {

  private final LaneLoop loop = new LaneLoop(new SystemTime());
  private final FakeIngress ingress = new FakeIngress();
  private final Telemetry telemetry = new Telemetry();
  private CarbonListener listener =
      new CarbonListener(CarbonSettings.onPort(0), loop, ingress, telemetry);

  @AfterEach
  void close() {
    listener.close();
    loop.close();
  }

  private Socket connect() throws IOException {
    listener.start();
    return Wires.connect(listener.address());
  }

  private static void send(Socket socket, String text) {
    Wires.send(socket, text.getBytes(UTF_8));
  }

  private static Event event(String service, long metric) {
    return Event.builder().service(service).metric(metric).timeMicros(5_000_000).build();
  }

  @Test
  void takesLinesInWhateverPiecesTheyComeAndSkipsBadOnes() throws Exception {
    try (Socket socket = connect()) {
      send(socket, "a 1 5\nb");
      assertThat(ingress.next()).isEqualTo(event("a", 1));
      send(socket, " 2 5\r\nbad line\n\nc 3 ");
      assertThat(ingress.next()).isEqualTo(event("b", 2));
      send(socket, "5\n");
      assertThat(ingress.next()).isEqualTo(event("c", 3));
    }
    assertThat(telemetry.losses()).isEqualTo(Map.of("bad-line", 2L));
    assertThat(telemetry.counter("tocsin.events.in", "listener", "carbon").sum()).isEqualTo(3);
  }

  @Test
  void doesNotTakeALineWithoutItsEnd() throws Exception {
    try (Socket socket = connect()) {
      send(socket, "a 1 5\nb 1 17640");
      socket.shutdownOutput();
      assertThat(Wires.ends(socket)).isTrue();
    }
    assertThat(ingress.events).containsExactly(event("a", 1));
    // The listener closes after the connection's end was counted.
    listener.close();
    assertThat(telemetry.losses()).isEqualTo(Map.of("truncated", 1L));
  }

  @ParameterizedTest
  @CsvSource({"65536, true", "65537, false"})
  void endsAConnectionWithALineTooLong(int length, boolean fits) throws Exception {
    try (Socket socket = connect()) {
      send(socket, "x".repeat(length - 4) + " 1 5\n");
      if (fits) {
        assertThat(ingress.next().getMetric()).isEqualTo(1L);
      } else {
        assertThat(Wires.ends(socket)).isTrue();
        assertThat(telemetry.losses()).isEqualTo(Map.of("line-too-long", 1L));
      }
    }
  }

  @Test
  void closesAConnectionThatDoesNotFinishItsLineInTime() throws Exception {
    Duration hour = Duration.ofHours(1);
    ConnectionLimits limits = new ConnectionLimits(9, hour, Duration.ofMillis(100), hour);
    listener =
        new CarbonListener(
            new CarbonSettings("carbon", "127.0.0.1", 0, true, false, limits),
            loop,
            ingress,
            telemetry);
    try (Socket socket = connect()) {
      send(socket, "a 1 5\nb");
      assertThat(Wires.ends(socket)).isTrue();
    }
    assertThat(telemetry.losses()).isEqualTo(Map.of("unfinished", 1L));
  }

  @Test
  void takesDatagramsOnTheSamePort() throws Exception {
    listener.start();
    byte[] lines = "a 1 5\nbad\nb 2 5".getBytes(UTF_8);
    try (DatagramSocket socket = new DatagramSocket()) {
      socket.send(new DatagramPacket(lines, lines.length, listener.address()));

      assertThat(ingress.next(2)).containsExactly(event("a", 1), event("b", 2));
    }
    assertThat(telemetry.losses()).isEqualTo(Map.of("bad-line", 1L));
  }

  @Test
  void saysThatAPortIsTaken() throws Exception {
    listener.start();
    int taken = listener.address().getPort();
    CarbonListener second =
        new CarbonListener(CarbonSettings.onPort(taken), loop, ingress, telemetry);

    assertThatThrownBy(second::start)
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("carbon: cannot listen on 127.0.0.1:" + taken + ": ");
  }
}
