package io.tocsin.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.event.Event;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the language has beyond Riemann's. */
final class QueryExtensionTest {

  private static final long NOW = 100_000_000;

  private static Event event(String host, double metric, long timeSeconds) {
    return Event.builder()
        .host(host)
        .service("s")
        .metric(metric)
        .timeMicros(timeSeconds * 1_000_000)
        .build();
  }

  private static String found(String query, int most) {
    Selection selection = Query.parse(query).selection(NOW, most, SearchBudget.forEntries(5));
    for (Event event :
        List.of(
            event("b", 3, 90),
            event("a", 1, 40),
            event("c", 2, 39),
            Event.builder().host("d").build(),
            event("e", 3, 100))) {
      selection.offer(event);
    }
    assertThat(selection.events()).hasSize(selection.size());
    return selection.events().stream().map(Event::getHost).collect(Collectors.joining(" "));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "true limit 2 | b a",
        "true limit 1 | b",
        "true LIMIT 9 | b a c d e",
        "true order by host | a b c d e",
        "true order by host desc | e d c b a",
        "true order by metric | a c b e d",
        "true order by metric desc | b e c a d",
        "true ORDER BY metric DESC, host desc | e b c a d",
        "true order by metric desc, host asc limit 3 | b e c",
        "true order by metric limit 1 | a",
        "metric > 1 order by age limit 2 | e b",
        "true order by age desc | c a b e d",
        "true order by zone, time | c a b e d",
        "true order by `host` | a b c d e",
        "age > 60 | c",
        "age >= 60 | a c",
        "age < 10 | e",
        "age <= 10 | b e",
        "not age > 60 | b a d e",
        "age > 5 and age < 60.5 or host = 'd' | b a d",
        "host in ('a', 'c', 'x') | a c",
        "not host in ('a', 'c') | b d e",
        "metric in (1, 3.0) | b a e",
        "metric in (2, nil) | c d",
        "host in (\"e\") | e",
        "host like 'b%' or host LIKE 'c' | b c",
      })
  void findsAndSorts(String query, String hosts) {
    assertThat(found(query, Integer.MAX_VALUE)).isEqualTo(hosts);
  }

  @ParameterizedTest
  @CsvSource({"2, a b", "5, a b c d e", "6, a b c d e"})
  void keepsNoMoreThanIsWanted(int most, String hosts) {
    assertThat(found("true order by host", most)).isEqualTo(hosts);
    assertThat(found("true order by host limit 4", most))
        .isEqualTo(hosts.substring(0, Math.min(hosts.length(), 7)));
  }

  @Test
  void isCompleteOnlyWhenNothingCanComeBeforeWhatItHas() {
    Selection unsorted = Query.parse("true limit 1").selection(NOW, 10, SearchBudget.forEntries(5));
    Selection sorted =
        Query.parse("true order by host limit 1").selection(NOW, 10, SearchBudget.forEntries(5));
    unsorted.offer(event("b", 1, 1));
    sorted.offer(event("b", 1, 1));

    assertThat(unsorted.isComplete()).isTrue();
    assertThat(sorted.isComplete()).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "order = 'x'",
        "limit = 'x'",
        "by = 'x'",
        "asc = 'x'",
        "desc = 'x'",
        "in = 'x'",
        "like = 'x'",
        "age = 'x'",
        "age",
        "limit",
        "order and by and limit and in and like",
        "limit limit 3",
        "`age` = 'x'",
        "Limit = 'x' or limit = 'x'",
        "in in ('x') order by order, in desc limit 1",
        "like like 'x'",
        "`limit` order by `limit`",
      })
  void itsWordsAreNamesToo(String query) {
    Event event =
        Event.builder()
            .attribute("order", "x")
            .attribute("limit", "x")
            .attribute("by", "x")
            .attribute("asc", "x")
            .attribute("desc", "x")
            .attribute("in", "x")
            .attribute("like", "x")
            .attribute("age", "x")
            .build();

    assertThat(Query.parse(query).matches(event, NOW)).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "true limit 0 | query:1:12: limit must be 1 to 1000000000; leave it out to get everything",
        "true limit x | query:1:12: unexpected 'x', expected a whole number; end with limit and how"
            + " many at most, as in limit 10",
        "true order host | query:1:12: unexpected 'host', expected 'by'; order by fields, as in"
            + " order by metric desc, host",
        "host in 'a' | query:1:9: unexpected 'a', expected '('; write the values in parentheses, as"
            + " in host in (\"a\", \"b\")",
        "true order by 5 | query:1:15: unexpected '5', expected a field to order by; order by"
            + " fields, as in order by metric desc, host",
      })
  void saysWhatIsWrong(String query, String message) {
    assertThatThrownBy(() -> Query.parse(query))
        .isInstanceOf(QueryException.class)
        .hasMessage(message.replace("unexpected 'a'", "unexpected ''a''"));
  }
}
