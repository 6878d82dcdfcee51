package io.tocsin.transport;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.event.Event;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Behaviour of {@link CarbonParser}. */
final class CarbonParserTest {

  private final LongAdder absurdTimes = new LongAdder();
  private final CarbonParser parser = new CarbonParser(absurdTimes);

  private Event parse(String line) {
    byte[] bytes = ("??" + line + "??").getBytes(UTF_8);
    return parser.parse(bytes, 2, bytes.length - 2);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "a.b 1 5, a.b, 1, 5000000",
        "a.b 1.0 5, a.b, 1.0, 5000000",
        "a 1.5 5.25, a, 1.5, 5250000",
        "a -3 0, a, -3, 0",
        "a +3 1, a, 3, 1000000",
        "a 1e3 1, a, 1000.0, 1000000",
        "a -1.5E-3 1, a, -0.0015, 1000000",
        "a .5 1, a, 0.5, 1000000",
        "a 9223372036854775807 1, a, 9223372036854775807, 1000000",
        "a 9223372036854775808 1, a, 9.223372036854776E18, 1000000",
        "a -9223372036854775808 1, a, -9223372036854775808, 1000000",
        "a 1 -1, a, 1, -",
        "a 1 -1.0, a, 1, -",
        "a 1 1.7e9, a, 1, 1700000000000000",
        "a 1 1764000000.123456, a, 1, 1764000000123456",
        "a  1\t5, a, 1, 5000000",
        "\ta 1 5 , a, 1, 5000000",
        "a 1 5\r, a, 1, 5000000",
        "ä/b-c:d 1 5, ä/b-c:d, 1, 5000000",
        "a 1 9000000000000, a, 1, 9000000000000000000",
      })
  void readsLines(String line, String service, String metric, String micros) {
    Event event = parse(line);

    assertThat(event).as(parser.refusal()).isNotNull();
    assertThat(event.getService()).isEqualTo(service);
    assertThat(event.getMetric()).hasToString(metric);
    assertThat(event.hasTime() ? "" + event.timeMicrosOr(0) : "-").isEqualTo(micros);
    assertThat(event.getHost()).isNull();
    assertThat(absurdTimes.sum()).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "'', a blank line",
    "'  \t', a blank line",
    "'\r', a blank line",
    "a, not three fields",
    "a 1, not three fields",
    "a 1 5 6, not three fields",
    "a b 1 5, not three fields",
    "a nan 5, the value is no finite number",
    "a NaN 5, the value is no finite number",
    "a inf 5, the value is no finite number",
    "a Infinity 5, the value is no finite number",
    "a 1e999 5, the value is no finite number",
    "a x 5, the value is no finite number",
    "a 1d 5, the value is no finite number",
    "a 0x10 5, the value is no finite number",
    "a 1.2.3 5, the value is no finite number",
    "a --1 5, the value is no finite number",
    "a - 5, the value is no finite number",
    "a 1 now, the timestamp is no number",
    "a 1 N, the timestamp is no number",
    "a 1 nan, the timestamp is no number",
    "a 1 1-1, the timestamp is no number",
    "a; 1 5, a tag is not name=value",
    "a;b 1 5, a tag is not name=value",
    "a;=b 1 5, a tag is not name=value",
    "a;b= 1 5, a tag is not name=value",
    "a;b=c; 1 5, a tag is not name=value",
    ";b=c 1 5, the path is empty",
  })
  void refusesLinesAndSaysWhy(String line, String why) {
    assertThat(parse(line)).isNull();
    assertThat(parser.refusal()).isEqualTo(why);
  }

  @ParameterizedTest
  @CsvSource({"-2", "-0.5", "-1.5", "9000000000001", "1e300"})
  void takesAbsurdTimesAsNowAndCountsThem(String time) {
    assertThat(parse("a 1 " + time).hasTime()).isFalse();
    assertThat(absurdTimes.sum()).isEqualTo(1);
  }

  @Test
  void takesTagsAsAttributesAndFieldsByTheirNames() {
    assertThat(parse("disk;dc=eu;mount=/=x;host=web1;service=no;ttl=3 1 5"))
        .isEqualTo(
            Event.builder()
                .service("disk")
                .host("web1")
                .attribute("dc", "eu")
                .attribute("mount", "/=x")
                .metric(1L)
                .timeMicros(5_000_000)
                .build());
    assertThat(parse("next 1 5").getAttributes()).isEqualTo(Map.of());
  }

  @ParameterizedTest
  @CsvSource({"256, true", "257, false"})
  void boundsTheNumberOfTags(int number, boolean fits) {
    StringBuilder path = new StringBuilder("a");
    for (int i = 0; i < number; i++) {
      path.append(";k").append(i).append("=v");
    }

    assertThat(parse(path + " 1 5") != null).isEqualTo(fits);
  }

  @Test
  void leavesNothingOfARefusedLine() {
    assertThat(parse("a;x=1;bad 1 5")).isNull();

    assertThat(parse("b 1 5").getAttributes()).isEmpty();
  }
}
