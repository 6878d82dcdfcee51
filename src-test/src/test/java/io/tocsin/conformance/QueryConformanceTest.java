package io.tocsin.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.tocsin.query.Query;
import io.tocsin.query.QueryException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every row of {@code conformance/queries.yaml}: which event a query matches, or where it is wrong.
 */
final class QueryConformanceTest {

  private static final Path DATA = Path.of("src/test/resources/conformance/queries.yaml");
  private static final Set<String> KEYS = Set.of("query", "event", "matches", "error", "riemann");

  static Stream<Named<JsonNode>> rows() throws IOException {
    JsonNode rows = new ObjectMapper(new YAMLFactory()).readTree(DATA.toFile());
    return StreamSupport.stream(rows.spliterator(), false)
        .map(
            row -> Named.of(row.path("query").asText() + " of " + row.path("event").asText(), row));
  }

  @ParameterizedTest
  @MethodSource("rows")
  void matchesOrIsRefusedAsWritten(JsonNode row) {
    String text = row.get("query").asText();
    if (row.has("error")) {
      QueryException refused = catchThrowableOfType(QueryException.class, () -> Query.parse(text));

      assertThat(refused).as(text).isNotNull();
      assertThat(refused.column()).as(refused.getMessage()).isEqualTo(row.get("error").asInt());
      return;
    }
    List<Notation.Item> events = Notation.items(row.get("event").asText());

    boolean matches = Query.parse(text).matches(Notation.event(events.get(0), 0), 0);

    assertThat(matches).as(text).isEqualTo(row.get("matches").asText().equals("yes"));
  }

  @Test
  void rowsAreWellFormedAndWrittenOnce() throws IOException {
    Set<String> seen = new HashSet<>();
    for (Named<JsonNode> named : rows().toList()) {
      JsonNode row = named.getPayload();
      row.fieldNames().forEachRemaining(key -> assertThat(KEYS).as(row.toString()).contains(key));
      assertThat(row.has("error") ? "error" : row.path("matches").asText())
          .as(row.toString())
          .isIn("yes", "no", "error");
      assertThat(row.has("event")).as(row.toString()).isNotEqualTo(row.has("error"));
      assertThat(row.path("riemann").asText())
          .as(row.toString())
          .matches("same|none|unknown|differs: .{8,}");
      assertThat(seen.add(row.path("query") + " " + row.path("event")))
          .as("twice: " + row)
          .isTrue();
    }
  }
}
