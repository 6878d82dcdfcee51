package io.tocsin.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.event.Event;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Which query matches which event, as far as numbers go. */
final class QueryNumberTest {

  private static final String NUMBERS =
      """
      web  yes metric = 2
      web  yes metric = 2.0
      web  yes metric = 2n
      web  yes metric = 2e0
      web  yes metric = +2
      web  no  metric = 2.5
      web  no  metric = -2
      web  yes metric_f = 2
      web  yes metric_f >= 2
      db   yes metric = 0.9
      db   yes metric = .9
      db   no  metric = 0.90001
      web  yes 2 = metric
      web  yes metric > 1
      web  no  metric > 2
      web  no  metric > 3
      web  yes metric >= 2
      web  no  metric >= 3
      web  yes metric >= 1
      web  yes metric < 3
      web  no  metric < 2
      web  no  metric < 1
      web  yes metric <= 2
      web  no  metric <= 1
      web  yes metric <= 3
      web  yes metric > 1.999
      web  no  metric > 2.0
      web  no  metric > 2.001
      web  yes metric < 2.001
      web  yes metric > -1.2e-5
      web  yes metric < 1e5
      web  yes metric < Infinity
      web  yes metric > -Infinity
      web  no  metric > NaN
      web  no  metric < NaN
      web  no  metric = NaN
      web  yes metric != NaN
      inf  yes metric = Infinity
      inf  no  metric < Infinity
      inf  yes metric > 99999999999999999999999999
      inf  no  metric < -99999999999999999999999999
      none no  metric = 0
      none no  metric < 0
      none no  metric >= 0
      none yes metric != 0
      big  yes metric = 9223372036854775807
      big  no  metric = 9223372036854775806
      big  no  metric = 9223372036854775807.0
      big  yes metric < 9223372036854775808
      big  no  metric >= 9223372036854775808
      big  no  metric = 9223372036854775808n
      big  yes metric > -9223372036854775809
      big  yes metric < 1e999999999999
      db   yes metric < 99999999999999999999999999
      db   yes metric > -99999999999999999999999999
      web  yes time = 1000.5
      web  yes time > 1000
      web  no  time > 1000.5
      web  yes time < 1001
      web  yes ttl = 60
      web  no  ttl < 60
      web  yes ttl <= 60
      none no  ttl > 0
      none no  time > 0
      web  no  host > 1
      web  no  build > 5
      web  yes 3 > 2
      web  no  "3" > 2
      web  yes 99999999999999999999 > 2
      web  no  99999999999999999999 < 1e3
      """;

  static Stream<Arguments> rows() {
    return QueryTable.rows(NUMBERS);
  }

  @ParameterizedTest(name = "{0} of {1}: {2}")
  @MethodSource("rows")
  void matchesAsTheTableSays(String text, Event event, boolean expected) {
    assertThat(Query.parse(text).matches(event, 0)).isEqualTo(expected);
  }
}
