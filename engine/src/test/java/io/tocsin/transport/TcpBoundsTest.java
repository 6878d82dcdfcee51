package io.tocsin.transport;

import static io.tocsin.transport.TcpFixture.OK;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.event.Event;
import io.tocsin.wire.WireLimits;
import io.tocsin.wire.WireMessage;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@link TcpListener} grants a client, and what becomes of one that wants more. */
final class TcpBoundsTest {

  private static final Duration PATIENT = Duration.ofSeconds(20);
  private static final Duration TINY = Duration.ofMillis(100);

  private final TcpFixture tcp = new TcpFixture(1_100_000);

  @AfterEach
  void close() throws Exception {
    tcp.close();
  }

  private static TcpSettings with(Duration idle, Duration frame, Duration write) {
    return TcpSettings.onPort(0).withConnections(new ConnectionLimits(100, idle, frame, write));
  }

  @Test
  void answersWithAnErrorWhenTheAnswerWouldBeTooLarge() throws Exception {
    tcp.ingress.queries =
        query -> Collections.nCopies(Integer.parseInt(query), Wires.event("12345678"));
    // Each event of that service is 12 bytes of the answer, the head is 2.
    Socket socket =
        tcp.connect(
            tcp.listen(TcpSettings.onPort(0).withWire(WireLimits.DEFAULT.withMaxFrameBytes(122))));

    Wires.send(socket, Wires.queryFrame("10"));
    assertThat(Wires.answer(socket).events()).hasSize(10);
    Wires.send(socket, Wires.queryFrame("11"));
    assertThat(Wires.answer(socket).error())
        .isEqualTo(
            "the answer is too large: message with 11 events is over the limit of 122 bytes;"
                + " ask for less");
  }

  @ParameterizedTest
  @CsvSource({"101", "2147483647", "2147483648", "4294967295"})
  void answersALengthOverTheLimitWithAnErrorAndCloses(long length) throws Exception {
    Socket socket =
        tcp.connect(
            tcp.listen(TcpSettings.onPort(0).withWire(WireLimits.DEFAULT.withMaxFrameBytes(100))));

    Wires.send(socket, ByteBuffer.allocate(4).putInt((int) length).array());

    assertThat(Wires.answer(socket))
        .isEqualTo(WireMessage.failure("frame of " + length + " bytes is over the limit of 100"));
    assertThat(Wires.ends(socket)).isTrue();
    assertThat(tcp.lost("frame-too-large")).isEqualTo(1);
  }

  @Test
  void takesAMessageOfExactlyTheLimit() throws Exception {
    byte[] frame = Wires.frame("x".repeat(80));
    int exact = frame.length - 4;
    WireLimits limits = WireLimits.DEFAULT.withMaxFrameBytes(exact);
    Socket socket = tcp.connect(tcp.listen(TcpSettings.onPort(0).withWire(limits)));

    Wires.send(socket, frame);

    assertThat(Wires.answer(socket)).isEqualTo(OK);
  }

  @Test
  void countsAMessageThatItsConnectionDidNotFinish() throws Exception {
    Socket socket = tcp.connect(tcp.listen());
    Wires.send(socket, Arrays.copyOf(Wires.frame("abc"), 6));
    socket.shutdownOutput();

    assertThat(Wires.ends(socket)).isTrue();
    tcp.awaitLost("truncated");
    assertThat(tcp.ingress.events).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4, 5})
  void closesAConnectionThatDoesNotFinishItsMessageInTime(int bytes) throws Exception {
    Socket socket = tcp.connect(tcp.listen(with(PATIENT, TINY, PATIENT)));

    Wires.send(socket, Arrays.copyOf(Wires.frame("abc"), bytes));

    assertThat(Wires.ends(socket)).isTrue();
    tcp.awaitLost("unfinished");
  }

  @Test
  void doesNotHurryAConnectionBetweenMessages() throws Exception {
    TcpListener listener = tcp.listen(with(PATIENT, TINY, PATIENT));
    Socket patient = tcp.connect(listener);
    Socket slow = tcp.connect(listener);
    Wires.send(patient, Wires.frame("a"));
    assertThat(Wires.answer(patient)).isEqualTo(OK);
    Wires.send(slow, new byte[1]);
    assertThat(Wires.ends(slow)).isTrue();

    Wires.send(patient, Wires.frame("b"));

    assertThat(Wires.answer(patient)).isEqualTo(OK);
  }

  @Test
  void closesAConnectionThatIsIdleTooLong() throws Exception {
    Socket socket = tcp.connect(tcp.listen(with(TINY, PATIENT, PATIENT)));
    Wires.send(socket, Wires.frame("a"));
    assertThat(Wires.answer(socket)).isEqualTo(OK);

    assertThat(Wires.ends(socket)).isTrue();
    assertThat(tcp.telemetry.losses()).isEmpty();
  }

  @Test
  void stopsReadingFromAClientThatDoesNotReadAndClosesItInTheEnd() throws Exception {
    String large = "x".repeat(50_000);
    tcp.ingress.queries = query -> Collections.nCopies(10, Wires.event(large));
    TcpListener listener = tcp.listen(with(PATIENT, PATIENT, Duration.ofMillis(300)));
    Socket socket = tcp.connect(listener);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int i = 0; i < 1000; i++) {
      bytes.writeBytes(Wires.queryFrame("q"));
    }
    Wires.send(socket, bytes.toByteArray());

    tcp.awaitLost("unread");
    // Half a gigabyte was asked for; what was made of it is what sockets and the water mark hold.
    assertThat(tcp.ingress.arrivals.get()).isLessThan(100);
    Socket other = tcp.connect(listener);
    Wires.send(other, Wires.frame("a"));
    assertThat(Wires.answer(other)).isEqualTo(OK);
  }

  @Test
  void goesOnWithAClientThatReadsLate() throws Exception {
    String large = "x".repeat(50_000);
    tcp.ingress.queries = query -> Collections.nCopies(10, Wires.event(query + large));
    Socket socket = tcp.connect(tcp.listen());
    for (int i = 0; i < 50; i++) {
      Wires.send(socket, Wires.queryFrame("q" + i));
    }
    Wires.send(socket, Wires.frame("last"));
    tcp.awaitArrivalAfter(0);

    DataInputStream in = new DataInputStream(socket.getInputStream());
    for (int i = 0; i < 50; i++) {
      List<Event> events = Wires.answer(in).events();
      assertThat(events).hasSize(10);
      assertThat(events.get(9).getService()).startsWith("q" + i + "x");
    }
    assertThat(Wires.answer(in)).isEqualTo(OK);
  }

  @Test
  void tellsAClientOverTheNumberOfConnectionsAndTakesItWhenOneHasGone() throws Exception {
    TcpListener listener =
        tcp.listen(
            TcpSettings.onPort(0)
                .withConnections(new ConnectionLimits(1, PATIENT, PATIENT, PATIENT)));
    Socket first = tcp.connect(listener);
    Wires.send(first, Wires.frame("a"));
    assertThat(Wires.answer(first)).isEqualTo(OK);

    Socket second = tcp.connect(listener);
    assertThat(Wires.answer(second)).isEqualTo(WireMessage.failure("more than 1 connections"));
    assertThat(Wires.ends(second)).isTrue();
    assertThat(tcp.lost("too-many-connections")).isEqualTo(1);
    assertThat(tcp.telemetry.scrape()).contains("tocsin_connections{listener=\"tcp\"} 1.0");

    first.shutdownOutput();
    assertThat(Wires.ends(first)).isTrue();
    Socket third = tcp.connect(listener);
    Wires.send(third, Wires.frame("b"));
    assertThat(Wires.answer(third)).isEqualTo(OK);
  }

  @Test
  void holdsOnlyABoundedAmountOfIncompleteMessages() throws Exception {
    TcpListener listener = tcp.listen();
    byte[] most = new byte[200_000];
    ByteBuffer.wrap(most).putInt(16 << 20);
    Socket first = tcp.connect(listener);
    Wires.send(first, most);
    Socket second = tcp.connect(listener);
    Wires.send(second, most);
    Wires.send(second, new byte[800_000]);

    assertThat(Wires.answer(second).error()).startsWith("no room for incomplete frames");
    assertThat(tcp.lost("no-room")).isEqualTo(1);
    Socket third = tcp.connect(listener);
    Wires.send(third, Wires.frame("a"));
    assertThat(Wires.answer(third)).isEqualTo(OK);
  }
}
