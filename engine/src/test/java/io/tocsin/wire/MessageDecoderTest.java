package io.tocsin.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import io.tocsin.event.Event;
import io.tocsin.wire.proto.Wire;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Behaviour of {@link MessageDecoder}, against messages made by protobuf's generated code. */
final class MessageDecoderTest {

  private static final long ABSENT = -77;

  private final LongAdder mendedTexts = new LongAdder();
  private final LongAdder absurdTimes = new LongAdder();
  private final MessageDecoder decoder =
      new MessageDecoder(WireLimits.DEFAULT, mendedTexts, absurdTimes);

  private WireMessage decode(Wire.Msg message) throws WireException {
    return decode(message.toByteArray());
  }

  private WireMessage decode(byte[] bytes) throws WireException {
    return decoder.decode(bytes, 0, bytes.length);
  }

  private Event decode(Wire.Event.Builder event) throws WireException {
    List<Event> events = decode(Wire.Msg.newBuilder().addEvents(event).build()).events();
    assertThat(events).hasSize(1);
    return events.get(0);
  }

  private static Wire.Attribute.Builder attribute(String key, String value) {
    return Wire.Attribute.newBuilder().setKey(key).setValue(value);
  }

  @Test
  void readsEveryFieldOfAnEvent() throws WireException {
    Event event =
        decode(
            Wire.Event.newBuilder()
                .setTime(5)
                .setState("ok")
                .setService("cpu")
                .setHost("a")
                .setDescription("d")
                .addTags("x")
                .addTags("y")
                .setTtl(1.5f)
                .addAttributes(attribute("k", "v"))
                .addAttributes(Wire.Attribute.newBuilder().setKey("empty"))
                .setMetricSint64(-3));

    assertThat(event)
        .isEqualTo(
            Event.builder()
                .host("a")
                .service("cpu")
                .state("ok")
                .description("d")
                .timeMicros(5_000_000)
                .ttlMicros(1_500_000)
                .tags(List.of("x", "y"))
                .attribute("k", "v")
                .attribute("empty", "")
                .metric(-3L)
                .build());
  }

  @Test
  void leavesAbsentWhatIsAbsentAndKeepsTheEmptyStringApart() throws WireException {
    assertThat(decode(Wire.Event.newBuilder())).isEqualTo(Event.builder().build());
    assertThat(decode(Wire.Event.newBuilder().setHost("")).getHost()).isEmpty();
  }

  @Test
  void readsTheHeadOfAMessage() throws WireException {
    Wire.Msg.Builder message = Wire.Msg.newBuilder().setOk(false).setError("no");
    message.setQuery(Wire.Query.newBuilder().setString("true"));

    assertThat(decode(message.build())).isEqualTo(new WireMessage(false, "no", "true", List.of()));
    assertThat(decode(new byte[0])).isEqualTo(new WireMessage(null, null, null, List.of()));
    assertThat(decode(Wire.Msg.newBuilder().setQuery(Wire.Query.newBuilder()).build()).query())
        .isEmpty();
  }

  @Test
  void readsOnlyTheGivenPartOfTheBytes() throws WireException {
    byte[] message =
        Wire.Msg.newBuilder().addEvents(Wire.Event.newBuilder().setHost("é")).build().toByteArray();
    byte[] framed = new byte[message.length + 7];
    System.arraycopy(message, 0, framed, 4, message.length);

    assertThat(decoder.decode(framed, 4, message.length).events().get(0).getHost()).isEqualTo("é");
  }

  @ParameterizedTest
  @CsvSource({
    "7,    1.5,   2.5, 7",
    "'',   1.5,   2.5, 1.5",
    "'',   '',    2.5, 2.5",
    "'',   '',    0.1, 0.10000000149011612",
    "0,    1.5,   '',  0",
    "7,    NaN,   '',  7",
    "'',   NaN,   2.5, ''",
    "'',   '',    '',  ''",
  })
  void prefersTheWholeMetricThenTheDoubleThenTheFloat(
      String sint64, String d, String f, String expected) throws Exception {
    Wire.Event.Builder event = Wire.Event.newBuilder();
    ByteArrayOutputStream forwards = new ByteArrayOutputStream();
    ByteArrayOutputStream backwards = new ByteArrayOutputStream();
    byte[][] fields = {
      f.isEmpty()
          ? new byte[0]
          : event.clear().setMetricF(Float.parseFloat(f)).build().toByteArray(),
      d.isEmpty()
          ? new byte[0]
          : event.clear().setMetricD(Double.parseDouble(d)).build().toByteArray(),
      sint64.isEmpty()
          ? new byte[0]
          : event.clear().setMetricSint64(Long.parseLong(sint64)).build().toByteArray(),
    };
    for (int i = 0; i < 3; i++) {
      forwards.write(fields[i]);
      backwards.write(fields[2 - i]);
    }
    for (ByteArrayOutputStream order : List.of(forwards, backwards)) {
      Number metric =
          decode(MessageBytes.withEvent(order.toByteArray())).events().get(0).getMetric();
      assertThat(metric == null ? "" : metric.toString()).isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'', '', -77, 0",
    "5, '', 5000000, 0",
    "5, 7, 7, 0",
    "'', 7, 7, 0",
    "0, '', 0, 0",
    "-1, '', -77, 1",
    "'', 0, 0, 0",
    "'', -1, -77, 1",
    "5, -1, 5000000, 1",
    "-1, 7, 7, 0",
    "-1, -1, -77, 2",
    "9223372036854, '', 9223372036854000000, 0",
    "9223372036855, '', -77, 1",
    "9223372036854775807, '', -77, 1",
    "'', 9223372036854775807, 9223372036854775807, 0",
    "'', -9223372036854775808, -77, 1",
  })
  void prefersMicrosecondsAndTakesAbsurdTimesAsAbsent(
      String seconds, String micros, long expected, long absurd) throws WireException {
    Wire.Event.Builder event = Wire.Event.newBuilder();
    if (!seconds.isEmpty()) {
      event.setTime(Long.parseLong(seconds));
    }
    if (!micros.isEmpty()) {
      event.setTimeMicros(Long.parseLong(micros));
    }

    assertThat(decode(event).timeMicrosOr(ABSENT)).isEqualTo(expected);
    assertThat(absurdTimes.sum()).isEqualTo(absurd);
  }

  @ParameterizedTest
  @CsvSource({
    "60, 60000000",
    "0, 0",
    "-1, -1000000",
    "0.1, 100000",
    "NaN, -77",
    "Infinity, 9000000000000000000",
    "-Infinity, -9000000000000000000",
    "3.4028235e38, 9000000000000000000",
  })
  void readsTtlInMicrosecondsWithinBounds(float ttl, long expected) throws WireException {
    assertThat(decode(Wire.Event.newBuilder().setTtl(ttl)).ttlMicrosOr(ABSENT)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"tags", "time", "ttl", "metric"})
  void leavesOutAttributesNamedAsFieldsThatAreNoText(String name) throws WireException {
    assertThat(decode(Wire.Event.newBuilder().addAttributes(attribute(name, "1"))))
        .isEqualTo(Event.builder().build());
  }

  @ParameterizedTest
  @ValueSource(strings = {"host", "service", "state", "description"})
  void letsAnAttributeStandInForAnAbsentFieldOnly(String name) throws WireException {
    Wire.Event.Builder twice =
        Wire.Event.newBuilder()
            .addAttributes(attribute(name, "first"))
            .addAttributes(attribute(name, "second"))
            .addAttributes(attribute("k", "v"));

    assertThat(decode(twice))
        .isEqualTo(Event.builder().set(name, "second").attribute("k", "v").build());
    twice.setField(Wire.Event.getDescriptor().findFieldByName(name), "field");
    assertThat(decode(twice))
        .isEqualTo(Event.builder().set(name, "field").attribute("k", "v").build());
    assertThat(decode(Wire.Event.newBuilder())).isEqualTo(Event.builder().build());
  }

  @Test
  void takesTheLaterOfTwoAttributesOfOneName() throws WireException {
    Wire.Event.Builder event = Wire.Event.newBuilder();
    event.addAttributes(attribute("k", "1")).addAttributes(attribute("k", "2"));

    assertThat(decode(event).getAttributes()).containsExactly(java.util.Map.entry("k", "2"));
  }

  @Test
  void readsOldStatesAsEventsInTheirPlace() throws WireException {
    Wire.State.Builder state =
        Wire.State.newBuilder()
            .setTime(4)
            .setState("warning")
            .setService("s")
            .setHost("h")
            .setDescription("d")
            .setOnce(true)
            .addTags("t")
            .setTtl(2);

    assertThat(decode(Wire.Msg.newBuilder().addStates(state).build()).events())
        .containsExactly(
            Event.builder()
                .host("h")
                .service("s")
                .state("warning")
                .description("d")
                .timeMicros(4_000_000)
                .ttlMicros(2_000_000)
                .tags(List.of("t"))
                .build());
  }

  @Test
  void mendsWhatIsNoUtf8AndCountsItEveryTime() throws WireException {
    Wire.Event.Builder event = Wire.Event.newBuilder();
    event.setHostBytes(ByteString.copyFrom(new byte[] {'a', (byte) 0xff, 'b'}));
    event.setDescriptionBytes(ByteString.copyFrom(new byte[] {(byte) 0xf0, (byte) 0x9f}));
    event.setService("a real \uFFFD");

    for (int i = 1; i <= 2; i++) {
      Event decoded = decode(event);
      assertThat(decoded.getHost()).isEqualTo("a\uFFFDb");
      assertThat(decoded.getDescription()).isEqualTo("\uFFFD");
      assertThat(decoded.getService()).isEqualTo("a real \uFFFD");
      assertThat(mendedTexts.sum()).isEqualTo(2L * i);
    }
  }

  @Test
  void skipsUnknownFieldsAndFieldsOfAWrongType() throws WireException {
    UnknownFieldSet.Field odd =
        UnknownFieldSet.Field.newBuilder()
            .addVarint(1)
            .addFixed32(2)
            .addFixed64(3)
            .addLengthDelimited(ByteString.copyFromUtf8("x"))
            .addGroup(UnknownFieldSet.newBuilder().build())
            .build();
    UnknownFieldSet unknown = UnknownFieldSet.newBuilder().addField(99, odd).build();
    UnknownFieldSet mistyped =
        UnknownFieldSet.newBuilder()
            .addField(4, UnknownFieldSet.Field.newBuilder().addVarint(9).build())
            .build();
    Wire.Event.Builder event = Wire.Event.newBuilder().setService("s");
    event.setUnknownFields(unknown.toBuilder().mergeFrom(mistyped).build());
    Wire.Msg message = Wire.Msg.newBuilder().setUnknownFields(unknown).addEvents(event).build();

    assertThat(decode(message).events()).containsExactly(Event.builder().service("s").build());
  }

  @Test
  void sharesStringsAndTagListsBetweenEvents() throws WireException {
    Wire.Event.Builder event = Wire.Event.newBuilder().setHost("h").addTags("a").addTags("b");
    List<Event> events =
        decode(Wire.Msg.newBuilder().addEvents(event).addEvents(event).build()).events();

    assertThat(events.get(1).getHost()).isSameAs(events.get(0).getHost());
    assertThat(events.get(1).getTags()).isSameAs(events.get(0).getTags());
    assertThat(decode(event.clearTags().addTags("a")).getTags()).containsExactly("a");
  }
}
