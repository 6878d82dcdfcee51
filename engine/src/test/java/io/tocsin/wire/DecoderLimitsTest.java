package io.tocsin.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.wire.proto.Wire;
import java.util.Collections;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Behaviour of {@link MessageDecoder} at its {@link WireLimits}. */
final class DecoderLimitsTest {

  private static Wire.Attribute.Builder attribute(String key, String value) {
    return Wire.Attribute.newBuilder().setKey(key).setValue(value);
  }

  @ParameterizedTest
  @CsvSource({
    "host, 10, true",
    "host, 11, false",
    "service, 11, false",
    "state, 11, false",
    "description, 20, true",
    "description, 21, false",
  })
  void holdsStringsToTheirLimits(String field, int length, boolean fits) throws WireException {
    MessageDecoder small = new MessageDecoder(new WireLimits(1000, 10, 20, 2, 2, 2));
    Wire.Event.Builder event = Wire.Event.newBuilder();
    event.setField(Wire.Event.getDescriptor().findFieldByName(field), "x".repeat(length));
    byte[] bytes = Wire.Msg.newBuilder().addEvents(event).build().toByteArray();

    if (fits) {
      assertThat(small.decode(bytes, 0, bytes.length).events()).hasSize(1);
    } else {
      assertThatThrownBy(() -> small.decode(bytes, 0, bytes.length))
          .isInstanceOf(WireException.class)
          .hasMessageContaining(field + " of " + length + " bytes is over the limit");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "2, 2, 2, ''",
    "3, 2, 2, event has more than 2 tags",
    "2, 3, 2, event has more than 2 attributes",
    "2, 2, 3, message has more than 2 events",
  })
  void holdsNumbersToTheirLimits(int tags, int attributes, int events, String refusal)
      throws WireException {
    MessageDecoder small = new MessageDecoder(new WireLimits(1000, 10, 20, 2, 2, 2));
    Wire.Event.Builder event = Wire.Event.newBuilder();
    Collections.nCopies(tags, "t").forEach(event::addTags);
    Collections.nCopies(attributes, attribute("k", "v").build()).forEach(event::addAttributes);
    Wire.Msg.Builder message = Wire.Msg.newBuilder();
    Collections.nCopies(events, event.build()).forEach(message::addEvents);
    byte[] bytes = message.build().toByteArray();

    if (refusal.isEmpty()) {
      assertThat(small.decode(bytes, 0, bytes.length).events()).hasSize(events);
    } else {
      assertThatThrownBy(() -> small.decode(bytes, 0, bytes.length)).hasMessage(refusal);
    }
  }

  @ParameterizedTest
  @CsvSource({"1000, true", "1001, false"})
  void refusesMessagesOverTheLimitWithoutReadingThem(int length, boolean fits) throws Exception {
    MessageDecoder small = new MessageDecoder(new WireLimits(1000, 1000, 1000, 1, 1, 1));
    byte[] filler = new byte[length];
    filler[0] = 9 << 3 | 2;
    filler[1] = (byte) (((length - 3) & 127) | 128);
    filler[2] = (byte) ((length - 3) >> 7);

    if (fits) {
      assertThat(small.decode(filler, 0, length).events()).isEmpty();
    } else {
      assertThatThrownBy(() -> small.decode(filler, 0, length))
          .hasMessage("message of 1001 bytes is over the limit of 1000");
    }
  }
}
