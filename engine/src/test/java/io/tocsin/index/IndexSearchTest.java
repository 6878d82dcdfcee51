package io.tocsin.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tocsin.event.Event;
import io.tocsin.query.Query;
import io.tocsin.query.QueryException;
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

  private List<Event> search(Query query) {
    return search(query, Integer.MAX_VALUE);
  }

  private List<Event> search(Query query, int most) {
    return index.search(query, 0, most);
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

    assertThat(search(Query.parse(query)))
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

    assertThat(search(Query.parse("host =~ '\uffff%'"))).hasSize(2);
    assertThat(search(Query.parse("host =~ '\ufffe%'"))).hasSize(1);
  }

  @Test
  void endsWhenAsManyAreFoundAsAskedFor() {
    for (String host : List.of("a", "b", "c")) {
      lane.put(event(host, "x"));
    }
    int all = search(Query.parse("true")).size();

    assertThat(search(Query.parse("true"), all)).hasSize(all);
    assertThat(search(Query.parse("true"), all - 1)).hasSize(all - 1);
    assertThat(search(Query.parse("true"), 1)).hasSize(1);
  }

  @Test
  void refusesAQueryWhoseExpressionsRunAwayRatherThanFindLess() {
    index.put(Event.builder().host("odd").service("a".repeat(200)).build(), 0);

    assertThatExceptionOfType(QueryException.class)
        .isThrownBy(() -> search(Query.parse("service ~= 'a*a*a*a*a*a*b'")))
        .withMessageMatching(
            "query:1:1: its regular expressions take more than 1\\d+ steps on the index; .*simpler.*");
    assertThat(search(Query.parse("service ~= 'a+$' and host ~= '^o.d'"))).hasSize(1);
  }

  @Test
  void refusesAnExpressionThatGoesTooDeepOnAText() {
    index.put(Event.builder().host("odd").description("ab".repeat(500_000)).build(), 0);

    assertThatExceptionOfType(QueryException.class)
        .isThrownBy(() -> search(Query.parse("description ~= '^(a|b)*c'")))
        .withMessageContaining("goes too deep on a text of 1000000 characters");
  }

  @Test
  void sharesOneBudgetAmongAllTextsAndExpressions() {
    for (int i = 0; i < 50; i++) {
      // Each alone takes about a million steps.
      index.put(Event.builder().host("big" + i).description("x".repeat(500_000)).build(), 0);
    }

    assertThat(search(Query.parse("description ~= 'x[y]' and host = 'big1'"))).isEmpty();
    assertThatExceptionOfType(QueryException.class)
        .isThrownBy(() -> search(Query.parse("description ~= 'x[y]'")));
  }
}
