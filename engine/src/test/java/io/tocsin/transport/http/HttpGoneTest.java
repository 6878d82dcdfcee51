package io.tocsin.transport.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.event.Event;
import io.tocsin.source.ChannelSource;
import io.tocsin.source.FoundEvents;
import io.tocsin.source.Ingress;
import io.tocsin.telemetry.Telemetry;
import io.tocsin.time.SystemTime;
import io.tocsin.transport.ConnectionLimits;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of a search over HTTP whose client goes, and of clients that only seem gone. */
final class HttpGoneTest {

  private static final long BUDGET = 1 << 20;
  private static final String GET = "GET /index?limit=1 HTTP/1.1\r\nHost: localhost\r\n\r\n";

  private final FakeHub hub = new FakeHub();
  private final Telemetry telemetry = new Telemetry();
  private final BlockingQueue<FoundEvents> asked = new LinkedBlockingQueue<>();
  private HttpListener listener;

  /** Answers no query by itself. */
  private final class Slow implements Ingress {
    @Override
    public long arrive() {
      return 0;
    }

    @Override
    public void accept(Event event) {
      hub.accept(event);
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
    Duration patience = Duration.ofMillis(300);
    HttpSettings settings =
        HttpSettings.onPort(0)
            .withConnections(new ConnectionLimits(100, patience, patience, patience));
    ChannelSource channels = hub::attach;
    HubAccess access =
        new HubAccess(hub, new Slow(), channels, hub, dryRun -> hub.reload.get(), hub);
    listener = new HttpListener(settings, access, telemetry, new SystemTime(), BUDGET);
    listener.start();
  }

  @AfterEach
  void close() {
    listener.close();
    hub.close();
  }

  private RawClient client() throws Exception {
    return new RawClient(listener.address());
  }

  private FoundEvents nextAsked() throws InterruptedException {
    FoundEvents next = asked.poll(10, TimeUnit.SECONDS);
    assertThat(next).isNotNull();
    return next;
  }

  private static void awaitUnwanted(FoundEvents search) {
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(15);
    while (search.isWanted() && System.nanoTime() - until < 0) {
      Thread.onSpinWait();
    }
    assertThat(search.isWanted()).isFalse();
  }

  private static void tell(FoundEvents search, String host) {
    search.found(1, 200, () -> List.of(Event.builder().host(host).build()));
  }

  @ParameterizedTest
  @CsvSource({
    "true, HTTP/1.1, 0",
    "false, HTTP/1.1, 0",
    "true, HTTP/1.1, 3",
    "false, HTTP/1.1, 3",
    // So much that nothing more is read.
    "true, HTTP/1.1, 60",
    "false, HTTP/1.1, 60",
    "true, HTTP/1.0, 0",
    "false, HTTP/1.0, 0",
  })
  void aSearchIsGivenUpWhenItsClientGoes(boolean reset, String version, int ahead)
      throws Exception {
    FoundEvents search;
    try (RawClient client = client()) {
      client.send(GET.replace("HTTP/1.1", version) + GET.repeat(ahead));
      search = nextAsked();
      assertThat(search.isWanted()).isTrue();
      if (reset) {
        client.socket.setSoLinger(true, 0);
      }
    }
    awaitUnwanted(search);
  }

  @Test
  void whatAGivenUpSearchHeldIsGivenBack() throws Exception {
    // Each takes 400,000 of a budget of a million.
    for (int i = 0; i < 6; i++) {
      try (RawClient client = client().get("/index?limit=50000")) {
        FoundEvents search = nextAsked();
        client.close();
        awaitUnwanted(search);
      }
    }
    assertThat(telemetry.losses()).isEmpty();
  }

  @Test
  void aClientThatEndedItsSideStillGetsItsAnswer() throws Exception {
    try (RawClient client = client().send(GET)) {
      FoundEvents search = nextAsked();
      client.socket.shutdownOutput();
      // It is asked twice whether it is there, and is.
      assertThat(client.reply().status()).isEqualTo(102);
      assertThat(client.reply().status()).isEqualTo(102);
      assertThat(search.isWanted()).isTrue();

      tell(search, "a");

      RawClient.Reply reply = client.reply();
      while (reply.status() == 102) {
        reply = client.reply();
      }
      assertThat(reply.status()).isEqualTo(200);
      assertThat(reply.body()).isEqualTo("[{\"host\":\"a\"}]\n");
      assertThat(client.ends()).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 3, 14, 15, 16, 17, 100})
  void whatIsSentAheadIsAnsweredInOrder(int ahead) throws Exception {
    try (RawClient client = client().send(GET)) {
      FoundEvents first = nextAsked();
      client.send(GET.repeat(ahead));
      tell(first, "h0");
      for (int i = 0; i <= ahead; i++) {
        if (i > 0) {
          tell(nextAsked(), "h" + i);
        }
        RawClient.Reply reply = client.reply();
        while (reply.status() == 102) {
          reply = client.reply();
        }
        assertThat(reply.body()).isEqualTo("[{\"host\":\"h" + i + "\"}]\n");
      }
      assertThat(asked).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({"1000, http", "1001, ForkJoinPool"})
  void muchIsSortedAndWrittenOnAnotherThread(int number, String thread) throws Exception {
    try (RawClient client = client().get("/index")) {
      BlockingQueue<String> threads = new LinkedBlockingQueue<>();
      nextAsked()
          .found(
              number,
              1,
              () -> {
                threads.add(Thread.currentThread().getName());
                return Collections.nCopies(number, Event.builder().host("h").build());
              });

      assertThat(client.reply().body().lines()).hasSize(number);
      assertThat(threads.remove()).startsWith(thread);
    }
  }

  @Test
  void whatIsFoundCountsAgainstWhatAllConnectionsHold() throws Exception {
    try (RawClient client = client().get("/index?limit=1")) {
      nextAsked().found(1, BUDGET, List::of);

      RawClient.Reply reply = client.reply();
      assertThat(reply.status()).isEqualTo(503);
      assertThat(reply.body()).contains("no room for the events found; lower limit");
    }
  }

  @Test
  void whatIsSentAheadOfASearchWaitsInTheSocketWhenItIsMuch() throws Exception {
    try (RawClient client = client().send(GET)) {
      FoundEvents search = nextAsked();
      byte[] body = new byte[3 << 20];
      Arrays.fill(body, (byte) ' ');
      Thread sender =
          new Thread(
              () -> {
                try {
                  client.post("/events", body, "");
                } catch (IOException e) {
                  Thread.currentThread().interrupt();
                }
              });
      sender.setDaemon(true);
      sender.start();
      // All of it is more than there is room for: read ahead, it would end the connection.
      assertThat(client.reply().status()).isEqualTo(102);
      assertThat(telemetry.losses()).isEmpty();
      assertThat(search.isWanted()).isTrue();
    }
  }
}
