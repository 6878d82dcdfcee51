package io.tocsin.transport;

import static io.tocsin.transport.TcpFixture.OK;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.wire.WireMessage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** When ok means that a message is on disk. */
final class DurableAckTest {

  private final TcpFixture tcp = new TcpFixture(8 << 20);
  private final FakeLog log = new FakeLog(tcp.loop);

  @AfterEach
  void close() throws Exception {
    tcp.close();
  }

  private Socket connect(boolean durable) throws IOException {
    tcp.ingress.log = log;
    return tcp.connect(tcp.listen(TcpSettings.onPort(0).withDurable(durable)));
  }

  /** Nothing is there to be read, after the lane has had several turns. */
  private void saysNothing(Socket socket) throws IOException {
    for (int i = 0; i < 5; i++) {
      log.durable(log.durable());
    }
    assertThat(socket.getInputStream().available()).isZero();
  }

  @Test
  void okIsSaidForWhatIsDurableInOrder() throws Exception {
    Socket socket = connect(true);

    Wires.send(socket, Wires.frame("a"));
    Wires.send(socket, Wires.frame("b"));
    Wires.send(socket, Wires.frame("c"));
    tcp.ingress.next(3);
    saysNothing(socket);
    log.durable(2);

    assertThat(Wires.answer(socket)).isEqualTo(OK);
    assertThat(Wires.answer(socket)).isEqualTo(OK);
    saysNothing(socket);
    log.durable(3);
    assertThat(Wires.answer(socket)).isEqualTo(OK);
  }

  @Test
  void otherListenersDoNotWait() throws Exception {
    Socket socket = connect(false);

    Wires.send(socket, Wires.frame("a"));

    assertThat(Wires.answer(socket)).isEqualTo(OK);
    assertThat(log.last()).isEqualTo(1);
  }

  @Test
  void aQueryWaitsForTheAnswersBeforeIt() throws Exception {
    tcp.ingress.queries = query -> List.of(Wires.event(query));
    Socket socket = connect(true);

    Wires.send(socket, Wires.frame("a"));
    Wires.send(socket, Wires.queryFrame("q"));
    Wires.send(socket, Wires.frame("b"));
    tcp.ingress.next();
    saysNothing(socket);
    log.durable(1);

    assertThat(Wires.answer(socket)).isEqualTo(OK);
    assertThat(Wires.answer(socket)).isEqualTo(WireMessage.answer(List.of(Wires.event("q"))));
    tcp.ingress.next();
    log.durable(2);
    assertThat(Wires.answer(socket)).isEqualTo(OK);
  }

  @Test
  void aMessageOfAFailedRuleIsAnsweredInItsTurn() throws Exception {
    Socket socket = connect(true);

    Wires.send(socket, Wires.frame("a"));
    Wires.send(socket, Wires.frame("boom"));
    log.awaitLast(2);
    log.durable(2);

    assertThat(Wires.answer(socket)).isEqualTo(OK);
    assertThat(Wires.answer(socket).error()).contains("rule failed");
  }

  @Test
  void whatCannotBeReadIsAnsweredAfterAllBeforeItAndEndsTheConnection() throws Exception {
    Socket socket = connect(true);

    Wires.send(socket, Wires.frame("a"));
    Wires.send(socket, Wires.frame(new byte[] {(byte) 0xff, (byte) 0xff}));
    tcp.ingress.next();
    saysNothing(socket);
    log.durable(1);

    assertThat(Wires.answer(socket)).isEqualTo(OK);
    assertThat(Wires.answer(socket).error()).isNotEmpty();
    assertThat(socket.getInputStream().read()).isEqualTo(-1);
  }

  @Test
  void whoHasStoppedSendingStillGetsItsAnswers() throws Exception {
    Socket socket = connect(true);

    Wires.send(socket, Wires.frame("a"));
    socket.shutdownOutput();
    tcp.ingress.next();
    saysNothing(socket);
    log.durable(1);

    assertThat(Wires.answer(socket)).isEqualTo(OK);
    assertThat(socket.getInputStream().read()).isEqualTo(-1);
  }

  @Test
  void noMoreIsReadThanIsOwedAtMost() throws Exception {
    Socket socket = connect(true);
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (int i = 0; i < OwedAnswers.MOST + 10; i++) {
      all.writeBytes(Wires.frame("s"));
    }

    Wires.send(socket, all.toByteArray());
    tcp.ingress.next(OwedAnswers.MOST);
    saysNothing(socket);

    assertThat(log.last()).isEqualTo(OwedAnswers.MOST);
    log.durable(1);
    tcp.ingress.next();
    assertThat(Wires.answer(socket)).isEqualTo(OK);
    log.durable(OwedAnswers.MOST + 10L);
    tcp.ingress.next(9);
    for (int i = 1; i < OwedAnswers.MOST; i++) {
      assertThat(Wires.answer(socket)).isEqualTo(OK);
    }
  }

  @Test
  void withoutRoomNoListenerReadsOn() throws Exception {
    for (boolean durable : new boolean[] {true, false}) {
      Socket socket = connect(durable);
      log.room(false);
      long before = log.last();

      Wires.send(socket, Wires.frame("a"));
      Wires.send(socket, Wires.frame("b"));
      Wires.send(socket, Wires.frame("c"));
      tcp.ingress.next();
      for (int i = 0; i < 5; i++) {
        log.durable(log.durable());
      }

      assertThat(log.last()).isEqualTo(before + 1);
      log.room(true);
      tcp.ingress.next(2);
      log.durable(before + 3);
      for (int i = 0; i < 3; i++) {
        assertThat(Wires.answer(socket)).isEqualTo(OK);
      }
    }
  }

  @Test
  void whileAnOutputHasNoRoomNothingIsReadWithoutALogToo() throws Exception {
    Socket socket = tcp.connect(tcp.listen());
    tcp.ingress.room = false;

    Wires.send(socket, Wires.frame("a"));
    Wires.send(socket, Wires.frame("b"));
    tcp.ingress.next();
    assertThat(Wires.answer(socket)).isEqualTo(OK);
    assertThat(tcp.ingress.events).isEmpty();
    tcp.ingress.room = true;

    tcp.ingress.next();
    assertThat(Wires.answer(socket)).isEqualTo(OK);
  }

  @Test
  void roomThatComesWhileAConnectionBeginsToWaitIsNotMissed() throws Exception {
    for (int refusals = 1; refusals <= 5; refusals++) {
      Socket socket = tcp.connect(tcp.listen());
      tcp.ingress.refusals.set(refusals);

      Wires.send(socket, Wires.frame("a"));
      Wires.send(socket, Wires.frame("b"));

      assertThat(Wires.answer(socket)).isEqualTo(OK);
      assertThat(Wires.answer(socket)).isEqualTo(OK);
    }
  }

  @Test
  void whatTheLogRefusesDoesNotRunAndIsSaid() throws Exception {
    Socket socket = connect(false);
    log.refuse();

    Wires.send(socket, Wires.frame("a"));

    assertThat(Wires.answer(socket).error()).contains("no room");
    assertThat(tcp.ingress.events).isEmpty();
    assertThat(tcp.lost("journal-full")).isEqualTo(1);
  }
}
