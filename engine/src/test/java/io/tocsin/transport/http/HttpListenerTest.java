package io.tocsin.transport.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.time.SystemTime;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@link HttpListener} answers, over real sockets. */
final class HttpListenerTest {

  private final HttpCalls http = new HttpCalls();

  @BeforeEach
  void start() throws IOException {
    http.start();
  }

  @AfterEach
  void close() {
    http.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "GET | /health | 200 | {'status':'ok'}",
        "GET | http://other:1/health?x=1 | 200 | {'status':'ok'}",
        "GET | /h%65alth | 200 | {'status':'ok'}",
        "GET | /ready | 200 | {'ready':true}",
        "GET | /status | 200 | {'rules':3}",
        "GET | /index | 200 | []",
        "POST | /reload | 200 | {}",
        "POST | /events | 400 | {'error':'there is nothing to read; send a JSON object, an array of"
            + " objects, or one object a line'}",
        "GET | / | 404 | {'error':'no such path; there are /health, /ready, /metrics, /status,"
            + " /index, /events, /reload, /outbox, /outbox/retry, /outbox/drop, /pubsub/, /tap/'}",
        "GET | /health/ | 404 |",
        "CONNECT | other:80 | 404 |",
        "OPTIONS | * | 404 |",
        "GET | /%zz | 400 | {'error':'the address is not encoded right; write % as %25, and so on'}",
        "POST | /health | 405 | {'error':'use GET, HEAD here'}",
        "OPTIONS | /metrics | 405 |",
        "GET | /events | 405 | {'error':'use POST, PUT here'}",
        "DELETE | /events | 405 |",
        "PUT | /reload | 405 | {'error':'use POST here'}",
        "get | /health | 405 |",
      })
  void answersByPathAndMethod(String method, String path, int status, String body)
      throws Exception {
    http.hub.report = Map.of("rules", 3);
    try (RawClient raw = new RawClient(http.listener.address())) {
      raw.send(method + " " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n");

      RawClient.Reply reply = raw.reply();

      assertThat(reply.status()).isEqualTo(status);
      assertThat(reply.headers())
          .containsEntry("content-type", "application/json")
          .containsEntry("x-content-type-options", "nosniff")
          .containsEntry("cache-control", "no-store")
          .containsKey("date")
          .doesNotContainKey("connection");
      if (body == null) {
        assertThat(reply.body()).startsWith("{\"error\":");
      } else {
        assertThat(reply.body()).isEqualTo(HttpCalls.json(body));
      }
      // The connection goes on whatever the answer was.
      assertThat(raw.get("/health").reply().status()).isEqualTo(200);
    }
  }

  @ParameterizedTest
  @CsvSource({"/health, 'GET, HEAD'", "/events, 'POST, PUT'", "/reload, POST"})
  void saysWhichMethodsThereAre(String path, String allowed) throws Exception {
    HttpResponse<String> response =
        http.send(http.request(path).method("PATCH", BodyPublishers.noBody()));

    assertThat(response.statusCode()).isEqualTo(405);
    assertThat(response.headers().firstValue("Allow")).hasValue(allowed);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/health", "/ready", "/metrics", "/status", "/index"})
  void answersHeadAsGetButForTheBody(String path) throws Exception {
    try (RawClient raw = new RawClient(http.listener.address())) {
      RawClient.Reply whole = raw.get(path).reply();

      raw.send("HEAD " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
      RawClient.Reply head = raw.reply(true);

      assertThat(head.status()).isEqualTo(whole.status());
      assertThat(head.headers()).containsKeys("content-length", "content-type");
      assertThat(raw.get("/health").reply().body()).isEqualTo(HttpCalls.json("{'status':'ok'}"));
    }
  }

  @Test
  void saysWhyItIsNotReady() throws Exception {
    http.hub.notReady = "rules are loading";

    HttpResponse<String> response = http.get("/ready");

    assertThat(response.statusCode()).isEqualTo(503);
    assertThat(response.body())
        .isEqualTo(HttpCalls.json("{'ready':false,'reason':'rules are loading'}"));
    assertThat(http.get("/health").statusCode()).isEqualTo(200);
  }

  @Test
  void isWellWhileTheLaneIsStuck() throws Exception {
    http.hub.hold();
    CompletableFuture<HttpResponse<String>> waiting =
        http.client.sendAsync(http.request("/index").build(), BodyHandlers.ofString());
    http.hub.awaitHeld(1);

    assertThat(http.get("/health").statusCode()).isEqualTo(200);
    assertThat(waiting).isNotDone();
    http.hub.resume();
    assertThat(waiting.get().statusCode()).isEqualTo(200);
  }

  @Test
  void showsCountersAsPrometheusText() throws Exception {
    http.post("/events", "{}\n{}");

    HttpResponse<String> response = http.get("/metrics");

    assertThat(response.headers().firstValue("Content-Type"))
        .hasValue("text/plain; version=0.0.4; charset=utf-8");
    assertThat(response.body())
        .contains("tocsin_events_in_total{listener=\"http\"} 2.0\n")
        .contains("tocsin_messages_in_total{listener=\"http\"} 2.0\n")
        .contains("tocsin_connections{listener=\"http\"} 1.0\n");
  }

  @Test
  void saysThatItIsBusyWhenTheLaneTakesNoMore() throws Exception {
    http.hub.full = true;

    for (HttpResponse<String> response : List.of(http.post("/events", "{}"), http.get("/index"))) {
      assertThat(response.statusCode()).isEqualTo(503);
      assertThat(response.headers().firstValue("Retry-After")).hasValue("1");
      assertThat(response.body())
          .isEqualTo(HttpCalls.json("{'error':'the hub is behind or stopping; try again'}"));
    }
    assertThat(http.telemetry.losses()).isEqualTo(Map.of("busy", 2L));
  }

  @Test
  void reloadsAndSaysWhatCameOfIt() throws Exception {
    CompletableFuture<Map<String, Object>> outcome = new CompletableFuture<>();
    http.hub.reload = () -> outcome;
    CompletableFuture<HttpResponse<String>> response =
        http.client.sendAsync(
            http.request("/reload").POST(BodyPublishers.noBody()).build(), BodyHandlers.ofString());

    outcome.complete(Map.of("rules", 7));

    assertThat(response.get().statusCode()).isEqualTo(200);
    assertThat(response.get().body()).isEqualTo(HttpCalls.json("{'rules':7}"));
  }

  @Test
  void saysWhyAReloadFailed() throws Exception {
    http.hub.reload =
        () ->
            CompletableFuture.supplyAsync(
                () -> {
                  throw new IllegalArgumentException("rules.groovy:3:1: no such field\nservise");
                });

    HttpResponse<String> response = http.post("/reload", "");

    assertThat(response.statusCode()).isEqualTo(422);
    assertThat(response.body())
        .isEqualTo(HttpCalls.json("{'error':'rules.groovy:3:1: no such field\\nservise'}"));
  }

  @Test
  void namesTheAddressThatIsTaken() {
    int port = http.listener.address().getPort();
    try (HttpListener second =
        new HttpListener(
            HttpSettings.onPort(port), http.hub.access(), http.telemetry, new SystemTime())) {
      assertThatThrownBy(second::start)
          .isInstanceOf(IOException.class)
          .hasMessageContaining("http: cannot listen on 127.0.0.1:" + port);
    }
  }

  @Test
  void closesItsConnectionsAndItsPort() throws Exception {
    try (RawClient raw = new RawClient(http.listener.address())) {
      raw.get("/health").reply();

      http.listener.close();
      http.listener.close();

      assertThat(raw.ends()).isTrue();
      assertThatThrownBy(() -> new RawClient(http.listener.address()))
          .isInstanceOf(IOException.class);
    }
  }
}
