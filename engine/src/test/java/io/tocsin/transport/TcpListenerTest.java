package io.tocsin.transport;

import static io.tocsin.transport.TcpFixture.OK;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.event.Event;
import io.tocsin.wire.WireMessage;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.Socket;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Behaviour of {@link TcpListener}, over real sockets. */
final class TcpListenerTest {

  private final TcpFixture tcp = new TcpFixture(8 << 20);

  @AfterEach
  void close() throws Exception {
    tcp.close();
  }

  @Test
  void answersOkAfterTheEventsWentIn() throws Exception {
    Socket socket = tcp.connect(tcp.listen());

    Wires.send(socket, Wires.frame("a", "b"));

    assertThat(Wires.answer(socket)).isEqualTo(OK);
    assertThat(tcp.ingress.events).containsExactly(Wires.event("a"), Wires.event("b"));
    assertThat(tcp.telemetry.counter("tocsin.events.in", "listener", "tcp").sum()).isEqualTo(2);
    assertThat(tcp.telemetry.counter("tocsin.messages.in", "listener", "tcp").sum()).isEqualTo(1);
  }

  @Test
  void answersTenThousandPipelinedMessagesOneByOneAndInOrder() throws Exception {
    tcp.ingress.queries = query -> List.of(Wires.event(query));
    Socket socket = tcp.connect(tcp.listen());
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    int queries = 0;
    for (int i = 0; i < 10_000; i++) {
      boolean asks = i % 7 == 0;
      queries += asks ? 1 : 0;
      all.writeBytes(asks ? Wires.queryFrame("q" + i) : Wires.frame("s" + i));
    }
    CompletableFuture<Void> sending =
        CompletableFuture.runAsync(() -> Wires.send(socket, all.toByteArray()));

    DataInputStream in =
        new DataInputStream(new java.io.BufferedInputStream(socket.getInputStream()));
    for (int i = 0; i < 10_000; i++) {
      WireMessage expected = i % 7 == 0 ? WireMessage.answer(List.of(Wires.event("q" + i))) : OK;
      assertThat(Wires.answer(in)).isEqualTo(expected);
    }
    sending.get(10, SECONDS);
    assertThat(in.available()).isZero();
    List<Event> events = tcp.ingress.next(10_000 - queries);
    assertThat(events.get(0)).isEqualTo(Wires.event("s1"));
    assertThat(events.get(events.size() - 1)).isEqualTo(Wires.event("s9999"));
  }

  @Test
  void takesAMessageInWhateverPiecesItComes() throws Exception {
    Socket socket = tcp.connect(tcp.listen());
    byte[] bytes = Wires.frame("abc");
    byte[] twice = Arrays.copyOf(bytes, 2 * bytes.length);
    System.arraycopy(bytes, 0, twice, bytes.length, bytes.length);

    for (int cut = 1; cut < twice.length; cut++) {
      int arrivals = tcp.ingress.arrivals.get();
      Wires.send(socket, Arrays.copyOfRange(twice, 0, cut));
      if (cut >= bytes.length) {
        assertThat(Wires.answer(socket)).isEqualTo(OK);
      } else {
        tcp.awaitArrivalAfter(arrivals);
      }
      Wires.send(socket, Arrays.copyOfRange(twice, cut, twice.length));
      assertThat(Wires.answer(socket)).isEqualTo(OK);
      if (cut < bytes.length) {
        assertThat(Wires.answer(socket)).isEqualTo(OK);
      }
      assertThat(tcp.ingress.next(2)).containsOnly(Wires.event("abc"));
    }
  }

  @Test
  void answersAnEmptyMessage() throws Exception {
    Socket socket = tcp.connect(tcp.listen());

    Wires.send(socket, new byte[4]);

    assertThat(Wires.answer(socket)).isEqualTo(OK);
  }

  @Test
  void answersWhatAQueryFoundAndWhyItCannotBeRead() throws Exception {
    Event found = Event.builder().host("h").metric(3).build();
    tcp.ingress.queries =
        query -> {
          if (query.equals("bad")) {
            throw new IllegalArgumentException("1:1: no such query");
          }
          return List.of(found, found);
        };
    Socket socket = tcp.connect(tcp.listen());

    Wires.send(socket, Wires.queryFrame("good"));
    assertThat(Wires.answer(socket)).isEqualTo(WireMessage.answer(List.of(found, found)));
    Wires.send(socket, Wires.queryFrame("bad"));
    assertThat(Wires.answer(socket)).isEqualTo(WireMessage.failure("1:1: no such query"));
    Wires.send(socket, Wires.frame("still"));
    assertThat(Wires.answer(socket)).isEqualTo(OK);
  }

  @Test
  void takesTheEventsOfAMessageBeforeItsQuery() throws Exception {
    tcp.ingress.queries = query -> List.copyOf(tcp.ingress.events);
    Socket socket = tcp.connect(tcp.listen());
    List<Event> events = List.of(Wires.event("x"));

    Wires.send(socket, Wires.frame(Wires.message(new WireMessage(null, null, "true", events))));

    assertThat(Wires.answer(socket)).isEqualTo(WireMessage.answer(events));
  }

  @Test
  void answersAnErrorForAnEventThatFailsAndTakesTheOthers() throws Exception {
    Socket socket = tcp.connect(tcp.listen());

    Wires.send(socket, Wires.frame("a", "boom", "b"));

    assertThat(Wires.answer(socket)).isEqualTo(WireMessage.failure("rule failed"));
    assertThat(tcp.ingress.events).containsExactly(Wires.event("a"), Wires.event("b"));
    Wires.send(socket, Wires.frame("c"));
    assertThat(Wires.answer(socket)).isEqualTo(OK);
  }

  @Test
  void answersGarbageWithAnErrorAfterTheAnswersBeforeItAndCloses() throws Exception {
    TcpListener listener = tcp.listen();
    Socket bystander = tcp.connect(listener);
    Socket socket = tcp.connect(listener);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(Wires.frame("a"));
    bytes.writeBytes(Wires.frame(new byte[] {0, 1, 2}));
    bytes.writeBytes(Wires.frame("never"));

    Wires.send(socket, bytes.toByteArray());

    assertThat(Wires.answer(socket)).isEqualTo(OK);
    WireMessage error = Wires.answer(socket);
    assertThat(error.ok()).isFalse();
    assertThat(error.error()).startsWith("not a message: ");
    assertThat(Wires.ends(socket)).isTrue();
    assertThat(tcp.lost("undecodable")).isEqualTo(1);
    Wires.send(bystander, Wires.frame("b"));
    assertThat(Wires.answer(bystander)).isEqualTo(OK);
    assertThat(tcp.ingress.events).containsExactly(Wires.event("a"), Wires.event("b"));
  }

  @Test
  void letsAnErrorAnswerReachAClientThatKeepsSending() throws Exception {
    Socket socket = tcp.connect(tcp.listen());
    Wires.send(socket, Wires.frame(new byte[] {0}));
    Wires.send(socket, new byte[500_000]);

    assertThat(Wires.answer(socket).ok()).isFalse();
    assertThat(Wires.ends(socket)).isTrue();
  }

  @Test
  void answersAClientThatHasStoppedSending() throws Exception {
    tcp.ingress.queries = query -> List.of(Wires.event(query));
    Socket socket = tcp.connect(tcp.listen());
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int i = 0; i < 100; i++) {
      bytes.writeBytes(Wires.queryFrame("q" + i));
    }
    Wires.send(socket, bytes.toByteArray());
    socket.shutdownOutput();

    for (int i = 0; i < 100; i++) {
      assertThat(Wires.answer(socket).events()).containsExactly(Wires.event("q" + i));
    }
    assertThat(Wires.ends(socket)).isTrue();
  }

  @Test
  void saysOnceStartedThatAPortIsTaken() throws Exception {
    int taken = tcp.listen().address().getPort();
    TcpListener second =
        new TcpListener(TcpSettings.onPort(taken), tcp.loop, tcp.ingress, tcp.telemetry);

    assertThatThrownBy(second::start)
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("tcp: cannot listen on 127.0.0.1:" + taken + ": ")
        .hasMessageEndingWith("in use; end what listens there, or take another port");
  }

  @Test
  void closesItsConnectionsWithItself() throws Exception {
    TcpListener listener = tcp.listen();
    Socket socket = tcp.connect(listener);
    Wires.send(socket, Wires.frame("a"));
    assertThat(Wires.answer(socket)).isEqualTo(OK);
    int port = listener.address().getPort();

    listener.close();
    listener.close();

    assertThat(Wires.ends(socket)).isTrue();
    tcp.listen(TcpSettings.onPort(port));
  }

  @Test
  void countsWhatItMendedAndGoesOn() throws Exception {
    Socket socket = tcp.connect(tcp.listen());
    byte[] event = {4 << 3 | 2, 1, (byte) 0xff, 1 << 3, 0};
    byte[] negative = {1 << 3, -1, -1, -1, -1, -1, -1, -1, -1, -1, 1};
    ByteArrayOutputStream message = new ByteArrayOutputStream();
    for (byte[] fields : List.of(event, negative)) {
      message.write(6 << 3 | 2);
      message.write(fields.length);
      message.writeBytes(fields);
    }

    Wires.send(socket, Wires.frame(message.toByteArray()));

    assertThat(Wires.answer(socket)).isEqualTo(OK);
    assertThat(tcp.ingress.next().getHost()).isEqualTo("\uFFFD");
    assertThat(tcp.ingress.next().hasTime()).isFalse();
    assertThat(tcp.telemetry.counter("tocsin.odd", "reason", "not-utf8", "where", "tcp").sum())
        .isEqualTo(1);
    assertThat(tcp.telemetry.counter("tocsin.odd", "reason", "absurd-time", "where", "tcp").sum())
        .isEqualTo(1);
  }
}
