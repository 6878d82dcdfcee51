package io.tocsin.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Queries as values: what they pin down, their identity, and the cache of them. */
final class QueryTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      nullValues = "-",
      value = {
        "true                                     | ANY    | -    | ANY    | -",
        "host = 'a'                               | EXACT  | a    | ANY    | -",
        "'a' = host                               | EXACT  | a    | ANY    | -",
        "host = 'a' and service = 'b'             | EXACT  | a    | EXACT  | b",
        "service = 'b' and metric > 1 and host='a'| EXACT  | a    | EXACT  | b",
        "(host = 'a' and (service = 'b')) and true| EXACT  | a    | EXACT  | b",
        "host = nil                               | EXACT  | -    | ANY    | -",
        "host =~ 'web%'                           | PREFIX | web  | ANY    | -",
        "host =~ 'web%x%'                         | PREFIX | web  | ANY    | -",
        "host =~ 'web'                            | EXACT  | web  | ANY    | -",
        "host =~ '%web'                           | ANY    | -    | ANY    | -",
        "service =~ 'cpu%' and host =~ 'w%'       | PREFIX | w    | PREFIX | cpu",
        "host =~ 'w%' and host = 'web1'           | EXACT  | web1 | ANY    | -",
        "host = 'web1' and host =~ 'w%'           | EXACT  | web1 | ANY    | -",
        "host = 'a' and host = 'b'                | EXACT  | a    | ANY    | -",
        "host = 'a' or host = 'b'                 | ANY    | -    | ANY    | -",
        "not host = 'a'                           | ANY    | -    | ANY    | -",
        "host != 'a'                              | ANY    | -    | ANY    | -",
        "host = service                           | ANY    | -    | ANY    | -",
        "host = 5                                 | ANY    | -    | ANY    | -",
        "attr:host = 'a'                          | ANY    | -    | ANY    | -",
        "state = 'a'                              | ANY    | -    | ANY    | -",
        "(host = 'a' or true) and service = 'b'   | ANY    | -    | EXACT  | b"
      })
  void pinsDownHostAndService(
      String text, Pin.Kind hostKind, String host, Pin.Kind serviceKind, String service) {
    Query query = Query.parse(text);

    assertThat(query.hostPin()).isEqualTo(new Pin(hostKind, host));
    assertThat(query.servicePin()).isEqualTo(new Pin(serviceKind, service));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '~',
      delimiter = '!',
      nullValues = "-",
      value = {
        "^web ! web",
        "^web.*x ! web",
        "^web? ! we",
        "^web* ! we",
        "^web{0,1} ! we",
        "^web+ ! web",
        "^we(b) ! we",
        "^w\ud83d\ude00? ! w",
        "^a|b ! -",
        "^(a) ! -",
        "^a? ! -",
        "web ! -",
        "(?i)^web ! -"
      })
  void takesThePrefixOfARegularExpression(String regex, String prefix) {
    Pin pin = Query.parse("host ~= '" + regex + "'").hostPin();

    assertThat(pin).isEqualTo(prefix == null ? Pin.ANY : new Pin(Pin.Kind.PREFIX, prefix));
  }

  @Test
  void isComparedAndShownByItsText() {
    Query query = Query.parse("host = 'a'");

    assertThat(query)
        .isEqualTo(Query.parse("host = 'a'"))
        .hasSameHashCodeAs(Query.parse("host = 'a'"))
        .isNotEqualTo(Query.parse("host='a'"))
        .hasToString("host = 'a'");
    assertThat(query.text()).isEqualTo("host = 'a'");
  }

  @Test
  void parsesAKnownTextOnce() {
    QueryCache cache = new QueryCache();

    assertThat(cache.get("host = 'a'")).isSameAs(cache.get("host = 'a'"));
    assertThat(cache.size()).isEqualTo(1);
  }

  @Test
  void forgetsWhatWasNotAskedForLongest() {
    QueryCache cache = new QueryCache(2);
    Query a = cache.get("a");
    Query b = cache.get("b");
    assertThat(cache.get("a")).isSameAs(a);

    cache.get("c");

    assertThat(cache.size()).isEqualTo(2);
    assertThat(cache.get("a")).isSameAs(a);
    assertThat(cache.get("b")).isNotSameAs(b);
  }

  @Test
  void keepsNoFailureAndNothingVeryLong() {
    QueryCache cache = new QueryCache(2);
    String longest = "a" + " ".repeat(QueryCache.MAX_CACHED_LENGTH - 1);

    assertThatExceptionOfType(QueryException.class).isThrownBy(() -> cache.get("a ="));
    assertThat(cache.get(longest + " ").text()).hasSize(QueryCache.MAX_CACHED_LENGTH + 1);
    assertThat(cache.size()).isZero();
    assertThat(cache.get(longest)).isSameAs(cache.get(longest));
  }

  @Test
  void refusesACacheOfNothing() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new QueryCache(0))
        .withMessage("capacity must be at least 1, was 0");
  }
}
