package io.tocsin.transport;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.event.Event;
import io.tocsin.telemetry.Telemetry;
import io.tocsin.time.SystemTime;
import io.tocsin.wire.WireLimits;
import io.tocsin.wire.WireMessage;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Behaviour of {@link TcpListener}, over real sockets. */
final class TcpListenerTest {

  private static final WireMessage OK = new WireMessage(true, null, null, List.of());
  private static final Duration PATIENT = Duration.ofSeconds(20);
  private static final Duration TINY = Duration.ofMillis(100);

  private final LaneLoop loop = new LaneLoop(new SystemTime(), 1000, 8 << 20);
  private final FakeIngress ingress = new FakeIngress();
  private final Telemetry telemetry = new Telemetry();
  private final List<AutoCloseable> open = new ArrayList<>();

  @AfterEach
  void close() throws Exception {
    Collections.reverse(open);
    for (AutoCloseable one : open) {
      one.close();
    }
    loop.close();
  }

  private TcpListener listen(TcpSettings settings) throws IOException {
    TcpListener listener = new TcpListener(settings, loop, ingress, telemetry);
    listener.start();
    open.add(listener);
    return listener;
  }

  private TcpListener listen() throws IOException {
    return listen(TcpSettings.onPort(0));
  }

  private Socket connect(TcpListener listener) throws IOException {
    Socket socket = Wires.connect(listener.address());
    open.add(socket);
    return socket;
  }

  private static TcpSettings with(Duration idle, Duration frame, Duration write) {
    return TcpSettings.onPort(0).withConnections(new ConnectionLimits(100, idle, frame, write));
  }

  private long lost(String reason) {
    return telemetry.losses().getOrDefault(reason, 0L);
  }

  @Test
  void answersOkAfterTheEventsWentIn() throws Exception {
    Socket socket = connect(listen());

    Wires.send(socket, Wires.frame("a", "b"));

    assertThat(Wires.answer(socket)).isEqualTo(OK);
    assertThat(ingress.events).containsExactly(Wires.event("a"), Wires.event("b"));
    assertThat(telemetry.counter("tocsin.events.in", "listener", "tcp").sum()).isEqualTo(2);
    assertThat(telemetry.counter("tocsin.messages.in", "listener", "tcp").sum()).isEqualTo(1);
  }

  @Test
  void answersTenThousandPipelinedMessagesOneByOneAndInOrder() throws Exception {
    ingress.queries = query -> List.of(Wires.event(query));
    Socket socket = connect(listen());
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
    List<Event> events = ingress.next(10_000 - queries);
    assertThat(events.get(0)).isEqualTo(Wires.event("s1"));
    assertThat(events.get(events.size() - 1)).isEqualTo(Wires.event("s9999"));
  }

  @Test
  void takesAMessageInWhateverPiecesItComes() throws Exception {
    Socket socket = connect(listen());
    byte[] bytes = Wires.frame("abc");
    byte[] twice = Arrays.copyOf(bytes, 2 * bytes.length);
    System.arraycopy(bytes, 0, twice, bytes.length, bytes.length);

    for (int cut = 1; cut < twice.length; cut++) {
      int arrivals = ingress.arrivals.get();
      Wires.send(socket, Arrays.copyOfRange(twice, 0, cut));
      if (cut >= bytes.length) {
        assertThat(Wires.answer(socket)).isEqualTo(OK);
      } else {
        awaitArrivalAfter(arrivals);
      }
      Wires.send(socket, Arrays.copyOfRange(twice, cut, twice.length));
      assertThat(Wires.answer(socket)).isEqualTo(OK);
      if (cut < bytes.length) {
        assertThat(Wires.answer(socket)).isEqualTo(OK);
      }
      assertThat(ingress.next(2)).containsOnly(Wires.event("abc"));
    }
  }

  private void awaitArrivalAfter(int arrivals) {
    while (ingress.arrivals.get() == arrivals) {
      Thread.onSpinWait();
    }
  }

  @Test
  void answersAnEmptyMessage() throws Exception {
    Socket socket = connect(listen());

    Wires.send(socket, new byte[4]);

    assertThat(Wires.answer(socket)).isEqualTo(OK);
  }

  @Test
  void answersWhatAQueryFoundAndWhyItCannotBeRead() throws Exception {
    Event found = Event.builder().host("h").metric(3).build();
    ingress.queries =
        query -> {
          if (query.equals("bad")) {
            throw new IllegalArgumentException("1:1: no such query");
          }
          return List.of(found, found);
        };
    Socket socket = connect(listen());

    Wires.send(socket, Wires.queryFrame("good"));
    assertThat(Wires.answer(socket)).isEqualTo(WireMessage.answer(List.of(found, found)));
    Wires.send(socket, Wires.queryFrame("bad"));
    assertThat(Wires.answer(socket)).isEqualTo(WireMessage.failure("1:1: no such query"));
    Wires.send(socket, Wires.frame("still"));
    assertThat(Wires.answer(socket)).isEqualTo(OK);
  }

  @Test
  void takesTheEventsOfAMessageBeforeItsQuery() throws Exception {
    ingress.queries = query -> List.copyOf(ingress.events);
    Socket socket = connect(listen());
    List<Event> events = List.of(Wires.event("x"));

    Wires.send(socket, Wires.frame(Wires.message(new WireMessage(null, null, "true", events))));

    assertThat(Wires.answer(socket)).isEqualTo(WireMessage.answer(events));
  }

  @Test
  void answersWithAnErrorWhenTheAnswerWouldBeTooLarge() throws Exception {
    ingress.queries =
        query -> Collections.nCopies(Integer.parseInt(query), Wires.event("12345678"));
    // Each event of that service is 12 bytes of the answer, the head is 2.
    Socket socket =
        connect(listen(TcpSettings.onPort(0).withWire(WireLimits.DEFAULT.withMaxFrameBytes(122))));

    Wires.send(socket, Wires.queryFrame("10"));
    assertThat(Wires.answer(socket).events()).hasSize(10);
    Wires.send(socket, Wires.queryFrame("11"));
    assertThat(Wires.answer(socket).error())
        .isEqualTo(
            "the answer is too large: message with 11 events is over the limit of 122 bytes;"
                + " ask for less");
  }

  @Test
  void answersAnErrorForAnEventThatFailsAndTakesTheOthers() throws Exception {
    Socket socket = connect(listen());

    Wires.send(socket, Wires.frame("a", "boom", "b"));

    assertThat(Wires.answer(socket)).isEqualTo(WireMessage.failure("rule failed"));
    assertThat(ingress.events).containsExactly(Wires.event("a"), Wires.event("b"));
    Wires.send(socket, Wires.frame("c"));
    assertThat(Wires.answer(socket)).isEqualTo(OK);
  }

  @Test
  void answersGarbageWithAnErrorAfterTheAnswersBeforeItAndCloses() throws Exception {
    TcpListener listener = listen();
    Socket bystander = connect(listener);
    Socket socket = connect(listener);
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
    assertThat(lost("undecodable")).isEqualTo(1);
    Wires.send(bystander, Wires.frame("b"));
    assertThat(Wires.answer(bystander)).isEqualTo(OK);
    assertThat(ingress.events).containsExactly(Wires.event("a"), Wires.event("b"));
  }

  @ParameterizedTest
  @CsvSource({"101", "2147483647", "2147483648", "4294967295"})
  void answersALengthOverTheLimitWithAnErrorAndCloses(long length) throws Exception {
    Socket socket =
        connect(listen(TcpSettings.onPort(0).withWire(WireLimits.DEFAULT.withMaxFrameBytes(100))));

    Wires.send(socket, ByteBuffer.allocate(4).putInt((int) length).array());

    assertThat(Wires.answer(socket))
        .isEqualTo(WireMessage.failure("frame of " + length + " bytes is over the limit of 100"));
    assertThat(Wires.ends(socket)).isTrue();
    assertThat(lost("frame-too-large")).isEqualTo(1);
  }

  @Test
  void takesAMessageOfExactlyTheLimit() throws Exception {
    byte[] frame = Wires.frame("x".repeat(80));
    int exact = frame.length - 4;
    WireLimits limits = WireLimits.DEFAULT.withMaxFrameBytes(exact);
    Socket socket = connect(listen(TcpSettings.onPort(0).withWire(limits)));

    Wires.send(socket, frame);

    assertThat(Wires.answer(socket)).isEqualTo(OK);
  }

  @Test
  void letsAnErrorAnswerReachAClientThatKeepsSending() throws Exception {
    Socket socket = connect(listen());
    Wires.send(socket, Wires.frame(new byte[] {0}));
    Wires.send(socket, new byte[500_000]);

    assertThat(Wires.answer(socket).ok()).isFalse();
    assertThat(Wires.ends(socket)).isTrue();
  }

  @Test
  void answersAClientThatHasStoppedSending() throws Exception {
    ingress.queries = query -> List.of(Wires.event(query));
    Socket socket = connect(listen());
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
  void countsAMessageThatItsConnectionDidNotFinish() throws Exception {
    Socket socket = connect(listen());
    Wires.send(socket, Arrays.copyOf(Wires.frame("abc"), 6));
    socket.shutdownOutput();

    assertThat(Wires.ends(socket)).isTrue();
    awaitLost("truncated");
    assertThat(ingress.events).isEmpty();
  }

  private void awaitLost(String reason) throws InterruptedException {
    long patience = new SystemTime().nowMicros() + 10_000_000;
    while (lost(reason) == 0 && new SystemTime().nowMicros() < patience) {
      Thread.onSpinWait();
    }
    assertThat(lost(reason)).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4, 5})
  void closesAConnectionThatDoesNotFinishItsMessageInTime(int bytes) throws Exception {
    Socket socket = connect(listen(with(PATIENT, TINY, PATIENT)));

    Wires.send(socket, Arrays.copyOf(Wires.frame("abc"), bytes));

    assertThat(Wires.ends(socket)).isTrue();
    awaitLost("unfinished");
  }

  @Test
  void doesNotHurryAConnectionBetweenMessages() throws Exception {
    TcpListener listener = listen(with(PATIENT, TINY, PATIENT));
    Socket patient = connect(listener);
    Socket slow = connect(listener);
    Wires.send(patient, Wires.frame("a"));
    assertThat(Wires.answer(patient)).isEqualTo(OK);
    Wires.send(slow, new byte[1]);
    assertThat(Wires.ends(slow)).isTrue();

    Wires.send(patient, Wires.frame("b"));

    assertThat(Wires.answer(patient)).isEqualTo(OK);
  }

  @Test
  void closesAConnectionThatIsIdleTooLong() throws Exception {
    Socket socket = connect(listen(with(TINY, PATIENT, PATIENT)));
    Wires.send(socket, Wires.frame("a"));
    assertThat(Wires.answer(socket)).isEqualTo(OK);

    assertThat(Wires.ends(socket)).isTrue();
    assertThat(telemetry.losses()).isEmpty();
  }

  @Test
  void stopsReadingFromAClientThatDoesNotReadAndClosesItInTheEnd() throws Exception {
    String large = "x".repeat(50_000);
    ingress.queries = query -> Collections.nCopies(10, Wires.event(large));
    TcpListener listener = listen(with(PATIENT, PATIENT, Duration.ofMillis(300)));
    Socket socket = connect(listener);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int i = 0; i < 1000; i++) {
      bytes.writeBytes(Wires.queryFrame("q"));
    }
    Wires.send(socket, bytes.toByteArray());

    awaitLost("unread");
    // Half a gigabyte was asked for; what was made of it is what sockets and the water mark hold.
    assertThat(ingress.arrivals.get()).isLessThan(100);
    Socket other = connect(listener);
    Wires.send(other, Wires.frame("a"));
    assertThat(Wires.answer(other)).isEqualTo(OK);
  }

  @Test
  void goesOnWithAClientThatReadsLate() throws Exception {
    String large = "x".repeat(50_000);
    ingress.queries = query -> Collections.nCopies(10, Wires.event(query + large));
    Socket socket = connect(listen());
    for (int i = 0; i < 50; i++) {
      Wires.send(socket, Wires.queryFrame("q" + i));
    }
    Wires.send(socket, Wires.frame("last"));
    int arrivals = ingress.arrivals.get();
    awaitArrivalAfter(arrivals - 1);

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
        listen(
            TcpSettings.onPort(0)
                .withConnections(new ConnectionLimits(1, PATIENT, PATIENT, PATIENT)));
    Socket first = connect(listener);
    Wires.send(first, Wires.frame("a"));
    assertThat(Wires.answer(first)).isEqualTo(OK);

    Socket second = connect(listener);
    assertThat(Wires.answer(second)).isEqualTo(WireMessage.failure("more than 1 connections"));
    assertThat(Wires.ends(second)).isTrue();
    assertThat(lost("too-many-connections")).isEqualTo(1);
    assertThat(telemetry.scrape()).contains("tocsin_connections{listener=\"tcp\"} 1.0");

    first.shutdownOutput();
    assertThat(Wires.ends(first)).isTrue();
    Socket third = connect(listener);
    Wires.send(third, Wires.frame("b"));
    assertThat(Wires.answer(third)).isEqualTo(OK);
  }

  @Test
  void holdsOnlyABoundedAmountOfIncompleteMessages() throws Exception {
    LaneLoop poor = new LaneLoop(new SystemTime(), 1000, 1_100_000);
    open.add(0, poor);
    TcpListener listener = new TcpListener(TcpSettings.onPort(0), poor, ingress, telemetry);
    listener.start();
    open.add(listener);
    byte[] most = new byte[200_000];
    ByteBuffer.wrap(most).putInt(16 << 20);
    Socket first = connect(listener);
    Wires.send(first, most);
    Socket second = connect(listener);
    Wires.send(second, most);
    Wires.send(second, new byte[800_000]);

    assertThat(Wires.answer(second).error()).startsWith("no room for incomplete frames");
    assertThat(lost("no-room")).isEqualTo(1);
    Socket third = connect(listener);
    Wires.send(third, Wires.frame("a"));
    assertThat(Wires.answer(third)).isEqualTo(OK);
  }

  @Test
  void saysOnceStartedThatAPortIsTaken() throws Exception {
    int taken = listen().address().getPort();
    TcpListener second = new TcpListener(TcpSettings.onPort(taken), loop, ingress, telemetry);

    assertThatThrownBy(second::start)
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("tcp: cannot listen on 127.0.0.1:" + taken + ": ");
  }

  @Test
  void closesItsConnectionsWithItself() throws Exception {
    TcpListener listener = listen();
    Socket socket = connect(listener);
    Wires.send(socket, Wires.frame("a"));
    assertThat(Wires.answer(socket)).isEqualTo(OK);
    int port = listener.address().getPort();

    listener.close();
    listener.close();

    assertThat(Wires.ends(socket)).isTrue();
    listen(TcpSettings.onPort(port));
  }

  @Test
  void countsWhatItMendedAndGoesOn() throws Exception {
    Socket socket = connect(listen());
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
    assertThat(ingress.next().getHost()).isEqualTo("\uFFFD");
    assertThat(ingress.next().hasTime()).isFalse();
    assertThat(telemetry.counter("tocsin.odd", "reason", "not-utf8", "where", "tcp").sum())
        .isEqualTo(1);
    assertThat(telemetry.counter("tocsin.odd", "reason", "absurd-time", "where", "tcp").sum())
        .isEqualTo(1);
  }
}
