package io.tocsin.transport.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.event.Event;
import io.tocsin.query.Query;
import io.tocsin.query.SearchBudget;
import io.tocsin.wire.EventJson;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Queries of the index over HTTP. */
final class HttpIndexTest {

  private final HttpCalls http = new HttpCalls();

  @BeforeEach
  void start() throws IOException {
    http.start();
  }

  @AfterEach
  void close() {
    http.close();
  }

  @Test
  void answersQueriesOfTheIndex() throws Exception {
    List<String> asked = new ArrayList<>();
    http.hub.queries =
        query -> {
          asked.add(query + " on " + Thread.currentThread().getName());
          return List.of(
              HttpCalls.service("a"), Event.builder().metric(1).attribute("k", "€\"").build());
        };
    String query = "service = \"a b\" and metric > 1 or host =~ \"50%+\"";

    HttpResponse<String> response = http.get("/index?query=" + URLEncoder.encode(query, UTF_8));
    http.get("/index");

    assertThat(response.body())
        .isEqualTo(HttpCalls.json("[{'service':'a'},\n{'metric':1,'k':'€\\''}]"));
    assertThat(response.headers().firstValue("X-Tocsin-Truncated")).isEmpty();
    assertThat(asked).containsExactly(query + " on lane", "true on lane");
  }

  @ParameterizedTest
  @CsvSource({"1, 1, true", "2, 2, true", "3, 3, false", "1000000, 3, false"})
  void cutsWhatIsBeyondTheLimit(int limit, int events, boolean cut) throws Exception {
    http.hub.queries =
        query -> List.of(HttpCalls.service("a"), HttpCalls.service("b"), HttpCalls.service("c"));

    HttpResponse<String> response = http.get("/index?limit=" + limit);

    assertThat(response.body().lines()).hasSize(events);
    assertThat(response.headers().firstValue("X-Tocsin-Truncated").isPresent()).isEqualTo(cut);
  }

  @ParameterizedTest
  @CsvSource({"10000, false", "10001, true"})
  void cutsAtTenThousandUnlessTold(int found, boolean cut) throws Exception {
    List<Event> all = IntStream.range(0, found).mapToObj(i -> HttpCalls.service("s" + i)).toList();
    http.hub.queries = query -> all;

    HttpResponse<String> response = http.get("/index");

    assertThat(response.body().lines()).hasSize(10_000);
    assertThat(response.headers().firstValue("X-Tocsin-Truncated").isPresent()).isEqualTo(cut);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "1000001", "99999999999", "ten", ""})
  void refusesALimitThatIsNone(String limit) throws Exception {
    HttpResponse<String> response = http.get("/index?limit=" + limit);

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.body())
        .isEqualTo(HttpCalls.json("{'error':'limit must be a whole number from 1 to 1000000'}"));
  }

  @Test
  void refusesAParameterItDoesNotKnow() throws Exception {
    HttpResponse<String> response = http.get("/index?qeury=true");

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.body())
        .isEqualTo(HttpCalls.json("{'error':'unknown parameter; known are query and limit'}"));
  }

  @Test
  void saysWhereAQueryIsWrong() throws Exception {
    http.hub.queries =
        query -> {
          Query.parse(query);
          return List.of();
        };

    HttpResponse<String> response =
        http.get("/index?query=" + URLEncoder.encode("service ==", UTF_8));

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.body()).startsWith("{\"error\":\"query:1:");
    assertThat(http.telemetry.losses()).isEmpty();
  }

  @Test
  void answersAlthoughTheLaneFailedWithAnError() throws Exception {
    http.hub.queries =
        query -> {
          throw new NoClassDefFoundError("made up");
        };

    assertThat(http.get("/index").statusCode()).isEqualTo(500);
  }

  @Test
  void answersAQueryThatCostsTooMuchWithAnError() throws Exception {
    Event odd = Event.builder().service("a".repeat(200)).build();
    SearchBudget budget = SearchBudget.forEntries(1);
    http.hub.queries =
        query -> {
          Query.parse(query).selection(0, 1, budget).offer(odd);
          return List.of(odd);
        };

    HttpResponse<String> response =
        http.get("/index?query=" + URLEncoder.encode("service ~= 'a*a*a*a*a*a*b'", UTF_8));

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.body())
        .contains("take more than 10000100 steps on the index; write simpler ones");
  }

  @Test
  void hidesWhatFailedInside() throws Exception {
    http.hub.queries =
        query -> {
          throw new IllegalStateException("password hunter2");
        };

    HttpResponse<String> response = http.get("/index");

    assertThat(response.statusCode()).isEqualTo(500);
    assertThat(response.body())
        .isEqualTo(HttpCalls.json("{'error':'the hub failed at this request; its log says more'}"));
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
    http.hub.queries = query -> List.of(event);

    String listed = http.get("/index").body();

    assertThat(http.post("/events", listed).statusCode()).isEqualTo(200);
    assertThat(http.hub.events).containsExactly(event);
    assertThat(listed).isEqualTo(EventJson.write(EventJson.of(List.of(event))) + "\n");
  }
}
