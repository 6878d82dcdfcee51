package io.tocsin.transport.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.event.Event;
import io.tocsin.transport.live.LiveSettings;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Much that happens at once, seen by clients that read, and by some that do not. */
final class LiveBurstTest {

  @RegisterExtension final StartedRig started = new StartedRig();

  private static List<Event> burst(int events, int hosts) {
    List<Event> burst = new ArrayList<>();
    for (int i = 0; i < events; i++) {
      burst.add(
          Event.builder()
              .host("h" + i % hosts)
              .service("s")
              .state(i % 2 == 0 ? "ok" : "critical")
              .metric(i)
              .build());
    }
    return burst;
  }

  private static String text(int number, int hosts) {
    return "{\"host\":\"h"
        + number % hosts
        + "\",\"service\":\"s\",\"state\":\""
        + (number % 2 == 0 ? "ok" : "critical")
        + "\",\"metric\":"
        + number
        + "}";
  }

  @ParameterizedTest
  @CsvSource({
    "/index?subscribe=true, 3, 1",
    "/index?subscribe=true, 100, 1",
    "/index?subscribe=true, 1000, 7",
    "/index?subscribe=true, 10000, 1",
    "/index?subscribe=true, 10000, 500",
    "/pubsub/index, 100, 1",
    "/pubsub/index, 10000, 1",
    "/pubsub/x, 100, 1",
    "/pubsub/x, 10000, 500",
    "/tap/x, 10000, 1",
  })
  void aSocketThatIsReadMissesNothing(String path, int events, int hosts) throws Exception {
    try (SocketClient client = SocketClient.open(started.rig().listener.address(), path)) {
      started.rig().awaitUntil(() -> started.rig().hub.watchers.size() == 1);
      started
          .rig()
          .hub
          .publishAll(started.rig().hub.watchers.get(0).channel(), burst(events, hosts));

      for (int i = 0; i < events; i++) {
        assertThat(client.next()).isEqualTo(text(i, hosts));
      }
    }
    assertThat(started.rig().telemetry.total("tocsin.odd")).isZero();
    assertThat(started.rig().telemetry.losses()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "/index, 50, 1",
    "/index, 10000, 1",
    "/index, 10000, 500",
    "/pubsub/x, 50, 1",
    "/pubsub/x, 10000, 1",
  })
  void aStreamThatIsReadMissesNothing(String path, int events, int hosts) throws Exception {
    try (BufferedReader lines = stream(path)) {
      started.rig().awaitUntil(() -> started.rig().hub.watchers.size() == 1);
      started
          .rig()
          .hub
          .publishAll(started.rig().hub.watchers.get(0).channel(), burst(events, hosts));

      assertThat(List.of(lines.readLine(), lines.readLine())).containsExactly("retry: 3000", "");
      for (int i = 0; i < events; i++) {
        assertThat(List.of(lines.readLine(), lines.readLine(), lines.readLine()))
            .containsExactly("id: " + (i + 1), "data: " + text(i, hosts), "");
      }
    }
    assertThat(started.rig().telemetry.total("tocsin.odd")).isZero();
    assertThat(started.rig().telemetry.losses()).isEmpty();
  }

  private BufferedReader stream(String path) throws IOException, InterruptedException {
    URI address =
        URI.create("http://127.0.0.1:" + started.rig().listener.address().getPort() + path);
    HttpRequest request =
        HttpRequest.newBuilder(address).header("Accept", "text/event-stream").build();
    return new BufferedReader(
        new InputStreamReader(
            HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofInputStream())
                .body(),
            StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @CsvSource({"/pubsub/x, x", "/pubsub/index, index"})
  void endsAClientThatLagsBehindOnAChannel(String path, String channel) throws Exception {
    started.open(HttpSettings.onPort(0).withLive(LiveSettings.DEFAULT.withQueueBytes(100_000)));
    Event large = Event.builder().description("x".repeat(10_000)).build();
    try (SocketClient client = SocketClient.deaf(started.rig().listener.address(), path)) {
      started.rig().awaitUntil(() -> started.rig().hub.watchers.size() == 1);
      for (int i = 0; i < 5000 && started.rig().lost("subscriberSlow") == 0; i++) {
        started.rig().hub.publish(channel, large);
      }

      started.rig().awaitUntil(() -> started.rig().lost("subscriberSlow") == 1);
      client.socket.request(1_000_000);
      assertThat(client.end()).startsWith("1013 too slow");
    }
    started.rig().awaitUntil(() -> started.rig().hub.watchers.isEmpty());
    assertThat(started.rig().telemetry.total("tocsin.odd")).isZero();
  }

  @Test
  void showsAClientThatLagsBehindOnTheIndexTheLatestOfEach() throws Exception {
    started.open(HttpSettings.onPort(0).withLive(LiveSettings.DEFAULT.withQueueBytes(100_000)));
    String text = "x".repeat(10_000);
    try (SocketClient client =
        SocketClient.deaf(started.rig().listener.address(), "/index?query=true&subscribe=true")) {
      started.rig().awaitUntil(() -> started.rig().hub.watchers.size() == 1);
      for (int i = 1; i <= 3000; i++) {
        String host = i % 2 == 0 ? "even" : "odd";
        started
            .rig()
            .hub
            .publish("index", Event.builder().host(host).metric(i).description(text).build());
      }
      client.socket.request(1_000_000);
      long[] latest = new long[2];
      int number = 0;
      while (latest[0] < 3000 || latest[1] < 2999) {
        String next = client.next();
        int metric = Integer.parseInt(next.replaceAll(".*\"metric\":(\\d+).*", "$1"));
        assertThat((long) metric).isGreaterThan(latest[metric % 2]);
        latest[metric % 2] = metric;
        number++;
      }

      assertThat(number).isLessThan(3000);
      assertThat(started.rig().lost("subscriberSlow")).isZero();
      assertThat(started.rig().telemetry.total("tocsin.odd")).isEqualTo(3000 - number);
    }
  }
}
