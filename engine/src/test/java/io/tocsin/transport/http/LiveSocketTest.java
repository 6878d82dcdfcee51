package io.tocsin.transport.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.event.Event;
import io.tocsin.query.Query;
import io.tocsin.transport.live.LiveSettings;
import java.io.IOException;
import java.net.http.WebSocketHandshakeException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Views over WebSockets. */
final class LiveSocketTest {

  @RegisterExtension final StartedRig started = new StartedRig();

  private SocketClient connect(String path, String... headers) throws Exception {
    return SocketClient.open(started.rig().listener.address(), path, headers);
  }

  private static Event event(String host) {
    return Event.builder().host(host).metric(1).build();
  }

  private void awaitWatchers(int number) {
    started.rig().awaitUntil(() -> started.rig().hub.watchers.size() == number);
  }

  @Test
  void showsWhatThereIsAndEnds() throws Exception {
    started.rig().hub.queries = query -> List.of(event("a"), event("b"));
    try (SocketClient client = connect("/index?query=true")) {
      assertThat(client.next()).isEqualTo("{\"host\":\"a\",\"metric\":1}");
      assertThat(client.next()).isEqualTo("{\"host\":\"b\",\"metric\":1}");
      assertThat(client.end()).isEqualTo("1000 that is all");
    }
    assertThat(started.rig().hub.watchers).isEmpty();
  }

  @Test
  void showsWhatThereIsAndThenWhatComes() throws Exception {
    started.rig().hub.queries = query -> List.of(event("web1"));
    try (SocketClient client = connect("/index?query=host%20%3D~%20%22web%25%22&subscribe=true")) {
      assertThat(client.next()).contains("web1");
      started.rig().hub.publish("index", event("db1"));
      started.rig().hub.publish("other", event("web2"));
      started.rig().hub.publish("index", event("web3"));

      assertThat(client.next()).contains("web3");
      assertThat(client.texts).isEmpty();
    }
    awaitWatchers(0);
  }

  @Test
  void showsTheEventsOfAChannelFromThenOn() throws Exception {
    started.rig().hub.queries = query -> List.of(event("index"));
    try (SocketClient client = connect("/pubsub/a%2Fb%20c")) {
      awaitWatchers(1);
      for (int i = 0; i < 3; i++) {
        started.rig().hub.publish("a/b c", event("same"));
      }
      assertThat(List.of(client.next(), client.next(), client.next()))
          .containsOnly("{\"host\":\"same\",\"metric\":1}");
    }
  }

  @Test
  void endsWhenThereIsNoSuchChannel() throws Exception {
    try (SocketClient client = connect("/pubsub/none")) {
      assertThat(client.end()).isEqualTo("1008 no channel none");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "false, 1008 the hub failed at this; its log says more",
    "true, 1008 query:1:4: unexpected end",
  })
  void endsWhenTheSearchFails(boolean byTheQuery, String end) throws Exception {
    started.rig().hub.queries =
        query -> {
          Query.parse(byTheQuery ? "a >" : "a");
          throw new IllegalStateException("password hunter2");
        };
    try (SocketClient client = connect("/index?query=true&subscribe=true")) {
      assertThat(client.end()).startsWith(end);
    }
    awaitWatchers(0);
  }

  @Test
  void endsWhenTheLaneTakesNoMore() throws Exception {
    started.rig().hub.full = true;
    try (SocketClient client = connect("/index?subscribe=true")) {
      assertThat(client.end()).startsWith("1013 the hub is behind");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "/index?query=metric%20%3E, 400",
    "/index?quary=true, 400",
    "/pubsub/x?subscribe=true, 400",
    "/pubsub/, 400",
    "/health, 404",
    "/, 404",
  })
  void refusesWhatCannotBeShown(String path, int status) {
    assertThatThrownBy(() -> connect(path).close())
        .hasCauseInstanceOf(WebSocketHandshakeException.class)
        .satisfies(e -> assertThat(status(e)).isEqualTo(status));
  }

  private static int status(Throwable failure) {
    return ((WebSocketHandshakeException) failure.getCause()).getResponse().statusCode();
  }

  @ParameterizedTest
  @CsvSource({
    "Sec-WebSocket-Version: 12, dGhlIHNhbXBsZSBub25jZQ==, 426",
    "Sec-WebSocket-Version: 13, dGhlIHNhbXBsZSBub25j, 426",
    "Sec-WebSocket-Version: 13, ?, 426",
    "Sec-WebSocket-Version: 13, dGhlIHNhbXBsZSBub25jZQ==, 101",
  })
  void wantsTheVersionAndKeyOfTheStandard(String version, String key, int status) throws Exception {
    RawClient client = started.rig().client();
    client.send(
        "GET /index HTTP/1.1\r\nHost: localhost\r\nConnection: keep-alive, Upgrade\r\n"
            + "Upgrade: WebSocket\r\n"
            + version
            + "\r\nSec-WebSocket-Key: "
            + key
            + "\r\n\r\n");
    RawClient.Reply reply = client.reply();

    assertThat(reply.status()).isEqualTo(status);
    if (status == 101) {
      assertThat(reply.headers())
          .containsEntry("sec-websocket-accept", "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'', , 101",
    "'', http://localhost, 101",
    "'', http://evil.example, 403",
    "'', null, 403",
    "https://dash.example, https://DASH.example, 101",
    "https://dash.example, https://dash.example:444, 403",
    "https://dash.example, https://evil.example, 403",
  })
  void isOpenOnlyToPagesOfSitesThatAreAllowed(String allowed, String origin, int status)
      throws Exception {
    Set<String> origins = allowed.isEmpty() ? Set.of() : Set.of(allowed);
    started.open(HttpSettings.onPort(0).withAccess(new HttpAccess(List.of(), origins)));
    RawClient client = started.rig().client();
    client.send(
        "GET /index HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
            + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
            + (origin == null ? "" : "Origin: " + origin + "\r\n")
            + "\r\n");

    assertThat(client.reply().status()).isEqualTo(status);
  }

  @Test
  void letsInNoMoreThanMayWatch() throws Exception {
    started.open(HttpSettings.onPort(0).withLive(LiveSettings.DEFAULT.withMaxSubscriptions(1)));
    try (SocketClient first = connect("/pubsub/x")) {
      awaitWatchers(1);
      assertThatThrownBy(() -> connect("/index").close())
          .satisfies(e -> assertThat(status(e)).isEqualTo(503));
      assertThat(first.closed).isNotDone();
    }
    awaitWatchers(0);
    connect("/pubsub/x").close();
  }

  @Test
  void closesAConnectionThatDoesNotAnswer() throws Exception {
    started.open(
        HttpSettings.onPort(0)
            .withLive(
                LiveSettings.DEFAULT.withSignsOfLife(
                    Duration.ofMillis(50), Duration.ofSeconds(15))));
    RawClient silent = started.rig().client();
    silent.send(upgrade("/pubsub/x"));
    silent.reply();
    try (SocketClient lively = connect("/pubsub/x")) {
      for (int i = 0; i < 4; i++) {
        assertThat(lively.pings.poll(10, TimeUnit.SECONDS)).isTrue();
      }
      awaitWatchers(1);

      assertThat(lively.closed).isNotDone();
      assertThat(started.rig().telemetry.total("tocsin.odd")).isEqualTo(1);
    }
  }

  private static String upgrade(String path) {
    return "GET "
        + path
        + " HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\n"
        + "Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
        + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";
  }

  @Test
  void closesAConnectionThatAnswersButReadsNothing() throws Exception {
    started.open(
        HttpSettings.onPort(0)
            .withLive(
                LiveSettings.DEFAULT.withSignsOfLife(
                    Duration.ofMillis(50), Duration.ofSeconds(15))));
    List<Event> all =
        Collections.nCopies(300, Event.builder().description("x".repeat(100_000)).build());
    started.rig().hub.queries = query -> all;
    RawClient client = started.rig().smallClient().send(upgrade("/index"));
    byte[] pong = {(byte) 0x8A, (byte) 0x80, 0, 0, 0, 0};

    started
        .rig()
        .awaitUntil(
            () -> {
              try {
                client.send(pong);
              } catch (IOException e) {
                // Closed, as it should be.
              }
              return started.rig().lost("unread") == 1;
            });
    assertThat(started.rig().telemetry.total("tocsin.odd")).isZero();
  }

  @Test
  void letsAViewBeSaidLittle() throws Exception {
    try (SocketClient client = connect("/pubsub/x")) {
      client.socket.sendText("x".repeat(4097), true).join();

      assertThat(client.end()).startsWith("1009");
    }
  }

  @Test
  void closesWhenTheClientDoes() throws Exception {
    SocketClient client = connect("/pubsub/x");
    awaitWatchers(1);
    client.socket.sendClose(1000, "bye").join();

    assertThat(client.end()).isEqualTo("1000 bye");
    awaitWatchers(0);
  }
}
