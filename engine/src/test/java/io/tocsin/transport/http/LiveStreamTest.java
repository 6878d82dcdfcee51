package io.tocsin.transport.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.event.Event;
import io.tocsin.transport.live.LiveSettings;
import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Views as server-sent events. */
final class LiveStreamTest {

  @RegisterExtension final StartedRig started = new StartedRig();

  private static BufferedReader lines(HttpResponse<InputStream> response) {
    return new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
  }

  private static Event event(String host) {
    return Event.builder().host(host).build();
  }

  @Test
  void showsWhatThereIsAndThenWhatComes() throws Exception {
    started.rig().hub.queries = query -> List.of(event("web1"));
    HttpResponse<InputStream> response =
        started.get("/index?query=host%20%3D~%20%22web%25%22", "Accept", "text/event-stream");
    assertThat(response.headers().firstValue("Content-Type")).hasValue("text/event-stream");
    try (BufferedReader lines = lines(response)) {
      started.rig().awaitUntil(() -> started.rig().hub.watchers.size() == 1);
      started.rig().hub.publish("index", event("db1"));
      started.rig().hub.publish("index", event("web2"));

      assertThat(List.of(lines.readLine(), lines.readLine())).containsExactly("retry: 3000", "");
      assertThat(List.of(lines.readLine(), lines.readLine(), lines.readLine()))
          .containsExactly("id: 1", "data: {\"host\":\"web1\"}", "");
      assertThat(List.of(lines.readLine(), lines.readLine(), lines.readLine()))
          .containsExactly("id: 2", "data: {\"host\":\"web2\"}", "");
    }
    started.rig().awaitUntil(() -> started.rig().hub.watchers.isEmpty());
  }

  @Test
  void saysThatItIsThere() throws Exception {
    started.open(
        HttpSettings.onPort(0)
            .withLive(
                LiveSettings.DEFAULT.withSignsOfLife(
                    Duration.ofSeconds(30), Duration.ofMillis(20))));
    try (BufferedReader lines = lines(started.get("/pubsub/x", "Accept", "text/event-stream"))) {
      lines.readLine();
      lines.readLine();

      assertThat(List.of(lines.readLine(), lines.readLine(), lines.readLine()))
          .containsExactly(":", "", ":");
    }
  }

  @Test
  void endsWhenNobodyReadsIt() throws Exception {
    started.open(
        HttpSettings.onPort(0)
            .withLive(
                LiveSettings.DEFAULT.withSignsOfLife(
                    Duration.ofSeconds(30), Duration.ofMillis(50))));
    Event large = Event.builder().description("x".repeat(100_000)).build();
    List<Event> all = Collections.nCopies(300, large);
    started.rig().hub.queries = query -> all;
    started
        .rig()
        .smallClient()
        .send("GET /index HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\n\r\n");

    started.rig().awaitUntil(() -> started.rig().lost("unread") == 1);
  }

  @Test
  void endsWithAnErrorWhenItCannotGoOn() throws Exception {
    started.rig().hub.queries =
        query -> {
          throw new IllegalStateException("password hunter2");
        };
    try (BufferedReader lines = lines(started.get("/index", "Accept", "text/event-stream"))) {
      assertThat(lines.lines())
          .containsExactly(
              "retry: 3000",
              "",
              "event: error",
              "data: {\"error\":\"the hub failed at this; its log says more\"}",
              "");
    }
  }

  @Test
  void aChannelNeedsAWayToWatchIt() throws Exception {
    assertThat(started.get("/pubsub/x").statusCode()).isEqualTo(426);
    assertThat(started.get("/index?query=x%20%3E", "Accept", "text/event-stream").statusCode())
        .isEqualTo(400);
  }

  @ParameterizedTest
  @CsvSource({"http://evil.example, 403", "https://dash.example, 200"})
  void isOpenOnlyToPagesOfSitesThatAreAllowed(String origin, int status) throws Exception {
    HttpAccess access = new HttpAccess(List.of(), Set.of("https://dash.example"));
    started.open(HttpSettings.onPort(0).withAccess(access));
    HttpResponse<InputStream> response =
        started.get("/index", "Accept", "text/event-stream", "Origin", origin);

    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(response.headers().firstValue("Access-Control-Allow-Origin").orElse(null))
        .isEqualTo(status == 200 ? origin : null);
    response.body().close();
  }
}
