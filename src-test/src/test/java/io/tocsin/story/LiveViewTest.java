package io.tocsin.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tocsin.dsl.ServerSettings.Kind;
import io.tocsin.event.Event;
import io.tocsin.fixture.Commands;
import io.tocsin.fixture.LocalHub;
import io.tocsin.fixture.Pems;
import io.tocsin.fixture.SocketClient;
import io.tocsin.transport.client.RiemannClient;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.WebSocketHandshakeException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Those who watch a hub that is at work, over WebSockets. */
final class LiveViewTest {

  private static final int AT_FIRST = 2_000;

  /** Entries that nobody asks for, so that a search takes many slices. */
  private static final int IDLE = 200_000;

  private static final int WATCHERS = 6;
  private static final int SENDERS = 3;
  private static final int BATCHES = 150;
  private static final int BATCH = 20;
  private static final int COUNTERS = 40;
  private static final long TTL_MICROS = 3_600_000_000L;

  @TempDir private Path folder;

  /** What the senders did: all hosts there are, and the last number of each that is counted. */
  private final Set<String> hosts = ConcurrentHashMap.newKeySet();

  private final Map<String, Long> counted = new ConcurrentHashMap<>();
  private final AtomicInteger done = new AtomicInteger();

  private LocalHub hub(String listeners) throws Exception {
    Path rules = folder.resolve("rules.groovy");
    Files.writeString(rules, "server { tcp port: 0; " + listeners + " }\nstreams { index() }\n");
    return LocalHub.start(rules, Map.of("READ", "r-token", "WRITE", "w-token"));
  }

  private static Event event(String host, long metric) {
    return Event.builder().host(host).service("s").metric(metric).ttlMicros(TTL_MICROS).build();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void seesEverythingOnceHoweverMuchHappensMeanwhile(long seed) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(SENDERS);
    try (LocalHub hub = hub("http port: 0, subscriberQueue: 64.MB")) {
      idle(hub);
      fill(hub);
      List<Future<?>> senders = new ArrayList<>();
      for (int i = 0; i < SENDERS; i++) {
        int sender = i;
        senders.add(threads.submit(() -> send(hub, sender, new Random(seed * SENDERS + sender))));
      }
      List<SocketClient> watchers = new ArrayList<>();
      String query =
          URLEncoder.encode("host ~= \"^(first|count|once|end)\"", StandardCharsets.UTF_8);
      for (int i = 0; i < WATCHERS; i++) {
        awaitBatches(i * SENDERS * BATCHES / (WATCHERS + 1));
        watchers.add(
            SocketClient.open(hub.port(Kind.HTTP), "/index?subscribe=true&query=" + query));
      }
      for (Future<?> sender : senders) {
        sender.get(60, TimeUnit.SECONDS);
      }
      hub.send(event("end", 0));

      for (SocketClient watcher : watchers) {
        assertSawEverythingOnce(watcher, "seed " + seed);
        watcher.close();
      }
      assertThat(hub.losses()).isEmpty();
    } finally {
      threads.shutdownNow();
    }
  }

  private static void idle(LocalHub hub) throws IOException {
    try (RiemannClient client = hub.client()) {
      for (int from = 0; from < IDLE; from += 10_000) {
        client.send(IntStream.range(from, from + 10_000).mapToObj(i -> event("x" + i, 0)).toList());
      }
    }
  }

  private void fill(LocalHub hub) throws IOException {
    try (RiemannClient client = hub.client()) {
      List<Event> events = new ArrayList<>();
      for (int i = 0; i < AT_FIRST; i++) {
        events.add(event("first" + i, 0));
        hosts.add("first" + i);
      }
      client.send(events);
    }
  }

  private Void send(LocalHub hub, int sender, Random random) throws IOException {
    try (RiemannClient client = hub.client()) {
      int number = 0;
      for (int batch = 0; batch < BATCHES; batch++) {
        List<Event> events = new ArrayList<>();
        for (int i = 0; i < BATCH; i++) {
          boolean counts = random.nextBoolean();
          String host =
              counts
                  ? "count" + sender + "-" + random.nextInt(COUNTERS)
                  : "once" + sender + "-" + number++;
          long metric = counts ? counted.merge(host, 1L, Long::sum) : 0;
          hosts.add(host);
          events.add(event(host, metric));
        }
        client.send(events);
        done.incrementAndGet();
      }
    }
    return null;
  }

  private void awaitBatches(int number) {
    while (done.get() < number) {
      LockSupport.parkNanos(100_000);
    }
  }

  private void assertSawEverythingOnce(SocketClient watcher, String what) throws Exception {
    ObjectMapper mapper = new ObjectMapper();
    Map<String, Long> latest = new HashMap<>();
    while (true) {
      JsonNode event = mapper.readTree(watcher.next());
      String host = event.path("host").asText();
      if (host.equals("end")) {
        break;
      }
      long metric = event.path("metric").asLong();
      Long before = latest.put(host, metric);
      assertThat(before == null || (metric > before && counted.containsKey(host)))
          .as(what + ": " + host + " came with " + before + " and then with " + metric)
          .isTrue();
    }
    Set<String> missing = new HashSet<>(hosts);
    missing.removeAll(latest.keySet());
    assertThat(missing).as(what).isEmpty();
    assertThat(latest).as(what).containsAllEntriesOf(counted);
  }

  @Test
  void anAnswerOverTcpWaitsForASearchAndComesInItsTurn() throws Exception {
    try (LocalHub hub = hub("http port: 0");
        RiemannClient client = hub.client()) {
      fill(hub);

      for (int i = 0; i < 20; i++) {
        assertThat(client.query("metric = 0 and service != 'x'")).hasSize(AT_FIRST + i);
        assertThat(client.query("host = 'first7' and service = 's'")).hasSize(1);
        client.send(List.of(event("more" + i, 0)));
        assertThat(client.query("true order by metric desc, host limit 2"))
            .extracting(Event::getHost)
            .containsExactly("first0", "first1");
      }
    }
  }

  @Test
  void aChannelTellsWhatIsPutAndWhatExpires() throws Exception {
    try (LocalHub hub = hub("http port: 0");
        SocketClient channel = SocketClient.open(hub.port(Kind.HTTP), "/pubsub/index");
        SocketClient events = SocketClient.open(hub.port(Kind.HTTP), "/events")) {
      hub.send(event("probe", 0));
      while (!channel.next().contains("probe")) {
        continue;
      }
      events.say("{\"host\":\"a\",\"service\":\"s\",\"state\":\"ok\",\"ttl\":0.3}");

      assertThat(events.next()).isEqualTo("{}");
      assertThat(channel.next()).contains("\"state\":\"ok\"");
      assertThat(channel.next()).contains("\"host\":\"a\"").contains("\"state\":\"expired\"");
      assertThat(hub.query("host = 'a'")).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "/index, , 401",
    "/index?token=wrong, , 401",
    "/events?token=r-token, , 403",
    "/index?token=r-token, http://evil.example, 403",
  })
  void isNotOpenToEveryone(String path, String origin, int status) throws Exception {
    try (LocalHub hub =
        hub(
            "http port: 0, tokens: [read: secret('READ'), write: secret('WRITE')],"
                + " origins: ['http://good.example']")) {
      String[] headers = origin == null ? new String[0] : new String[] {"Origin", origin};
      int port = hub.port(Kind.HTTP);

      assertThatThrownBy(() -> SocketClient.open(port, path, headers).close())
          .hasCauseInstanceOf(WebSocketHandshakeException.class)
          .satisfies(
              e ->
                  assertThat(
                          ((WebSocketHandshakeException) e.getCause()).getResponse().statusCode())
                      .isEqualTo(status));
      try (SocketClient good =
          SocketClient.open(port, "/index?token=r-token", "Origin", "http://good.example")) {
        assertThat(good.end()).isEqualTo("1000 that is all");
      }
    }
  }

  @Test
  void commandsShowATokenAndSpeakTls() throws Exception {
    Pems pems = Pems.create(folder).issue("server");
    String ca = pems.ca().toString();
    String tls =
        "tls: [cert: '" + pems.certificate("server") + "', key: '" + pems.key("server") + "']";
    try (LocalHub hub =
        hub("http port: 0, tokens: [read: secret('READ'), write: secret('WRITE')], " + tls)) {
      String http = "127.0.0.1:" + hub.port(Kind.HTTP);

      Commands.Said read =
          Commands.tocsin("status", "--http", http, "--tls-ca", ca, "--token", "r-token");
      Commands.Said none = Commands.tocsin("status", "--http", http, "--tls-ca", ca);
      Commands.Said reader =
          Commands.tocsin("reload", "--http", http, "--tls-ca", ca, "--token", "r-token");
      Commands.Said writer =
          Commands.tocsin("reload", "--http", http, "--tls-ca", ca, "--token", "w-token");

      assertThat(read.out()).contains("ready: true");
      assertThat(none.err()).contains("a token is needed").contains("TOCSIN_TOKEN");
      assertThat(reader.err()).contains("may only read").doesNotContain("r-token");
      assertThat(List.of(read.code(), none.code(), reader.code(), writer.code()))
          .containsExactly(0, 1, 1, 0);
      assertThat(Commands.tocsin("status", "--http", http).code()).isEqualTo(1);
    }
  }
}
