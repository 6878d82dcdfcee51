package io.tocsin.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.event.Event;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Which query matches which event. */
final class QueryMatchTest {

  private static final String CONSTANTS =
      """
      web  yes true
      web  no  false
      web  no  nil
      web  no  null
      none yes true
      web  yes "text"
      web  yes 5
      web  yes nil = nil
      web  yes nil = null
      web  no  nil != nil
      web  yes true = true
      web  no  true = false
      web  yes "a" = "a"
      web  no  "a" = "b"
      web  yes 2 = 2.0
      web  no  NaN = NaN
      web  yes NaN != NaN
      """;

  private static final String EQUALITY =
      """
      web  yes host = "web1"
      web  no  host = "web2"
      web  no  host = "WEB1"
      web  yes "web1" = host
      web  yes host != "web2"
      web  no  host != "web1"
      web  yes service = "cpu total"
      web  yes state = "ok"
      web  yes description =~ "load%"
      none no  host = "web1"
      none yes host != "web1"
      none yes host = nil
      none yes host = null
      none no  host != nil
      web  no  host = nil
      web  yes host != nil
      web  no  nil = host
      big  yes host = service
      web  no  host = service
      web  yes host != service
      none yes host = service
      none yes metric = ttl
      big  no  metric = ttl
      web  no  host = 2
      web  no  metric = "2"
      web  no  host = true
      web  yes host != false
      """;

  private static final String PATTERNS =
      """
      web  yes host =~ "web%"
      web  no  host =~ "eb%"
      web  yes host =~ "%eb%"
      web  yes host =~ "%1"
      web  no  host =~ "%2"
      web  yes host =~ "w%1"
      web  yes host =~ "%"
      web  yes host =~ "web1"
      web  no  host =~ "web"
      web  yes host =~ "web1%"
      web  no  host =~ "web1%1"
      web  yes host =~ "%w%e%b%1%"
      web  no  host =~ "%b%e%"
      web  no  host =~ "w%b1%1"
      web  yes host =~ "w%b%1"
      web  yes host =~ "%%"
      web  no  host =~ "w.b1"
      web  no  host =~ "w_b1"
      web  no  host =~ ""
      none no  host =~ "%"
      web  no  metric =~ "%"
      web  no  tags =~ "%"
      web  yes description =~ "load%fine%"
      web  yes "abc" =~ "a%"
      web  yes host ~= "eb"
      web  no  host ~= "xx"
      web  yes host ~= "^web"
      web  no  host ~= "^eb"
      web  yes host ~= "^web[0-9]+$"
      web  no  host ~= "^web$"
      web  yes host ~= "(?i)WEB"
      web  yes host ~= "^wx?eb"
      web  yes host ~= "^(db|web)"
      web  yes host ~= "^db|web"
      web  yes host ~= "\\\\d"
      web  yes description ~= "\\\\(fine\\\\)"
      web  yes host ~= ""
      none no  host ~= ""
      web  no  metric ~= "2"
      web  yes build ~= "7"
      """;

  private static final String FIELDS =
      """
      web  yes host
      none no  host
      web  yes metric
      none no  metric
      web  yes time
      none no  ttl
      web  yes tags
      none no  tags
      none yes tags = nil
      web  yes tags != nil
      web  yes build
      db   no  build
      web  yes build = "7"
      web  no  build = 7
      db   yes build = nil
      web  yes plugin:type = "df"
      web  yes a.b-c = "x"
      web  yes app/name = "shop"
      web  yes größe = "L"
      web  yes `not` = "n"
      web  yes `5xx` = "many"
      web  yes `host` = "web1"
      web  yes attr:host = "other"
      web  no  attr:service
      web  no  HOST
      web  yes tagged "prod"
      web  no  tagged "pro"
      web  yes tagged "eu/west"
      web  no  tagged "Prod"
      none no  tagged "prod"
      """;

  private static final String LOGIC =
      """
      web  yes true and true
      web  no  true and false
      web  no  false and true
      web  yes true or false
      web  yes false or true
      web  no  false or false
      web  no  not true
      web  yes not false
      web  yes not not true
      web  no  not not not true
      web  yes true or true and false
      web  no  (true or true) and false
      web  yes not false or true
      web  no  not (false or true)
      web  no  not false and false
      web  yes not (false and false)
      web  yes false and false or true
      web  yes not host = "db1"
      web  yes host = "web1" and service = "cpu total" and metric >= 2
      web  no  host = "web1" and service = "cpu total" and metric > 2
      web  yes host = "db1" or (state = "ok" and not tagged "dev")
      web  yes ((((host))))
      """;

  private static final String FORGIVING =
      """
      web  yes metric>1
      web  no  metric>2
      web  yes metric >1
      web  yes metric> 1
      web  yes metric>=2and state="ok"
      db   yes metric>=0.9and state="critical"
      db   yes metric<1and(host)
      web  yes state="ok"
      web  yes state="ok"and host="web1"
      web  yes state!="bad"
      web  yes host~="web"
      web  yes host=~"web%"
      web  yes metric>-1
      web  yes metric=+2
      web  yes not(host="db1")
      web  yes tagged"prod"
      web  yes a.b-c="x"
      web  yes true AND true
      web  yes false OR true
      web  yes NOT false
      web  yes Not False And TRUE
      none yes host = NULL
      web  yes TAGGED "prod"
      web  yes state = 'ok'
      web  yes description ~= '"so"'
      web  yes host,=,"web1",and,true
      web  yes \u00a0\ufeffstate\t=\t"ok"
      """;

  private static final String ESCAPES =
      """
      web  yes "a\\tb" = "a\\u0009b"
      web  yes "\\n\\r\\b\\f" = "\\12\\15\\10\\14"
      web  yes "\\101\\u0041A" = 'AAA'
      web  yes "\\0" != "0"
      web  yes "\\1012" = "A2"
      web  yes "\\"" = '"'
      web  yes '\\'' = "'"
      web  yes "\\\\" = '\\\\'
      web  yes description ~= "93\\nall"
      web  yes description =~ "%\\"so\\"%"
      web  no  "\\\\n" = "\\n"
      """;

  static Stream<Arguments> rows() {
    return QueryTable.rows(CONSTANTS, EQUALITY, PATTERNS, FIELDS, LOGIC, FORGIVING, ESCAPES);
  }

  @ParameterizedTest(name = "{0} of {1}: {2}")
  @MethodSource("rows")
  void matchesAsTheTableSays(String text, Event event, boolean expected) {
    assertThat(Query.parse(text).matches(event, 0)).isEqualTo(expected);
  }
}
