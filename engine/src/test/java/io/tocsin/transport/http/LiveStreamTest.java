package io.tocsin.transport.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.event.Event;
import io.tocsin.transport.http.HttpAccess.Role;
import io.tocsin.transport.live.LiveSettings;
import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Views as server-sent events; tokens and origins; lines of events. */
final class LiveStreamTest {

  private HttpRig rig;

  @BeforeEach
  void start() throws Exception {
    open(HttpSettings.onPort(0));
  }

  private void open(HttpSettings settings) throws Exception {
    if (rig != null) {
      rig.close();
    }
    rig = new HttpRig(settings);
  }

  @AfterEach
  void close() throws Exception {
    rig.close();
  }

  private HttpResponse<InputStream> get(String path, String... headers) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(
            URI.create("http://127.0.0.1:" + rig.listener.address().getPort() + path));
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    return HttpClient.newHttpClient()
        .send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
  }

  private static BufferedReader lines(HttpResponse<InputStream> response) {
    return new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
  }

  private static Event event(String host) {
    return Event.builder().host(host).build();
  }

  @Test
  void showsWhatThereIsAndThenWhatComes() throws Exception {
    rig.hub.queries = query -> List.of(event("web1"));
    HttpResponse<InputStream> response =
        get("/index?query=host%20%3D~%20%22web%25%22", "Accept", "text/event-stream");
    assertThat(response.headers().firstValue("Content-Type")).hasValue("text/event-stream");
    try (BufferedReader lines = lines(response)) {
      rig.awaitUntil(() -> rig.hub.watchers.size() == 1);
      rig.hub.publish("index", event("db1"));
      rig.hub.publish("index", event("web2"));

      assertThat(List.of(lines.readLine(), lines.readLine())).containsExactly("retry: 3000", "");
      assertThat(List.of(lines.readLine(), lines.readLine(), lines.readLine()))
          .containsExactly("id: 1", "data: {\"host\":\"web1\"}", "");
      assertThat(List.of(lines.readLine(), lines.readLine(), lines.readLine()))
          .containsExactly("id: 2", "data: {\"host\":\"web2\"}", "");
    }
    rig.awaitUntil(() -> rig.hub.watchers.isEmpty());
  }

  @Test
  void saysThatItIsThere() throws Exception {
    open(
        HttpSettings.onPort(0)
            .withLive(
                LiveSettings.DEFAULT.withSignsOfLife(
                    Duration.ofSeconds(30), Duration.ofMillis(20))));
    try (BufferedReader lines = lines(get("/pubsub/x", "Accept", "text/event-stream"))) {
      lines.readLine();
      lines.readLine();

      assertThat(List.of(lines.readLine(), lines.readLine(), lines.readLine()))
          .containsExactly(":", "", ":");
    }
  }

  @Test
  void endsWhenNobodyReadsIt() throws Exception {
    open(
        HttpSettings.onPort(0)
            .withLive(
                LiveSettings.DEFAULT.withSignsOfLife(
                    Duration.ofSeconds(30), Duration.ofMillis(50))));
    Event large = Event.builder().description("x".repeat(100_000)).build();
    List<Event> all = Collections.nCopies(300, large);
    rig.hub.queries = query -> all;
    rig.smallClient()
        .send("GET /index HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\n\r\n");

    rig.awaitUntil(() -> rig.lost("unread") == 1);
  }

  @Test
  void endsWithAnErrorWhenItCannotGoOn() throws Exception {
    rig.hub.queries =
        query -> {
          throw new IllegalStateException("password hunter2");
        };
    try (BufferedReader lines = lines(get("/index", "Accept", "text/event-stream"))) {
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
    assertThat(get("/pubsub/x").statusCode()).isEqualTo(426);
    assertThat(get("/index?query=x%20%3E", "Accept", "text/event-stream").statusCode())
        .isEqualTo(400);
  }

  @ParameterizedTest
  @CsvSource({"http://evil.example, 403", "https://dash.example, 200"})
  void isOpenOnlyToPagesOfSitesThatAreAllowed(String origin, int status) throws Exception {
    HttpAccess access = new HttpAccess(List.of(), Set.of("https://dash.example"));
    open(HttpSettings.onPort(0).withAccess(access));
    HttpResponse<InputStream> response =
        get("/index", "Accept", "text/event-stream", "Origin", origin);

    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(response.headers().firstValue("Access-Control-Allow-Origin").orElse(null))
        .isEqualTo(status == 200 ? origin : null);
    response.body().close();
  }

  @ParameterizedTest
  @CsvSource({"http://evil.example, 403", "https://dash.example, 200"})
  void tellsBrowsersWhatPagesMaySend(String origin, int status) throws Exception {
    HttpAccess access =
        new HttpAccess(List.of(Token.of(Role.READ, "x")), Set.of("https://dash.example"));
    open(HttpSettings.onPort(0).withAccess(access));
    RawClient client = rig.client();
    client.send(
        "OPTIONS /events HTTP/1.1\r\nHost: localhost\r\nOrigin: "
            + origin
            + "\r\nAccess-Control-Request-Method: POST\r\n\r\n");
    RawClient.Reply reply = client.reply();

    assertThat(reply.status()).isEqualTo(status);
    if (status == 200) {
      assertThat(reply.headers())
          .containsEntry("access-control-allow-origin", origin)
          .containsEntry("vary", "Origin")
          .containsKey("access-control-allow-headers");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "/health, , 200",
    "/ready, , 200",
    "/metrics, , 401",
    "/metrics, Bearer r, 200",
    "/metrics, bearer w, 200",
    "/metrics, Bearer x, 401",
    "/metrics, Basic r, 401",
    "/metrics?token=r, , 401",
    "/status, Bearer r, 200",
    "/index, , 401",
    "/index, Bearer r, 200",
    "/index?token=r, , 401",
    "/pubsub/x, , 401",
    "/nowhere, , 404",
  })
  void readsWithAToken(String path, String authorization, int status) throws Exception {
    openWithTokens();
    HttpResponse<InputStream> response =
        authorization == null ? get(path) : get(path, "Authorization", authorization);

    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(response.headers().firstValue("WWW-Authenticate").orElse(null))
        .isEqualTo(status == 401 ? "Bearer realm=\"tocsin\"" : null);
    assertThat(rig.lost("no-token")).isEqualTo(status == 401 ? 1 : 0);
  }

  private void openWithTokens() throws Exception {
    open(
        HttpSettings.onPort(0)
            .withAccess(
                new HttpAccess(
                    List.of(Token.of(Role.READ, "r"), Token.of(Role.WRITE, "w")), Set.of())));
  }

  @ParameterizedTest
  @CsvSource({
    "/index?token=r, 200",
    "/index?token=w, 200",
    "/index?token=x, 401",
    "/index, 401",
    "/index?token=r&token=r, 401",
  })
  void watchesWithATokenInTheAddress(String path, int status) throws Exception {
    openWithTokens();
    HttpResponse<InputStream> response = get(path, "Accept", "text/event-stream");
    response.body().close();

    assertThat(response.statusCode()).isEqualTo(status);
  }

  @ParameterizedTest
  @CsvSource({
    "/events, r, 403",
    "/events, w, 200",
    "/events, x, 401",
    "/reload, r, 403",
    "/reload, w, 200",
    "/events, '', 401",
  })
  void writesWithATokenThatMayWrite(String path, String token, int status) throws Exception {
    openWithTokens();
    RawClient client = rig.client();
    client.post(
        path, "{}".getBytes(StandardCharsets.UTF_8), "Authorization: Bearer " + token + "\r\n");
    RawClient.Reply reply = client.reply();

    assertThat(reply.status()).isEqualTo(status);
    assertThat(reply.headers().getOrDefault("www-authenticate", ""))
        .contains(status == 403 ? "insufficient_scope" : status == 401 ? "Bearer" : "");
    assertThat(rig.hub.events).hasSize(status == 200 && path.equals("/events") ? 1 : 0);
  }

  @ParameterizedTest
  @CsvSource({"r, 403", "w, 101"})
  void sendsOverASocketWithATokenThatMayWrite(String token, int status) throws Exception {
    openWithTokens();
    RawClient client = rig.client();
    client.send(
        "GET /events?token="
            + token
            + " HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
            + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n");

    assertThat(client.reply().status()).isEqualTo(status);
  }

  @Test
  void tokensAreNeverShown() {
    HttpAccess access = new HttpAccess(List.of(Token.of(Role.READ, "hidden")), Set.of());

    assertThat(HttpSettings.onPort(1).withAccess(access).toString()).doesNotContain("hidden");
    assertThat(access).isEqualTo(new HttpAccess(List.of(Token.of(Role.READ, "hidden")), Set.of()));
    assertThat(access)
        .isNotEqualTo(new HttpAccess(List.of(Token.of(Role.WRITE, "hidden")), Set.of()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "POST | application/x-ndjson | lines",
        "POST | application/x-ndjson; charset=utf-8 | lines",
        "PUT | application/x-ndjson | lines",
        "PUT | text/plain | lines",
        "PUT | application/json | whole",
        "POST | text/plain | whole",
      })
  void answersLineByLineWhenThatIsMeant(String method, String type, String how) throws Exception {
    RawClient client = rig.client();
    String body = "{\"host\":\"a\"}\n\nnot json\n{\"service\":\"boom\"}\n{\"host\":\"b\"}";
    client.send(
        method
            + " /events HTTP/1.1\r\nHost: localhost\r\nContent-Length: "
            + body.length()
            + "\r\nContent-Type: "
            + type
            + "\r\n\r\n"
            + body);
    RawClient.Reply reply = client.reply();

    if (how.equals("whole")) {
      assertThat(reply.status()).isEqualTo(400);
      assertThat(rig.hub.events).isEmpty();
      return;
    }
    assertThat(reply.status()).isEqualTo(200);
    List<String> lines = reply.body().lines().toList();
    assertThat(lines).hasSize(4);
    assertThat(lines.get(0)).isEqualTo("{}");
    assertThat(lines.get(1)).startsWith("{\"error\":\"event 1: not JSON");
    assertThat(lines.get(2)).isEqualTo("{\"error\":\"rule failed\"}");
    assertThat(lines.get(3)).isEqualTo("{}");
    assertThat(rig.hub.events).extracting(Event::getHost).containsExactly("a", "b");
    assertThat(rig.lost("undecodable")).isEqualTo(1);
    assertThat(rig.lost("failed")).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({"200000, 200", "200001, 413"})
  void takesSoManyLinesInOneRequest(int lines, int status) throws Exception {
    RawClient client = rig.client();
    String body = "x\n".repeat(lines);
    client.send(
        "PUT /events HTTP/1.1\r\nHost: localhost\r\nContent-Length: "
            + body.length()
            + "\r\n\r\n"
            + body);

    assertThat(client.reply().status()).isEqualTo(status);
  }

  @Test
  void anArrayIsOneDocumentHoweverItIsSent() throws Exception {
    RawClient client = rig.client();
    client.send("PUT /events HTTP/1.1\r\nHost: localhost\r\nContent-Length: 6\r\n\r\n [{},]");

    assertThat(client.reply().status()).isEqualTo(400);
  }
}
