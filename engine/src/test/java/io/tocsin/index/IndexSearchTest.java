package io.tocsin.index;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.event.Event;
import io.tocsin.query.Query;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@link Index#search} finds. */
final class IndexSearchTest {

  private final IndexLane lane = new IndexLane(IndexSettings.DEFAULT);
  private final Index index = lane.index();

  private static Event event(String host, String service) {
    return Event.builder().host(host).service(service).build();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "true | a/x a/xy b/x b/null ab/y null/x",
        "host = 'a' | a/x a/xy",
        "host = nil | null/x",
        "service = nil | b/null",
        "host = 'a' and service = 'xy' | a/xy",
        "service = 'x' and host = nil | null/x",
        "host = 'a' and service = 'x' and metric > 5 | ''",
        "service = 'x' | a/x b/x null/x",
        "host =~ 'a%' | a/x a/xy ab/y",
        "host =~ 'a%' and service =~ 'x%' | a/x a/xy",
        "service =~ 'x%' | a/x a/xy b/x null/x",
        "service ~= '^xy' | a/xy",
        "host =~ 'a%' and service = 'x' | a/x",
        "host = 'c' | ''",
        "service = 'c' | ''",
        "host =~ 'c%' | ''",
        "not host = 'a' | b/x b/null ab/y null/x"
      })
  void findsWhatAQueryAsksFor(String query, String expected) {
    for (String key : List.of("a/x", "a/xy", "b/x", "b/null", "ab/y", "null/x")) {
      String[] parts = key.split("/");
      lane.put(event(orNull(parts[0]), orNull(parts[1])));
    }

    assertThat(index.search(Query.parse(query), 0))
        .extracting(e -> e.getHost() + "/" + e.getService())
        .containsExactlyInAnyOrder(expected.equals("''") ? new String[0] : expected.split(" "));
  }

  private static String orNull(String text) {
    return text.equals("null") ? null : text;
  }

  @Test
  void findsByThePrefixOfTheLastCharacterThereIs() {
    lane.put(event("\uffff", "x"));
    lane.put(event("\uffffa", "x"));
    lane.put(event("\ufffe", "x"));

    assertThat(index.search(Query.parse("host =~ '\uffff%'"), 0)).hasSize(2);
    assertThat(index.search(Query.parse("host =~ '\ufffe%'"), 0)).hasSize(1);
  }
}
