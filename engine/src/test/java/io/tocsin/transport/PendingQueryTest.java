package io.tocsin.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.event.Event;
import io.tocsin.source.FoundEvents;
import io.tocsin.source.Ingress;
import io.tocsin.telemetry.Telemetry;
import io.tocsin.time.SystemTime;
import io.tocsin.wire.WireMessage;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Queries over TCP whose answers take a while. */
final class PendingQueryTest {

  private static final WireMessage OK = new WireMessage(true, null, null, List.of());

  private final LaneLoop loop = new LaneLoop(new SystemTime());
  private final BlockingQueue<FoundEvents> asked = new LinkedBlockingQueue<>();
  private final BlockingQueue<Event> taken = new LinkedBlockingQueue<>();
  private final Telemetry telemetry = new Telemetry();
  private TcpListener listener;

  /** Answers no query by itself. */
  private final class Slow implements Ingress {
    @Override
    public long arrive() {
      return 0;
    }

    @Override
    public void accept(Event event) {
      taken.add(event);
    }

    @Override
    public List<Event> query(String query, int most) {
      throw new AssertionError("asked at once");
    }

    @Override
    public void find(String query, int most, boolean untouched, FoundEvents to) {
      asked.add(to);
    }
  }

  @BeforeEach
  void start() throws Exception {
    // Shorter than the searches here take.
    ConnectionLimits limits =
        new ConnectionLimits(
            10, Duration.ofMillis(150), Duration.ofMillis(150), Duration.ofSeconds(5));
    listener =
        new TcpListener(TcpSettings.onPort(0).withConnections(limits), loop, new Slow(), telemetry);
    listener.start();
  }

  @AfterEach
  void close() {
    listener.close();
    loop.close();
  }

  private FoundEvents nextAsked() throws InterruptedException {
    FoundEvents next = asked.poll(10, TimeUnit.SECONDS);
    assertThat(next).isNotNull();
    return next;
  }

  private static List<Event> events(int number) {
    return IntStream.range(0, number).mapToObj(i -> Wires.event("e" + i)).toList();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 1000, 1001, 5000})
  void whatFollowsAQueryWaitsForItsAnswerAndOthersDoNot(int found) throws Exception {
    try (Socket first = Wires.connect(listener.address());
        Socket second = Wires.connect(listener.address())) {
      Wires.send(first, Wires.frame("before"));
      Wires.send(first, Wires.queryFrame("q"));
      Wires.send(first, Wires.frame("after"));
      assertThat(Wires.answer(first)).isEqualTo(OK);
      FoundEvents to = nextAsked();
      Wires.send(second, Wires.frame("other"));
      assertThat(Wires.answer(second)).isEqualTo(OK);
      List<String> services = new ArrayList<>();
      taken.forEach(event -> services.add(event.getService()));
      assertThat(services).containsExactly("before", "other");

      loop.submit(() -> to.found(found, 0, () -> events(found)));

      assertThat(Wires.answer(first).events()).isEqualTo(events(found));
      assertThat(Wires.answer(first)).isEqualTo(OK);
      assertThat(taken).hasSize(3);
    }
  }

  @Test
  void whatThereIsNoRoomForIsAnsweredWithAnErrorAndWhatIsDoneWithMakesRoom() throws Exception {
    try (Socket socket = Wires.connect(listener.address())) {
      long half = Runtime.getRuntime().maxMemory() / 8 + 1;
      for (int i = 0; i < 4; i++) {
        Wires.send(socket, Wires.queryFrame("q"));
        FoundEvents to = nextAsked();
        long weight = i == 2 ? 3 * half : half;
        loop.submit(() -> to.found(2000, weight, () -> events(2000)));

        WireMessage answer = Wires.answer(socket);
        if (i == 2) {
          assertThat(answer.error()).contains("no room for the 2000 events found; add limit N");
        } else {
          assertThat(answer.events()).hasSize(2000);
        }
      }
    }
  }

  @Test
  void aConnectionThatWaitsForItsAnswerIsNotIdle() throws Exception {
    try (Socket socket = Wires.connect(listener.address());
        Socket idle = Wires.connect(listener.address())) {
      Wires.send(socket, Wires.queryFrame("q"));
      FoundEvents to = nextAsked();
      assertThat(idle.getInputStream().read()).as("the idle one is closed").isEqualTo(-1);

      loop.submit(() -> to.failed(new IllegalStateException("no")));

      assertThat(Wires.answer(socket)).isEqualTo(WireMessage.failure("no"));
    }
  }

  @Test
  void aClientThatIsGoneIsNotWaitedFor() throws Exception {
    FoundEvents to;
    try (Socket socket = Wires.connect(listener.address())) {
      Wires.send(socket, Wires.queryFrame("q"));
      to = nextAsked();
      assertThat(to.isWanted()).isTrue();
      socket.setSoLinger(true, 0);
    }
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (to.isWanted() && System.nanoTime() - until < 0) {}

    assertThat(to.isWanted()).isFalse();
  }
}
