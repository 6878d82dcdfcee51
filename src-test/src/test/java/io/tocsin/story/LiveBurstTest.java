package io.tocsin.story;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.dsl.ServerSettings.Kind;
import io.tocsin.event.Event;
import io.tocsin.fixture.LocalHub;
import io.tocsin.fixture.SocketClient;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Many changes at once, seen by those who watch a hub. */
final class LiveBurstTest {

  @TempDir private Path folder;

  private LocalHub hub() throws Exception {
    Path rules = folder.resolve("rules.groovy");
    Files.writeString(
        rules,
        "server { tcp port: 0; http port: 0 }\n"
            + "streams { defaults(ttl: 60.seconds) { index() } }\n");
    return LocalHub.start(rules, Map.of());
  }

  /** All that one request brings happens before anything can be written to those who watch. */
  @ParameterizedTest
  @CsvSource({
    "/index?subscribe=true&query=host%3D%22flip%22, 3",
    "/index?subscribe=true, 10000",
    "/pubsub/index, 10000",
  })
  void seesEveryChangeThatOneRequestBrings(String path, int changes) throws Exception {
    try (LocalHub hub = hub();
        SocketClient watcher = SocketClient.open(hub.port(Kind.HTTP), path)) {
      hub.send(Event.builder().host("flip").service("s").metric(-1).build());
      assertThat(watcher.next()).contains("\"metric\":-1");
      String body =
          IntStream.range(0, changes)
              .mapToObj(i -> "{\"host\":\"flip\",\"service\":\"s\",\"metric\":" + i + "}")
              .collect(Collectors.joining(",", "[", "]"));
      URI address = URI.create("http://127.0.0.1:" + hub.port(Kind.HTTP) + "/events");
      HttpResponse<String> answer =
          HttpClient.newHttpClient()
              .send(
                  HttpRequest.newBuilder(address).POST(BodyPublishers.ofString(body)).build(),
                  BodyHandlers.ofString());

      assertThat(answer.body()).contains("\"events\":" + changes);
      for (int i = 0; i < changes; i++) {
        assertThat(watcher.next()).contains("\"metric\":" + i + ",");
      }
      assertThat(hub.losses()).isEmpty();
    }
  }
}
