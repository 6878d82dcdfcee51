package io.tocsin.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.InvalidProtocolBufferException;
import io.tocsin.event.Event;
import io.tocsin.wire.proto.Wire;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Behaviour of {@link MessageEncoder}, read back by our decoder and by protobuf's own. */
final class RoundTripTest {

  private static final int LARGE = 1 << 24;

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {11, 12, 13})
  void whatIsWrittenIsReadBackBothByUsAndByGeneratedCode(long seed) throws Exception {
    Random random = new Random(seed);
    LongAdder mendedTexts = new LongAdder();
    LongAdder absurdTimes = new LongAdder();
    MessageDecoder decoder = new MessageDecoder(WireLimits.DEFAULT, mendedTexts, absurdTimes);
    for (int round = 0; round < 2_000; round++) {
      List<Event> events = new ArrayList<>();
      for (int i = random.nextInt(5); i >= 0; i--) {
        events.add(RandomEvents.next(random));
      }
      WireMessage message = new WireMessage(random.nextBoolean(), "e\u00e9", "q", events);

      byte[] bytes = MessageEncoder.encode(message, LARGE);

      assertThat(decoder.decode(bytes, 0, bytes.length)).isEqualTo(message);
      // Parsed by generated code, written by generated code, read by us: still the same.
      byte[] again = Wire.Msg.parseFrom(bytes).toByteArray();
      assertThat(decoder.decode(again, 0, again.length)).isEqualTo(message);
      assertThat(again).hasSameSizeAs(bytes);
    }
    assertThat(absurdTimes.sum()).isZero();
    assertThat(mendedTexts.sum()).isZero();
  }

  private static Wire.Event written(Event event) throws WireException {
    try {
      byte[] bytes = MessageEncoder.encode(WireMessage.ofEvents(List.of(event)), LARGE);
      return Wire.Msg.parseFrom(bytes).getEvents(0);
    } catch (InvalidProtocolBufferException e) {
      throw new AssertionError(e);
    }
  }

  @ParameterizedTest
  @CsvSource({"0", "1", "-1", "16777217", "9223372036854775807", "-9223372036854775808"})
  void writesAWholeMetricExactlyAndAsFloat(long metric) throws WireException {
    Wire.Event event = written(Event.builder().metric(metric).build());

    assertThat(event.getMetricSint64()).isEqualTo(metric);
    assertThat(event.hasMetricD()).isFalse();
    assertThat(event.getMetricF()).isEqualTo((float) metric);
  }

  @ParameterizedTest
  @CsvSource({"0.0", "-0.0", "0.1", "1.7976931348623157e308", "4.9e-324", "-Infinity"})
  void writesAFloatingMetricExactlyAndAsFloat(double metric) throws WireException {
    Wire.Event event = written(Event.builder().metric(metric).build());

    assertThat(event.hasMetricSint64()).isFalse();
    assertThat(Double.doubleToRawLongBits(event.getMetricD()))
        .isEqualTo(Double.doubleToRawLongBits(metric));
    assertThat(event.getMetricF()).isEqualTo((float) metric);
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "999999, 0", "1000000, 1", "-1, -1", "1764000000123456, 1764000000"})
  void writesTimeInSecondsAndInMicroseconds(long micros, long seconds) throws WireException {
    Wire.Event event = written(Event.builder().timeMicros(micros).build());

    assertThat(event.getTimeMicros()).isEqualTo(micros);
    assertThat(event.getTime()).isEqualTo(seconds);
  }

  @Test
  void writesNothingForWhatIsAbsent() throws WireException {
    assertThat(written(Event.builder().build()).getAllFields()).isEmpty();
    assertThat(MessageEncoder.encode(new WireMessage(null, null, null, List.of()), LARGE))
        .isEmpty();
  }

  @Test
  void writesTheShortestAnswer() throws WireException {
    assertThat(MessageEncoder.encode(WireMessage.answer(List.of()), LARGE)).containsExactly(16, 1);
  }

  @Test
  void writesAStringThatIsNoUnicodeWithAQuestionMark() throws WireException {
    assertThat(written(Event.builder().host("a\ud800b").build()).getHost()).isEqualTo("a?b");
  }

  @Test
  void refusesToPassTheGivenSize() throws WireException {
    WireMessage message = WireMessage.ofEvents(List.of(RandomEvents.full(), RandomEvents.full()));
    int exact = MessageEncoder.encode(message, LARGE).length;

    assertThat(MessageEncoder.encode(message, exact)).hasSize(exact);
    assertThatThrownBy(() -> MessageEncoder.encode(message, exact - 1))
        .isInstanceOf(WireException.class)
        .hasMessage("message with 2 events is over the limit of " + (exact - 1) + " bytes");
  }
}
