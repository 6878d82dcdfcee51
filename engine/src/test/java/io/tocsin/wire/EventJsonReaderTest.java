package io.tocsin.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.event.Event;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Behaviour of {@link EventJsonReader}. In the tables, ' stands for ". */
final class EventJsonReaderTest {

  private static final EventJsonReader READER = new EventJsonReader(WireLimits.DEFAULT);

  private static String json(String text) {
    return text.replace('\'', '"');
  }

  private static List<Event> readAll(String text) throws WireException {
    byte[] bytes = ("##" + json(text) + "#").getBytes(UTF_8);
    return READER.readAll(bytes, 2, bytes.length - 3);
  }

  private static Event read(String text) throws WireException {
    return READER.readOne(json(text));
  }

  private static Event service(String service) {
    return Event.builder().service(service).build();
  }

  @Test
  void readsEveryField() throws WireException {
    Event event =
        read(
            "{'tags':['a','b'],'ttl':60,'time':1764000000.123456,'metric':1.5,'description':'d',"
                + "'state':'ok','service':'s','host':'h','k':'v'}");

    assertThat(event).isEqualTo(RandomEvents.full());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "0 | 0",
        "-0.0 | 0",
        "1.5 | 1500000",
        "1764000000.123456 | 1764000000123456",
        "1764000000.1234569 | 1764000000123456",
        "1e-7 | 0",
        "1e-99999 | 0",
        "9223372036854 | 9223372036854000000",
        "'1970-01-01T00:00:10.000Z' | 10000000",
        "'1970-01-01T00:00:10z' | 10000000",
        "'1970-01-01T00:00Z' | 0",
        "'1970-01-01T01:00:00+01:00' | 0",
        "'1970-01-01T01:00:00+01' | 0",
        "'1969-12-31T18:30:00.25-05:30' | 250000",
        "'2025-11-24T16:00:00.123456789Z' | 1764000000123456",
        "'+294247-01-10T04:00:53.999999Z' | 9223372036853999999",
        "'+294247-01-10T04:00:54.775807Z' | 9223372036854775807",
      })
  void readsTimes(String time, long micros) throws WireException {
    assertThat(read("{'time':" + time + "}")).isEqualTo(Event.builder().timeMicros(micros).build());
  }

  @ParameterizedTest
  @CsvSource({
    "60, 60000000",
    "0.25, 250000",
    "0, 0",
    "-1, -1000000",
    "1e-300, 0",
    "8999999999999, 8999999999999000000",
    "9e12, 9000000000000000000",
    "1e300, 9000000000000000000",
    "-1e999, -9000000000000000000"
  })
  void readsTimesToLive(String ttl, long micros) throws WireException {
    assertThat(read("{'ttl':" + ttl + "}")).isEqualTo(Event.builder().ttlMicros(micros).build());
  }

  static List<Arguments> metrics() {
    return List.of(
        Arguments.of("1", 1L),
        Arguments.of("-0", 0L),
        Arguments.of("9223372036854775807", Long.MAX_VALUE),
        Arguments.of("-9223372036854775808", Long.MIN_VALUE),
        Arguments.of("9223372036854775808", 0x1p63),
        Arguments.of("1.0", 1.0),
        Arguments.of("1e3", 1000.0),
        Arguments.of("1.7976931348623157e308", Double.MAX_VALUE));
  }

  @ParameterizedTest
  @MethodSource("metrics")
  void readsMetrics(String metric, Number value) throws WireException {
    assertThat(read("{'metric':" + metric + "}").getMetric()).isEqualTo(value);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "'v' | v",
        "1.50 | 1.50",
        "123456789012345678901234567890 | 123456789012345678901234567890",
        "true | true",
        "{ 'a' : [1, 2.50, null] } | {'a':[1,2.50,null]}",
        "[ ] | []",
      })
  void readsAnyOtherNameAsAnAttributeInText(String value, String text) throws WireException {
    assertThat(read("{'k':" + value + ",'attr:time':'z'}"))
        .isEqualTo(Event.builder().attribute("k", json(text)).attribute("time", "z").build());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{'host':null,'service':null,'state':null,'description':null,'metric':null,'time':null}",
        "{'ttl':null,'tags':null,'k':null,'tags':[]}",
        "{'host':'h','host':null,'metric':1,'metric':null,'time':1,'time':null}",
        "{'ttl':1,'ttl':null,'tags':['a'],'tags':null,'k':'v','attr:k':null}",
      })
  void takesNullForAbsent(String text) throws WireException {
    assertThat(read(text)).isEqualTo(Event.builder().build());
  }

  @Test
  void takesTheLaterOfTwoValuesOfOneName() throws WireException {
    assertThat(read("{'host':'a','k':'1','tags':['a'],'host':'b','k':'2','tags':['b']}"))
        .isEqualTo(Event.builder().host("b").attribute("k", "2").tag("b").build());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[{'service':'a'},{'service':'b'}]",
        " [ {'service':'a'} , {'service':'b'} ] ",
        "{'service':'a'}\n{'service':'b'}\n",
        "\r\n{'service':'a'}\r\n\r\n{'service':'b'}",
        "{\n 'service':\n'a'} {'service':'b'}",
        "\uFEFF{'service':'a'}{'service':'b'}",
      })
  void readsArraysAndObjectsInARow(String text) throws WireException {
    assertThat(readAll(text)).containsExactly(service("a"), service("b"));
  }

  @Test
  void readsWhatJsonHasNoNumbersFor() throws WireException {
    assertThat(read("{'metric':'Infinity'}").metricOrNaN()).isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(read("{'metric':'-Infinity'}").metricOrNaN()).isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(read("{'metric':1,'metric':'NaN'}").hasMetric()).isFalse();
  }

  @Test
  void readsAnEmptyArray() throws WireException {
    assertThat(readAll("[]")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "{'host':1} | host: must be a string, was a number",
        "{'host':['a']} | host: must be a string, was an array",
        "{'metric':'1'} | metric: must be a number, was a string",
        "{'metric':'+Infinity'} | metric: must be a number, was a string",
        "{'metric':'infinity'} | metric: must be a number, was a string",
        "{'metric':1e309} | metric: 1e309 is beyond every double",
        "{'metric':NaN} | not JSON at line 1 column 14: Non-standard token 'NaN'",
        "{'time':true} | time: must be an ISO 8601 string or a number of seconds, was a boolean",
        "{'time':-1} | time: -1 is not between 1970 and the year 294247",
        "{'time':-1e-9} | time: -1e-9 is not between",
        "{'time':9223372036854.5} | time: 9223372036854.5 is not between",
        "{'time':1e999} | time: 1e999 is not between",
        "{'time':'1969-12-31T23:59:59.999Z'} | time: 1969-12-31T23:59:59.999Z is not between",
        "{'time':'+294247-01-10T04:00:54.775808Z'} | time: +294247-01-10T04:00:54.775808Z is not between",
        "{'time':'yesterday'} | time: 'yesterday' is not ISO 8601 with an offset; write 2024-",
        "{'time':'2024-01-01T00:00:00'} | time: '2024-01-01T00:00:00' is not ISO 8601",
        "{'time':'2024-02-30T00:00:00Z'} | time: '2024-02-30T00:00:00Z' is not ISO 8601",
        "{'ttl':'60'} | ttl: must be a number of seconds, was a string",
        "{'tags':'a'} | tags: must be an array of strings, was a string",
        "{'tags':['a',{}]} | tags: element 2: must be a string, was an object",
        "{'tags':[null]} | tags: element 1: must be a string, was null",
        "7 | must be a JSON object, was a number",
        "null | must be a JSON object, was null",
        "[] | must be a JSON object, was an array",
        "{'host':'a' | not JSON at line 1 column 12: Unexpected end-of-input",
        "{'host':'a'} x | not JSON at line 1 column 14: Unrecognized token 'x'",
        "{'host':'a'}} | not JSON at line 1 column 13: Unexpected close marker '}'",
        "{'host':'a'}{} | something follows the event; send one JSON object",
      })
  void saysWhatIsWrongWithAnEvent(String text, String error) {
    assertThatThrownBy(() -> read(text))
        .isInstanceOf(WireException.class)
        .message()
        .startsWith(error)
        .doesNotContain("\n", "StreamRead");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "[{},{},{'time':'x'},7] | event 3: time: 'x' is not ISO 8601",
        "{}\\n{}\\n{'ttl':[]} | event 3: ttl: must be a number of seconds, was an array",
        "[{},7] | event 2: must be a JSON object, was a number",
        "{},{} | event 2: not JSON at line 1 column 3: Unexpected character (','",
        "{} [{}] | event 2: must be a JSON object, was an array",
        "[[{}]] | event 1: must be a JSON object, was an array",
        "[{}] {} | something follows the array; put all events into one array",
        "[{},{} | event 3: not JSON at line 1 column 7: Unexpected end-of-input",
      })
  void saysWhichEventIsWrong(String text, String error) {
    String lines = text.replace("\\n", "\n");
    assertThatThrownBy(() -> readAll(lines))
        .isInstanceOf(WireException.class)
        .message()
        .startsWith(error);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " \r\n\t "})
  void saysThatThereIsNothingToRead(String text) {
    assertThatThrownBy(() -> readAll(text))
        .isInstanceOf(WireException.class)
        .hasMessageStartingWith("there is nothing to read; send a JSON object");
  }

  @Test
  void saysWhereTheTextIsNotUtf8() {
    byte[] bytes = "{\"host\":\"\u00e4\"}".getBytes(ISO_8859_1);

    assertThatThrownBy(() -> READER.readAll(bytes, 1, bytes.length - 1))
        .isInstanceOf(WireException.class)
        .hasMessage("not UTF-8 at byte 9; send JSON as UTF-8");
  }

  @ParameterizedTest
  @CsvSource({"29, true", "30, true", "31, false"})
  void boundsNesting(int depth, boolean fits) {
    // The array around and the event itself are two levels more.
    String text = "[{'k':" + "[".repeat(depth) + "]".repeat(depth) + "}]";
    if (fits) {
      assertThat(WireTries.error(() -> readAll(text))).isNull();
    } else {
      assertThat(WireTries.error(() -> readAll(text)))
          .startsWith("event 1: not JSON: Document nesting depth (33)")
          .doesNotContain("getMax");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      nullValues = "ok",
      value = {
        "{'host':'12345678'} | ok",
        "{'host':'123456789'} | host: longer than the limit of 8 bytes",
        "{'host':'12345\u20ac'} | ok",
        "{'host':'123456\u20ac'} | host: longer than the limit of 8 bytes",
        "{'host':'1234\ud83d\udd14'} | ok",
        "{'host':'12345\ud83d\udd14'} | host: longer than the limit of 8 bytes",
        "{'host':'123456\u00e4'} | ok",
        "{'host':'1234567\u00e4'} | host: longer than the limit of 8 bytes",
        "{'description':'123456789012'} | ok",
        "{'description':'1234567890123'} | description: longer than the limit of 12 bytes",
        "{'12345678':'123456789012'} | ok",
        "{'123456789':''} | 123456789: a name longer than the limit of 8 bytes",
        "{'attr:12345678':''} | ok",
        "{'k':'1234567890123'} | k: longer than the limit of 12 bytes",
        "{'k':[1234,5678, 90]} | k: longer than the limit of 12 bytes",
        "{'k':[1234,5678, 9]} | k: longer than the limit of 12 bytes",
        "{'k':[1234, 56789]} | ok",
        "{'tags':['1','12345678']} | ok",
        "{'tags':['1','123456789']} | tags: element 2: longer than the limit of 8 bytes",
        "{'tags':['1','2','3']} | tags: more than 2",
        "{'a':'','b':'','c':''} | ok",
        "{'a':'','b':'','c':'','d':''} | more than 3 attributes",
        "{'a':'','b':'','c':'','c':''} | ok",
      })
  void boundsLengthsAndNumbers(String text, String error) {
    EventJsonReader strict = new EventJsonReader(new WireLimits(1, 8, 12, 2, 3, 2));

    assertThat(WireTries.error(() -> strict.readOne(json(text)))).isEqualTo(error);
  }

  @ParameterizedTest
  @CsvSource({"2, ok", "3, more than 2 events; send them in several requests"})
  void boundsTheEventsOfOneText(int number, String outcome) {
    EventJsonReader strict = new EventJsonReader(new WireLimits(1, 8, 12, 2, 3, 2));
    byte[] text = "{}\n".repeat(number).getBytes(UTF_8);

    String error = WireTries.error(() -> strict.readAll(text, 0, text.length));

    assertThat(error == null ? "ok" : error).isEqualTo(outcome);
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {31, 32, 33})
  void throwsNothingElseWhateverTheBytes(long seed) {
    Random random = new Random(seed);
    byte[] good =
        json("[{'host':'h','time':'2024-01-01T00:00:00Z','ttl':1.5,'tags':['a'],'k':{'a':[1]}}]")
            .getBytes(UTF_8);
    int refused = 0;
    for (int round = 0; round < 20_000; round++) {
      byte[] bytes = good.clone();
      for (int i = random.nextInt(4); i >= 0; i--) {
        byte[] likely = {
          '"', '{', '}', '[', ']', ',', ':', '0', 'e', '-', '\\', 'u', ' ', (byte) 0xff
        };
        bytes[random.nextInt(bytes.length)] = likely[random.nextInt(likely.length)];
      }
      int length = random.nextInt(bytes.length + 1);
      String error = WireTries.error(() -> READER.readAll(bytes, 0, length));
      refused += error == null ? 0 : 1;
      if (error != null) {
        assertThat(error).hasSizeLessThan(500).doesNotContain("\n");
      }
    }
    assertThat(refused).isPositive();
  }
}
