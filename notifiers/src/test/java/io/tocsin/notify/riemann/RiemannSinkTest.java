package io.tocsin.notify.riemann;

import static io.tocsin.notify.contract.Parcels.parcel;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.event.Event;
import io.tocsin.notify.contract.FakeReceiver;
import io.tocsin.notify.contract.SinkContract;
import io.tocsin.sink.Delivery;
import io.tocsin.sink.Delivery.Verdict;
import io.tocsin.sink.Sink;
import io.tocsin.sink.SinkSettings;
import io.tocsin.wire.MessageDecoder;
import io.tocsin.wire.MessageEncoder;
import io.tocsin.wire.WireLimits;
import io.tocsin.wire.WireMessage;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Behaviour of the output to another hub. */
final class RiemannSinkTest extends SinkContract {

  private final List<List<Event>> got = new CopyOnWriteArrayList<>();

  @Override
  protected SinkSettings settings(int port) {
    return RiemannSettings.of("upstream", "127.0.0.1", port);
  }

  @Override
  protected List<String> secrets() {
    return List.of("no secret here");
  }

  /** A hub that answers every message with an error, or with ok when it is null. */
  private FakeReceiver hub(String error) {
    return hub(error, false);
  }

  /** One that closes the connection after its answer, if that is its last word. */
  private FakeReceiver hub(String error, boolean lastWord) {
    return FakeReceiver.that(
        socket -> {
          DataInputStream in = new DataInputStream(socket.getInputStream());
          DataOutputStream out = new DataOutputStream(socket.getOutputStream());
          MessageDecoder decoder = new MessageDecoder(WireLimits.DEFAULT);
          try {
            do {
              byte[] bytes = in.readNBytes(in.readInt());
              got.add(decoder.decode(bytes, 0, bytes.length).events());
              byte[] answer =
                  MessageEncoder.encode(
                      error == null ? WireMessage.answer(List.of()) : WireMessage.failure(error),
                      1 << 20);
              out.writeInt(answer.length);
              out.write(answer);
              out.flush();
            } while (!lastWord);
          } catch (EOFException e) {
            // The sink has gone.
          } catch (io.tocsin.wire.WireException e) {
            throw new IOException(e);
          }
        });
  }

  private static List<Event> events(int n) {
    return IntStream.range(0, n).mapToObj(i -> Event.builder().metric(i).build()).toList();
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "1000, 1", "1001, 2", "2500, 3"})
  void sendsMessagesOfAThousandEventsOverOneConnection(int events, int messages) throws Exception {
    try (FakeReceiver hub = hub(null);
        Sink sink = settings(hub.port()).open()) {
      assertThat(attempt(sink, events(events), PLENTY)).isEqualTo(Delivery.delivered());
      assertThat(attempt(sink, events(1), PLENTY)).isEqualTo(Delivery.delivered());

      assertThat(hub.connections()).isEqualTo(1);
      assertThat(got).hasSize(messages + 1);
      assertThat(got.subList(0, messages).stream().flatMap(List::stream))
          .containsExactlyElementsOf(events(events));
    }
  }

  @Test
  void whatIsTooLargeForOneMessageGoesInSeveral() throws Exception {
    Event large = Event.builder().description("x".repeat(1_000_000)).build();
    try (FakeReceiver hub = hub(null);
        Sink sink = settings(hub.port()).open()) {
      assertThat(attempt(sink, java.util.Collections.nCopies(20, large), PLENTY).verdict())
          .isEqualTo(Verdict.DELIVERED);

      assertThat(got).extracting(List::size).containsExactly(10, 10);
    }
  }

  @Test
  void anEventThatIsTooLargeByItselfIsRejected() throws Exception {
    Event large = Event.builder().description("x".repeat(17 << 20)).build();
    try (FakeReceiver hub = hub(null);
        Sink sink = settings(hub.port()).open()) {
      assertThat(attempt(sink, List.of(large), PLENTY).verdict()).isEqualTo(Verdict.REJECTED);
      assertThat(attempt(sink, events(1), PLENTY).verdict()).isEqualTo(Verdict.DELIVERED);

      assertThat(hub.connections()).isEqualTo(1);
    }
  }

  @Test
  void whatIsBesideAnEventThatIsTooLargeStillGoes() throws Exception {
    List<Event> all = new ArrayList<>(events(3));
    all.add(1, Event.builder().description("x".repeat(17 << 20)).build());
    try (FakeReceiver hub = hub(null);
        Sink sink = settings(hub.port()).open()) {
      assertThat(attempt(sink, all, PLENTY).verdict()).isEqualTo(Verdict.REJECTED);

      assertThat(got.stream().flatMap(List::stream)).containsExactlyElementsOf(events(3));
    }
  }

  @Test
  void anErrorThatIsAnsweredIsARefusalWithItsTextCutToOneLine() throws Exception {
    try (FakeReceiver hub = hub("not\nhere " + "x".repeat(500));
        Sink sink = settings(hub.port()).open()) {
      Delivery delivery = attempt(sink, events(1), PLENTY);
      attempt(sink, events(1), PLENTY);

      assertThat(delivery.verdict()).isEqualTo(Verdict.REJECTED);
      assertThat(delivery.reason()).contains("answers: not here xxx").hasSize(201);
      assertThat(hub.connections()).isEqualTo(1);
    }
  }

  @Test
  void aHubThatRefusesAndHangsUpIsTriedAgain() throws Exception {
    try (FakeReceiver hub = hub("more than 1 connections", true);
        Sink sink = settings(hub.port()).open()) {
      Delivery delivery = attempt(sink, events(1), PLENTY);
      attempt(sink, events(1), PLENTY);

      assertThat(delivery.verdict()).isEqualTo(Verdict.RETRYABLE);
      assertThat(delivery.reason()).contains("more than 1 connections");
      assertThat(hub.connections()).isEqualTo(2);
    }
  }

  @Test
  void connectsAnewAfterTheConnectionBroke() throws Exception {
    int port;
    try (FakeReceiver first = FakeReceiver.that(socket -> {})) {
      port = first.port();
      try (Sink sink = settings(port).open()) {
        assertThat(attempt(sink, events(1), PLENTY).verdict()).isEqualTo(Verdict.RETRYABLE);
        first.close();
        try (FakeReceiver second =
            FakeReceiver.at(
                port,
                socket -> {
                  DataInputStream in = new DataInputStream(socket.getInputStream());
                  in.readNBytes(in.readInt());
                  socket.getOutputStream().write(new byte[] {0, 0, 0, 2, 0x10, 1});
                  socket.getOutputStream().flush();
                  in.read();
                })) {
          assertThat(attempt(sink, events(1), PLENTY).verdict()).isEqualTo(Verdict.DELIVERED);
        }
      }
    }
  }

  @Test
  void anAnswerThatCannotBeReadIsTriedAgain() throws Exception {
    try (FakeReceiver odd = FakeReceiver.saying("HTTP/1.1 400 Bad Request")) {
      assertThat(attempt(settings(odd.port()), PLENTY).verdict()).isEqualTo(Verdict.RETRYABLE);
    }
  }

  @Test
  void aCloseFromAnotherThreadEndsTheAttempt() throws Exception {
    try (FakeReceiver silent = FakeReceiver.silent()) {
      Sink sink = settings(silent.port()).open();
      AtomicReference<Delivery> delivery = new AtomicReference<>();
      Thread attempt = attempting(sink, delivery);
      waitFor(silent);

      sink.close();
      attempt.join(PLENTY.toMillis());

      assertThat(delivery.get()).isNotNull();
      assertThat(delivery.get().verdict()).isEqualTo(Verdict.RETRYABLE);
    }
  }

  @Test
  void anInterruptEndsTheAttempt() throws Exception {
    try (FakeReceiver silent = FakeReceiver.silent();
        Sink sink = settings(silent.port()).open()) {
      AtomicReference<Delivery> delivery = new AtomicReference<>();
      Thread attempt = attempting(sink, delivery);
      waitFor(silent);

      attempt.interrupt();
      attempt.join(PLENTY.toMillis());

      assertThat(attempt.isAlive()).isFalse();
      assertThat(delivery.get()).isNull();
    }
  }

  private static Thread attempting(Sink sink, AtomicReference<Delivery> delivery) {
    Thread thread =
        new Thread(
            () -> {
              try {
                delivery.set(sink.deliver(parcel(events(1)), Duration.ofSeconds(60)));
              } catch (InterruptedException e) {
                // The test looks whether there was a delivery.
              }
            });
    thread.start();
    return thread;
  }

  private static void waitFor(FakeReceiver receiver) {
    while (receiver.connections() == 0) {
      Thread.onSpinWait();
    }
  }

  @ParameterizedTest
  @CsvSource({"'', h, 1, name", "n, ' ', 1, host", "n, h, 0, port", "n, h, 65536, port"})
  void refusesSettingsThatCannotBe(String name, String host, int port, String what) {
    assertThatThrownBy(() -> RiemannSettings.of(name, host, port))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("riemann: " + what);
  }

  @Test
  void takesAllPorts() {
    assertThat(RiemannSettings.of("n", "h", 1).port()).isEqualTo(1);
    assertThat(RiemannSettings.of("n", "h", 65_535).kind()).isEqualTo("riemann");
  }
}
