package io.tocsin.transport.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.event.Event;
import io.tocsin.query.Query;
import io.tocsin.query.SearchBudget;
import io.tocsin.telemetry.Telemetry;
import io.tocsin.time.SystemTime;
import io.tocsin.wire.EventJson;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@link HttpListener} answers, over real sockets. In the tables, ' stands for ". */
final class HttpListenerTest {

  private final FakeHub hub = new FakeHub();
  private final Telemetry telemetry = new Telemetry();
  private final HttpClient client = HttpClient.newHttpClient();
  private final HttpListener listener =
      new HttpListener(HttpSettings.onPort(0), hub.access(), telemetry, new SystemTime());

  @BeforeEach
  void start() throws IOException {
    listener.start();
  }

  @AfterEach
  void close() {
    listener.close();
    hub.close();
  }

  private HttpRequest.Builder request(String path) {
    int port = listener.address().getPort();
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return client.send(request.build(), BodyHandlers.ofString());
  }

  private HttpResponse<String> get(String path) throws Exception {
    return send(request(path));
  }

  private HttpResponse<String> post(String path, String body) throws Exception {
    return send(request(path).POST(BodyPublishers.ofString(body)));
  }

  private static String json(String text) {
    return text.replace('\'', '"') + "\n";
  }

  private static Event service(String service) {
    return Event.builder().service(service).build();
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
            + " /index, /events, /reload, /pubsub/, /tap/'}",
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
    hub.report = Map.of("rules", 3);
    try (RawClient raw = new RawClient(listener.address())) {
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
        assertThat(reply.body()).isEqualTo(json(body));
      }
      // The connection goes on whatever the answer was.
      assertThat(raw.get("/health").reply().status()).isEqualTo(200);
    }
  }

  @ParameterizedTest
  @CsvSource({"/health, 'GET, HEAD'", "/events, 'POST, PUT'", "/reload, POST"})
  void saysWhichMethodsThereAre(String path, String allowed) throws Exception {
    HttpResponse<String> response = send(request(path).method("PATCH", BodyPublishers.noBody()));

    assertThat(response.statusCode()).isEqualTo(405);
    assertThat(response.headers().firstValue("Allow")).hasValue(allowed);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/health", "/ready", "/metrics", "/status", "/index"})
  void answersHeadAsGetButForTheBody(String path) throws Exception {
    try (RawClient raw = new RawClient(listener.address())) {
      RawClient.Reply whole = raw.get(path).reply();

      raw.send("HEAD " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
      RawClient.Reply head = raw.reply(true);

      assertThat(head.status()).isEqualTo(whole.status());
      assertThat(head.headers()).containsKeys("content-length", "content-type");
      assertThat(raw.get("/health").reply().body()).isEqualTo(json("{'status':'ok'}"));
    }
  }

  @Test
  void saysWhyItIsNotReady() throws Exception {
    hub.notReady = "rules are loading";

    HttpResponse<String> response = get("/ready");

    assertThat(response.statusCode()).isEqualTo(503);
    assertThat(response.body()).isEqualTo(json("{'ready':false,'reason':'rules are loading'}"));
    assertThat(get("/health").statusCode()).isEqualTo(200);
  }

  @Test
  void isWellWhileTheLaneIsStuck() throws Exception {
    hub.hold();
    CompletableFuture<HttpResponse<String>> waiting =
        client.sendAsync(request("/index").build(), BodyHandlers.ofString());
    hub.awaitHeld(1);

    assertThat(get("/health").statusCode()).isEqualTo(200);
    assertThat(waiting).isNotDone();
    hub.resume();
    assertThat(waiting.get().statusCode()).isEqualTo(200);
  }

  @Test
  void showsCountersAsPrometheusText() throws Exception {
    post("/events", "{}\n{}");

    HttpResponse<String> response = get("/metrics");

    assertThat(response.headers().firstValue("Content-Type"))
        .hasValue("text/plain; version=0.0.4; charset=utf-8");
    assertThat(response.body())
        .contains("tocsin_events_in_total{listener=\"http\"} 2.0\n")
        .contains("tocsin_messages_in_total{listener=\"http\"} 2.0\n")
        .contains("tocsin_connections{listener=\"http\"} 1.0\n");
  }

  @ParameterizedTest
  @CsvSource({"POST", "PUT"})
  void takesEventsAndAnswersAfterTheyWentIn(String method) throws Exception {
    String body = "{\"service\":\"a\"}\n{\"service\":\"b\",\"zone\":\"ä\"}\n";

    HttpResponse<String> response =
        send(request("/events").method(method, BodyPublishers.ofString(body)));

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body())
        .isEqualTo(method.equals("PUT") ? "{}\n{}\n" : json("{'ok':true,'events':2}"));
    assertThat(hub.events)
        .containsExactly(service("a"), Event.builder().service("b").attribute("zone", "ä").build());
    assertThat(hub.arrivals).containsExactly(true);
    assertThat(telemetry.losses()).isEmpty();
  }

  @Test
  void takesNoEventWhenOneIsBad() throws Exception {
    HttpResponse<String> response =
        post("/events", "[{\"service\":\"a\"},{\"service\":\"b\"},{\"time\":\"x\"}]");

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.body())
        .startsWith("{\"error\":\"event 3: time: 'x' is not ISO 8601")
        .endsWith("\"}\n");
    assertThat(hub.events).isEmpty();
    assertThat(telemetry.losses()).isEqualTo(Map.of("undecodable", 1L));
  }

  @Test
  void saysWhichEventARuleFailedAt() throws Exception {
    HttpResponse<String> response =
        post(
            "/events",
            "{\"service\":\"a\"}{\"service\":\"boom\"}{\"service\":\"b\"}{\"service\":\"boom\"}");

    assertThat(response.statusCode()).isEqualTo(500);
    assertThat(response.body())
        .isEqualTo(json("{'error':'event 2: rule failed','events':4,'failed':2}"));
    assertThat(hub.events).containsExactly(service("a"), service("b"));
    assertThat(telemetry.losses()).isEqualTo(Map.of("failed", 2L));
  }

  @Test
  void takesGzip() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write("{\"service\":\"a\"}".getBytes(UTF_8));
    }

    HttpResponse<String> response =
        send(
            request("/events")
                .header("Content-Encoding", "gzip")
                .POST(BodyPublishers.ofByteArray(bytes.toByteArray())));

    assertThat(response.body()).isEqualTo(json("{'ok':true,'events':1}"));
    assertThat(hub.events).containsExactly(service("a"));
  }

  @Test
  void saysThatItIsBusyWhenTheLaneTakesNoMore() throws Exception {
    hub.full = true;

    for (HttpResponse<String> response : List.of(post("/events", "{}"), get("/index"))) {
      assertThat(response.statusCode()).isEqualTo(503);
      assertThat(response.headers().firstValue("Retry-After")).hasValue("1");
      assertThat(response.body())
          .isEqualTo(json("{'error':'the hub is behind or stopping; try again'}"));
    }
    assertThat(telemetry.losses()).isEqualTo(Map.of("busy", 2L));
  }

  @Test
  void answersQueriesOfTheIndex() throws Exception {
    List<String> asked = new ArrayList<>();
    hub.queries =
        query -> {
          asked.add(query + " on " + Thread.currentThread().getName());
          return List.of(service("a"), Event.builder().metric(1).attribute("k", "€\"").build());
        };
    String query = "service = \"a b\" and metric > 1 or host =~ \"50%+\"";

    HttpResponse<String> response = get("/index?query=" + URLEncoder.encode(query, UTF_8));
    get("/index");

    assertThat(response.body()).isEqualTo(json("[{'service':'a'},\n{'metric':1,'k':'€\\''}]"));
    assertThat(response.headers().firstValue("X-Tocsin-Truncated")).isEmpty();
    assertThat(asked).containsExactly(query + " on lane", "true on lane");
  }

  @ParameterizedTest
  @CsvSource({"1, 1, true", "2, 2, true", "3, 3, false", "1000000, 3, false"})
  void cutsWhatIsBeyondTheLimit(int limit, int events, boolean cut) throws Exception {
    hub.queries = query -> List.of(service("a"), service("b"), service("c"));

    HttpResponse<String> response = get("/index?limit=" + limit);

    assertThat(response.body().lines()).hasSize(events);
    assertThat(response.headers().firstValue("X-Tocsin-Truncated").isPresent()).isEqualTo(cut);
  }

  @ParameterizedTest
  @CsvSource({"10000, false", "10001, true"})
  void cutsAtTenThousandUnlessTold(int found, boolean cut) throws Exception {
    List<Event> all = IntStream.range(0, found).mapToObj(i -> service("s" + i)).toList();
    hub.queries = query -> all;

    HttpResponse<String> response = get("/index");

    assertThat(response.body().lines()).hasSize(10_000);
    assertThat(response.headers().firstValue("X-Tocsin-Truncated").isPresent()).isEqualTo(cut);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "1000001", "99999999999", "ten", ""})
  void refusesALimitThatIsNone(String limit) throws Exception {
    HttpResponse<String> response = get("/index?limit=" + limit);

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.body())
        .isEqualTo(json("{'error':'limit must be a whole number from 1 to 1000000'}"));
  }

  @Test
  void refusesAParameterItDoesNotKnow() throws Exception {
    HttpResponse<String> response = get("/index?qeury=true");

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.body())
        .isEqualTo(json("{'error':'unknown parameter; known are query and limit'}"));
  }

  @Test
  void saysWhereAQueryIsWrong() throws Exception {
    hub.queries =
        query -> {
          Query.parse(query);
          return List.of();
        };

    HttpResponse<String> response = get("/index?query=" + URLEncoder.encode("service ==", UTF_8));

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.body()).startsWith("{\"error\":\"query:1:");
    assertThat(telemetry.losses()).isEmpty();
  }

  @Test
  void answersAlthoughTheLaneFailedWithAnError() throws Exception {
    hub.queries =
        query -> {
          throw new NoClassDefFoundError("made up");
        };

    assertThat(get("/index").statusCode()).isEqualTo(500);
  }

  @Test
  void answersAQueryThatCostsTooMuchWithAnError() throws Exception {
    Event odd = Event.builder().service("a".repeat(200)).build();
    SearchBudget budget = SearchBudget.forEntries(1);
    hub.queries =
        query -> {
          Query.parse(query).selection(0, 1, budget).offer(odd);
          return List.of(odd);
        };

    HttpResponse<String> response =
        get("/index?query=" + URLEncoder.encode("service ~= 'a*a*a*a*a*a*b'", UTF_8));

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.body())
        .contains("take more than 10000100 steps on the index; write simpler ones");
  }

  @Test
  void hidesWhatFailedInside() throws Exception {
    hub.queries =
        query -> {
          throw new IllegalStateException("password hunter2");
        };

    HttpResponse<String> response = get("/index");

    assertThat(response.statusCode()).isEqualTo(500);
    assertThat(response.body())
        .isEqualTo(json("{'error':'the hub failed at this request; its log says more'}"));
  }

  @Test
  void reloadsAndSaysWhatCameOfIt() throws Exception {
    CompletableFuture<Map<String, Object>> outcome = new CompletableFuture<>();
    hub.reload = () -> outcome;
    CompletableFuture<HttpResponse<String>> response =
        client.sendAsync(
            request("/reload").POST(BodyPublishers.noBody()).build(), BodyHandlers.ofString());

    outcome.complete(Map.of("rules", 7));

    assertThat(response.get().statusCode()).isEqualTo(200);
    assertThat(response.get().body()).isEqualTo(json("{'rules':7}"));
  }

  @Test
  void saysWhyAReloadFailed() throws Exception {
    hub.reload =
        () ->
            CompletableFuture.supplyAsync(
                () -> {
                  throw new IllegalArgumentException("rules.groovy:3:1: no such field\nservise");
                });

    HttpResponse<String> response = post("/reload", "");

    assertThat(response.statusCode()).isEqualTo(422);
    assertThat(response.body())
        .isEqualTo(json("{'error':'rules.groovy:3:1: no such field\\nservise'}"));
  }

  @Test
  void readsBackWhatItWrites() throws Exception {
    Event event =
        Event.builder()
            .host("h")
            .metric(1.5)
            .timeMicros(1_764_000_000_123_456L)
            .ttlMicros(500_000)
            .tag("t")
            .attribute("time", "x")
            .build();
    hub.queries = query -> List.of(event);

    String listed = get("/index").body();

    assertThat(post("/events", listed).statusCode()).isEqualTo(200);
    assertThat(hub.events).containsExactly(event);
    assertThat(listed).isEqualTo(EventJson.write(EventJson.of(List.of(event))) + "\n");
  }

  @Test
  void namesTheAddressThatIsTaken() {
    int port = listener.address().getPort();
    try (HttpListener second =
        new HttpListener(HttpSettings.onPort(port), hub.access(), telemetry, new SystemTime())) {
      assertThatThrownBy(second::start)
          .isInstanceOf(IOException.class)
          .hasMessageContaining("http: cannot listen on 127.0.0.1:" + port);
    }
  }

  @Test
  void closesItsConnectionsAndItsPort() throws Exception {
    try (RawClient raw = new RawClient(listener.address())) {
      raw.get("/health").reply();

      listener.close();
      listener.close();

      assertThat(raw.ends()).isTrue();
      assertThatThrownBy(() -> new RawClient(listener.address())).isInstanceOf(IOException.class);
    }
  }
}
