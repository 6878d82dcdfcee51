package io.tocsin.notify.carbon;

import static io.tocsin.notify.contract.Parcels.parcel;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.event.Event;
import io.tocsin.notify.contract.FakeReceiver;
import io.tocsin.sink.Delivery;
import io.tocsin.sink.Delivery.Verdict;
import io.tocsin.sink.MessageId;
import io.tocsin.sink.Outbox;
import io.tocsin.sink.OutboxSettings;
import io.tocsin.sink.PromptSink;
import io.tocsin.sink.RunningOutboxes;
import io.tocsin.telemetry.Telemetry;
import io.tocsin.time.SystemTime;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Lines that the carbon output writes without waiting, against a real socket. */
@Timeout(60)
final class CarbonAtOnceTest {

  private static final Duration PLENTY = Duration.ofSeconds(20);

  private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
  private final CountDownLatch reads = new CountDownLatch(1);

  private static CarbonSettings settings(int port) {
    return CarbonSettings.of("graphs", "127.0.0.1", port);
  }

  private static PromptSink sink(int port) {
    return (PromptSink) settings(port).open();
  }

  private static List<Event> point(String service, long metric) {
    return List.of(
        Event.builder().host("h").service(service).metric(metric).timeMicros(7_000_000).build());
  }

  private static List<Event> point(long metric) {
    return point("s", metric);
  }

  /** Reads lines to the end of each connection, once the test lets it. */
  private FakeReceiver.Conduct reading() {
    return socket -> {
      try {
        reads.await();
      } catch (InterruptedException e) {
        return;
      }
      BufferedReader in =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        lines.add(line);
      }
    };
  }

  private String nextLine() throws InterruptedException {
    String line = lines.poll(10, TimeUnit.SECONDS);
    return line == null ? "nothing" : line;
  }

  /** Delivers at once until the system takes no more; says how many it took. */
  private static long fill(PromptSink sink, String service) {
    long number = 0;
    while (sink.deliverAtOnce(point(service, number))) {
      number++;
    }
    return number;
  }

  @Test
  void doesNotConnectAtOnce() {
    try (FakeReceiver carbon = FakeReceiver.silent();
        PromptSink sink = sink(carbon.port())) {
      assertThat(sink.deliverAtOnce(point(1))).isFalse();

      assertThat(carbon.connections()).isZero();
    }
  }

  @Test
  void writesAtOnceOnTheConnectionThereIs() throws Exception {
    reads.countDown();
    try (FakeReceiver carbon = FakeReceiver.that(reading());
        PromptSink sink = sink(carbon.port())) {
      sink.deliver(parcel(point(1)), PLENTY);

      assertThat(sink.deliverAtOnce(point(2))).isTrue();
      assertThat(sink.deliverAtOnce(List.of(Event.builder().service("s").build()))).isTrue();
      sink.deliver(parcel(point(3)), PLENTY);
      assertThat(sink.deliverAtOnce(point(4))).isTrue();

      for (int i = 1; i <= 4; i++) {
        assertThat(nextLine()).isEqualTo("h.s " + i + " 7");
      }
      assertThat(carbon.connections()).isEqualTo(1);
    }
  }

  /** Lines of many lengths, so that the system's room ends within a line. */
  @ParameterizedTest
  @CsvSource({"1", "7", "100", "199"})
  void endsALineThatTheSystemTookAPartOf(int length) throws Exception {
    String service = "x".repeat(length);
    try (FakeReceiver carbon = FakeReceiver.that(reading());
        PromptSink sink = sink(carbon.port())) {
      sink.deliver(parcel(point(service, 0)), PLENTY);
      long full = fill(sink, service);
      assertThat(sink.deliverAtOnce(point(service, full))).isFalse();
      List<Event> both = new ArrayList<>(point(service, full));
      both.addAll(point(service, full + 1));

      reads.countDown();
      assertThat(sink.deliver(parcel(both), PLENTY)).isEqualTo(Delivery.delivered());
      assertThat(sink.deliverAtOnce(point(service, full + 2))).isIn(true, false);

      assertThat(nextLine()).isEqualTo("h." + service + " 0 7");
      for (long i = 0; i <= full + 1; i++) {
        assertThat(nextLine()).isEqualTo("h." + service + " " + i + " 7");
      }
      assertThat(carbon.connections()).isEqualTo(1);
    }
  }

  @Test
  void writesNothingBetweenAPartOfALineAndItsRest() throws Exception {
    byte[] big = ("x".repeat(20_000_000) + "\n").getBytes(StandardCharsets.US_ASCII);
    byte[] other = "other\n".getBytes(StandardCharsets.US_ASCII);
    Deadline deadline = Deadline.in(PLENTY, new SystemTime());
    try (FakeReceiver carbon = FakeReceiver.that(reading());
        CarbonConnection open = CarbonConnection.open("127.0.0.1", carbon.port(), deadline)) {
      assertThat(open.isContinuedBy(other)).isTrue();
      assertThat(open.writeAtOnce(big)).isFalse();

      assertThat(open.writeAtOnce(other)).isFalse();
      assertThat(open.isContinuedBy(other)).isFalse();
      assertThat(open.isContinuedBy("x".getBytes(StandardCharsets.US_ASCII))).isFalse();
      assertThat(open.isContinuedBy(big)).isTrue();

      reads.countDown();
      open.write(big, deadline);
      assertThat(open.isContinuedBy(other)).isTrue();
      open.write(other, deadline);
      assertThat(nextLine()).hasSize(20_000_000).containsOnlyOnce("x".repeat(20_000_000));
      assertThat(nextLine()).isEqualTo("other");
    }
  }

  /** As when the message was given up meanwhile: what follows stands on a line of its own. */
  @ParameterizedTest
  @CsvSource({"3", "31", "62", "97", "101", "150", "177", "199"})
  void keepsOtherEventsOffAPartOfALine(int length) throws Exception {
    try (FakeReceiver carbon = FakeReceiver.that(reading());
        PromptSink sink = sink(carbon.port())) {
      sink.deliver(parcel(point("x".repeat(length), 0)), PLENTY);
      long full = fill(sink, "x".repeat(length));
      reads.countDown();

      assertThat(sink.deliver(parcel(point("other", 1)), PLENTY)).isEqualTo(Delivery.delivered());

      String line = nextLine();
      for (long i = 0; i <= full + 1 && !line.equals("h.other 1 7"); i++) {
        line = nextLine();
      }
      assertThat(line).isEqualTo("h.other 1 7");
    }
  }

  @Test
  void noticesThatCarbonWentAwayAndGoesOnWithTheNextOne() throws Exception {
    reads.countDown();
    FakeReceiver first = FakeReceiver.that(reading());
    try (PromptSink sink = sink(first.port())) {
      sink.deliver(parcel(point(1)), PLENTY);
      assertThat(nextLine()).isEqualTo("h.s 1 7");
      first.close();
      while (sink.deliverAtOnce(point(2))) {
        // The end of a connection takes a moment to arrive.
        Thread.onSpinWait();
      }
      assertThat(sink.deliver(parcel(point(2)), PLENTY).verdict()).isEqualTo(Verdict.RETRYABLE);
      assertThat(sink.deliverAtOnce(point(2))).isFalse();

      try (FakeReceiver again = FakeReceiver.at(first.port(), reading())) {
        assertThat(sink.deliverAtOnce(point(3))).isFalse();
        assertThat(again.connections()).isZero();
        assertThat(sink.deliver(parcel(point(3)), PLENTY)).isEqualTo(Delivery.delivered());
        assertThat(sink.deliverAtOnce(point(4))).isTrue();

        assertThat(nextLine()).isEqualTo("h.s 3 7");
        assertThat(nextLine()).isEqualTo("h.s 4 7");
      }
    }
  }

  @Test
  void leavesAPathThatAFunctionMakesToTheOtherThread() throws Exception {
    reads.countDown();
    PathRule own = event -> "own";
    try (FakeReceiver carbon = FakeReceiver.that(reading());
        PromptSink sink =
            (PromptSink)
                new CarbonSettings(
                        "g", "127.0.0.1", carbon.port(), "", own, OutboxSettings.MEASUREMENTS)
                    .open()) {
      sink.deliver(parcel(point(1)), PLENTY);

      assertThat(sink.deliverAtOnce(point(2))).isFalse();

      assertThat(nextLine()).isEqualTo("own 1 7");
    }
  }

  @ParameterizedTest(name = "host and service of {0} characters")
  @CsvSource({"1000, true", "1001, false"})
  void writesShortNamesAtOnce(int length, boolean goes) throws Exception {
    reads.countDown();
    try (FakeReceiver carbon = FakeReceiver.that(reading());
        PromptSink sink = sink(carbon.port())) {
      sink.deliver(parcel(point(1)), PLENTY);

      assertThat(sink.deliverAtOnce(point("x".repeat(length - 1), 2))).isEqualTo(goes);
    }
  }

  @Test
  void keepsItsConnectionWhenTheLaneIsInterrupted() throws Exception {
    reads.countDown();
    try (FakeReceiver carbon = FakeReceiver.that(reading());
        PromptSink sink = sink(carbon.port())) {
      sink.deliver(parcel(point(1)), PLENTY);
      assertThat(nextLine()).isEqualTo("h.s 1 7");
      Thread.currentThread().interrupt();

      assertThat(sink.deliverAtOnce(point(2))).isFalse();

      assertThat(Thread.interrupted()).isTrue();
      assertThat(sink.deliverAtOnce(point(2))).isTrue();
      assertThat(nextLine()).isEqualTo("h.s 2 7");
      assertThat(carbon.connections()).isEqualTo(1);
    }
  }

  @Test
  void deliversNothingAtOnceAfterTheClose() throws Exception {
    try (FakeReceiver carbon = FakeReceiver.silent();
        PromptSink sink = sink(carbon.port())) {
      sink.deliver(parcel(point(1)), PLENTY);
      sink.close();

      assertThat(sink.deliverAtOnce(point(2))).isFalse();
    }
  }

  /** A receiver that pauses by chance, in the midst of lines, until its system takes no more. */
  private FakeReceiver.Conduct pausing(Random chance) {
    return socket -> {
      BufferedReader in =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII), 97);
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        lines.add(line);
        for (int i = chance.nextInt(500) == 0 ? chance.nextInt(2_000_000) : 0; i > 0; i--) {
          Thread.onSpinWait();
        }
      }
    };
  }

  @Test
  void keepsTheOrderOfEveryLaneWhenTheReceiverStalls() throws Exception {
    int each = 10_000;
    long seed = new Random().nextLong();
    System.out.println("seed " + seed);
    Telemetry telemetry = new Telemetry();
    try (FakeReceiver carbon = FakeReceiver.that(pausing(new Random(seed)));
        RunningOutboxes outboxes = new RunningOutboxes(new SystemTime(), telemetry)) {
      Outbox outbox = outboxes.of(settings(carbon.port()));
      List<Thread> lanes = List.of(lane(outbox, "a", each, seed), lane(outbox, "b", each, ~seed));
      for (Thread lane : lanes) {
        lane.join();
      }
      outboxes.close(PLENTY);
      assertThat(telemetry.losses()).isEmpty();
      assertThat(telemetry.total("tocsin.sink.delivered")).isEqualTo(2L * each);

      long[] next = new long[2];
      for (int i = 0; i < 2 * each; i++) {
        String line = nextLine();
        int lane = line.startsWith("h.a" + "x".repeat(90)) ? 0 : 1;
        assertThat(line).endsWith(" " + next[lane]++ + " 7");
      }
      assertThat(next).containsExactly(each, each);
      assertThat(lines).isEmpty();
      assertThat(carbon.connections()).isEqualTo(1);
    }
  }

  private static Thread lane(Outbox outbox, String name, int count, long seed) {
    Random chance = new Random(seed);
    Thread thread =
        new Thread(
            () -> {
              for (int i = 0; i < count; i++) {
                outbox.offer(
                    new MessageId(name.hashCode(), 0, i + 1), point(name + "x".repeat(90), i));
                for (int j = chance.nextInt(4) == 0 ? chance.nextInt(20_000) : 0; j > 0; j--) {
                  Thread.onSpinWait();
                }
              }
            });
    thread.start();
    return thread;
  }
}
