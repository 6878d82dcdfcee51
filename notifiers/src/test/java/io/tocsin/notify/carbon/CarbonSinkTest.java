package io.tocsin.notify.carbon;

import static io.tocsin.notify.contract.Parcels.parcel;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.tocsin.event.Event;
import io.tocsin.notify.contract.FakeReceiver;
import io.tocsin.notify.contract.SinkContract;
import io.tocsin.sink.Delivery;
import io.tocsin.sink.Delivery.Verdict;
import io.tocsin.sink.OutboxSettings;
import io.tocsin.sink.Sink;
import io.tocsin.sink.SinkSettings;
import io.tocsin.time.SystemTime;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProtocolFamily;
import java.nio.channels.DatagramChannel;
import java.nio.channels.Pipe;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.channels.spi.AbstractSelector;
import java.nio.channels.spi.SelectorProvider;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Behaviour of the carbon output. */
final class CarbonSinkTest extends SinkContract {

  private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();

  @Override
  protected SinkSettings settings(int port) {
    return CarbonSettings.of("graphs", "127.0.0.1", port);
  }

  @Override
  protected List<String> secrets() {
    // Carbon knows no secrets: this one only shows that what is written is not logged.
    return List.of("disk_free_space");
  }

  /** More than the system takes for a receiver that does not read. */
  @Override
  protected List<Event> message() {
    String service = ("disk_free_space." + "x".repeat(150) + ".").repeat(20);
    Event event = Event.builder().host("h").service(service).metric(1L).build();
    return Collections.nCopies(5_000, event);
  }

  private static List<Event> point(long metric) {
    return List.of(
        Event.builder().host("h").service("s").metric(metric).timeMicros(7_000_000).build());
  }

  private FakeReceiver.Conduct reading() {
    return socket -> {
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

  @Test
  void writesLinesOverOneConnection() throws Exception {
    try (FakeReceiver carbon = FakeReceiver.that(reading());
        Sink sink = settings(carbon.port()).open()) {
      assertThat(sink.deliver(parcel(point(1)), PLENTY)).isEqualTo(Delivery.delivered());
      assertThat(sink.deliver(parcel(point(2)), PLENTY)).isEqualTo(Delivery.delivered());

      assertThat(nextLine()).isEqualTo("h.s 1 7");
      assertThat(nextLine()).isEqualTo("h.s 2 7");
      assertThat(carbon.connections()).isEqualTo(1);
    }
  }

  @Test
  void doesNotConnectForNothing() throws Exception {
    Event noMetric = Event.builder().service("s").build();
    try (FakeReceiver carbon = FakeReceiver.that(reading());
        Sink sink = settings(carbon.port()).open()) {
      assertThat(sink.deliver(parcel(List.of(noMetric)), PLENTY)).isEqualTo(Delivery.delivered());

      assertThat(carbon.connections()).isZero();
    }
  }

  @Test
  void noticesThatCarbonWentAwayBeforeItWrites() throws Exception {
    FakeReceiver first = FakeReceiver.that(reading());
    try (Sink sink = settings(first.port()).open()) {
      sink.deliver(parcel(point(1)), PLENTY);
      assertThat(nextLine()).isEqualTo("h.s 1 7");
      first.close();
      Delivery without = eventually(sink, Verdict.RETRYABLE);
      assertThat(without.reason()).contains("ConnectException");

      try (FakeReceiver again = FakeReceiver.at(first.port(), reading())) {
        assertThat(sink.deliver(parcel(point(3)), PLENTY)).isEqualTo(Delivery.delivered());

        assertThat(nextLine()).isEqualTo("h.s 3 7");
        assertThat(again.connections()).isEqualTo(1);
      }
    }
  }

  /** The end of a connection takes a moment to arrive, even on one machine. */
  private static Delivery eventually(Sink sink, Verdict verdict) throws Exception {
    long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    Delivery delivery;
    do {
      delivery = sink.deliver(parcel(point(2)), PLENTY);
    } while (delivery.verdict() != verdict && System.nanoTime() < deadline);
    // What it says once the connection is known to be gone.
    return sink.deliver(parcel(point(2)), PLENTY);
  }

  @Test
  void beginsANewConnectionForAReceiverThatEndsEachOne() throws Exception {
    CountDownLatch second = new CountDownLatch(2);
    FakeReceiver.Conduct once =
        socket -> {
          BufferedReader in =
              new BufferedReader(
                  new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
          lines.add(in.readLine());
          second.countDown();
        };
    try (FakeReceiver carbon = FakeReceiver.that(once);
        Sink sink = settings(carbon.port()).open()) {
      sink.deliver(parcel(point(1)), PLENTY);
      assertThat(nextLine()).isEqualTo("h.s 1 7");
      long tries = 0;
      while (second.getCount() > 0 && tries++ < 1_000_000) {
        sink.deliver(parcel(point(2)), PLENTY);
      }

      assertThat(second.getCount()).isZero();
      assertThat(nextLine()).isEqualTo("h.s 2 7");
    }
  }

  @Test
  void sendsEverythingToASlowReader() throws Exception {
    try (FakeReceiver carbon = FakeReceiver.that(reading());
        Sink sink = settings(carbon.port()).open()) {
      List<Event> events = new ArrayList<>();
      for (int i = 0; i < 100_000; i++) {
        events.addAll(point(i));
      }

      assertThat(sink.deliver(parcel(events), PLENTY)).isEqualTo(Delivery.delivered());

      for (int i = 0; i < 100_000; i++) {
        assertThat(nextLine()).isEqualTo("h.s " + i + " 7");
      }
    }
  }

  @Test
  void endsAnAttemptThatIsInterrupted() throws Exception {
    try (FakeReceiver carbon = FakeReceiver.silent();
        Sink sink = settings(carbon.port()).open()) {
      Thread.currentThread().interrupt();

      boolean thrown = false;
      try {
        sink.deliver(parcel(message()), PLENTY);
      } catch (InterruptedException e) {
        thrown = true;
      }

      assertThat(thrown).isTrue();
      assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }
  }

  @Test
  @SuppressWarnings("try")
  void endsAnAttemptWhoseSinkIsClosedByAnotherThread() throws Exception {
    try (FakeReceiver carbon = FakeReceiver.silent();
        Sink sink = settings(carbon.port()).open()) {
      Thread closer =
          new Thread(
              () -> {
                while (carbon.connections() == 0) {
                  Thread.onSpinWait();
                }
                sink.close();
              });
      closer.start();

      Delivery delivery = sink.deliver(parcel(message()), Duration.ofSeconds(50));

      assertThat(delivery.verdict()).isEqualTo(Verdict.RETRYABLE);
      assertThat(delivery.reason()).doesNotContain("within");
      closer.join();
    }
  }

  @Test
  void saysWhichHostDoesNotExist() throws Exception {
    try (Sink sink = CarbonSettings.of("g", "no-such-host.invalid", 2003).open()) {
      assertThat(sink.deliver(parcel(point(1)), PLENTY))
          .isEqualTo(Delivery.retryable("no such host 'no-such-host.invalid'"));
    }
  }

  @ParameterizedTest(name = "''{0}'' {1}:{2} ''{3}''")
  @CsvSource({
    "'', h, 2003, '', name",
    "n, ' ', 2003, '', host",
    "n, h, 0, '', 'port must be from 1 to 65535, was 0'",
    "n, h, 65536, '', 'port must be from 1 to 65535, was 65536'",
    "n, h, 2003, 'a b', prefix",
    "n, h, 2003, 'a.', prefix",
    "n, h, 2003, 'a;b=c', prefix"
  })
  void refusesSettingsThatCannotWork(
      String name, String host, int port, String prefix, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new CarbonSettings(
                    name, host, port, prefix, PathRule.riemann(), OutboxSettings.MEASUREMENTS))
        .withMessageContaining(message);
  }

  @Test
  void triesAllAddressesOfAName() throws Exception {
    InetAddress dead = InetAddress.getByAddress(new byte[] {127, 0, 0, 2});
    InetAddress alive = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    Deadline deadline = Deadline.in(PLENTY, new SystemTime());
    try (FakeReceiver carbon = FakeReceiver.that(reading())) {
      InetAddress[] both = {dead, alive};
      try (CarbonConnection open = CarbonConnection.open(both, carbon.port(), deadline)) {
        open.write("x 1 -1\n".getBytes(StandardCharsets.US_ASCII), deadline);

        assertThat(nextLine()).isEqualTo("x 1 -1");
      }
      assertThatIOException()
          .isThrownBy(
              () -> CarbonConnection.open(new InetAddress[] {dead}, carbon.port(), deadline));
    }
  }

  @Test
  void leavesNoSocketOpenWhenThereIsNoSelector() throws Exception {
    List<SocketChannel> opened = new ArrayList<>();
    SelectorProvider provider = new NoSelectors(opened);
    Deadline deadline = Deadline.in(PLENTY, new SystemTime());

    assertThatIOException()
        .isThrownBy(
            () -> CarbonConnection.open(new InetSocketAddress("127.0.0.1", 1), deadline, provider))
        .withMessage("too many open files");

    assertThat(opened).hasSize(1).noneMatch(SocketChannel::isOpen);
  }

  private static final class NoSelectors extends SelectorProvider {
    private final SelectorProvider real = SelectorProvider.provider();
    private final List<SocketChannel> opened;

    NoSelectors(List<SocketChannel> opened) {
      this.opened = opened;
    }

    @Override
    public SocketChannel openSocketChannel() throws IOException {
      SocketChannel channel = real.openSocketChannel();
      opened.add(channel);
      return channel;
    }

    @Override
    public AbstractSelector openSelector() throws IOException {
      throw new IOException("too many open files");
    }

    @Override
    public DatagramChannel openDatagramChannel() throws IOException {
      return real.openDatagramChannel();
    }

    @Override
    public DatagramChannel openDatagramChannel(ProtocolFamily family) throws IOException {
      return real.openDatagramChannel(family);
    }

    @Override
    public Pipe openPipe() throws IOException {
      return real.openPipe();
    }

    @Override
    public ServerSocketChannel openServerSocketChannel() throws IOException {
      return real.openServerSocketChannel();
    }
  }
}
