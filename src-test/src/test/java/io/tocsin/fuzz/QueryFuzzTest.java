package io.tocsin.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.tocsin.event.Event;
import io.tocsin.query.Query;
import io.tocsin.query.QueryException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Any text is a query or a {@link QueryException} with a place, and a query never throws. */
final class QueryFuzzTest {

  private static final List<Event> EVENTS =
      List.of(
          Event.builder().build(),
          Event.builder()
              .host("h")
              .service("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!")
              .state("ok")
              .description("d\n\u0000")
              .metric(1L)
              .timeMicros(1_700_000_000_000_000L)
              .ttlMicros(60_000_000)
              .tag("t")
              .attribute("k", "v")
              .build(),
          Event.builder().service("s").metric(Double.NEGATIVE_INFINITY).build());

  static Stream<byte[]> seeds() {
    return Stream.of(
            "true",
            "state = \"error\" or (service =~ \"cpu%\" and not tagged \"x\")",
            "metric_f > 1.5e3 and host != nil",
            "service ~= \"(a+)+$\"",
            "ttl <= -0.0 and `odd name` = 'x' and attr:host = \"\\u00e9\"",
            "((((((((((true))))))))))")
        .map(text -> text.getBytes(StandardCharsets.UTF_8));
  }

  @MethodSource("seeds")
  @FuzzTest(maxDuration = "25s")
  void parsesOrRefuses(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    Query query;
    try {
      query = Query.parse(text);
    } catch (QueryException e) {
      assertThat(e.getMessage()).isNotBlank();
      return;
    }

    EVENTS.forEach(event -> query.matches(event, 0));

    assertThat(query).isEqualTo(Query.parse(text));
  }
}
