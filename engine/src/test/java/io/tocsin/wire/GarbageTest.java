package io.tocsin.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.InvalidProtocolBufferException;
import io.tocsin.event.Event;
import io.tocsin.wire.proto.Wire;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is no message is refused with a {@link WireException} and nothing else. */
final class GarbageTest {

  private final MessageDecoder decoder = new MessageDecoder(WireLimits.DEFAULT);

  private boolean isRefused(byte[] bytes, int length) {
    try {
      decoder.decode(bytes, 0, length);
      return false;
    } catch (WireException e) {
      assertThat(e.getMessage()).isNotBlank();
      return true;
    }
  }

  private static boolean isRefusedByOracle(byte[] bytes) {
    try {
      return Wire.Msg.parseFrom(bytes).getSerializedSize() < 0;
    } catch (InvalidProtocolBufferException e) {
      return true;
    }
  }

  static Stream<Arguments> garbage() {
    byte[] startGroups = new byte[100_000];
    Arrays.fill(startGroups, (byte) (1 << 3 | 3));
    byte[] nestedInEvent = MessageBytes.withEvent(startGroups);
    return Stream.of(
        Arguments.of("field number zero", new byte[] {0, 1}),
        Arguments.of("text", "GET / HTTP/1.1\r\n\r\n".getBytes(UTF_8)),
        Arguments.of(
            "a varint without end", new byte[] {8, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1}),
        Arguments.of("a cut varint", new byte[] {16, -1}),
        Arguments.of("an event longer than the message", new byte[] {6 << 3 | 2, 5, 0}),
        Arguments.of("an event of length -1", new byte[] {50, -1, -1, -1, -1, 15}),
        Arguments.of("a string of length -1", new byte[] {26, -1, -1, -1, -1, 15}),
        Arguments.of("a string past its event", MessageBytes.withEvent(new byte[] {34, 5, 'a'})),
        Arguments.of("an attribute past its event", MessageBytes.withEvent(new byte[] {74, 9, 10})),
        Arguments.of("a group that ends only", new byte[] {1 << 3 | 4}),
        Arguments.of(
            "a group that ends only, in an event", MessageBytes.withEvent(new byte[] {12})),
        Arguments.of("a group that does not end", new byte[] {1 << 3 | 3}),
        Arguments.of("wire type 7", new byte[] {1 << 3 | 7, 0}),
        Arguments.of("groups 100,000 deep", startGroups),
        Arguments.of("groups 100,000 deep in an event", nestedInEvent));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("garbage")
  void isRefusedWithAReason(String what, byte[] bytes) {
    assertThat(isRefused(bytes, bytes.length)).as(what).isTrue();
  }

  @Test
  void aMessageCutAnywhereIsRefusedOrHasOnlyItsFirstFields() throws WireException {
    byte[] whole =
        MessageEncoder.encode(
            WireMessage.ofEvents(List.of(RandomEvents.full(), RandomEvents.full())), 10_000);
    int refused = 0;
    for (int length = 0; length < whole.length; length++) {
      refused += isRefused(whole, length) ? 1 : 0;
    }

    // Only before the first event and between the two does a cut leave a message.
    assertThat(refused).isEqualTo(whole.length - 2);
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4})
  void mutatedMessagesAreReadOrRefusedButNothingElseHappens(long seed) throws WireException {
    Random random = new Random(seed);
    int refused = 0;
    int read = 0;
    for (int round = 0; round < 20_000; round++) {
      List<Event> events = List.of(RandomEvents.next(random), RandomEvents.next(random));
      byte[] bytes = MessageEncoder.encode(WireMessage.ofEvents(events), 1 << 20);
      for (int i = random.nextInt(4); i >= 0; i--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      }
      boolean isRefused = isRefused(bytes, bytes.length);
      assertThat(isRefused)
          .as("round %d as generated code", round)
          .isEqualTo(isRefusedByOracle(bytes));
      if (isRefused) {
        refused++;
      } else {
        read++;
      }
    }

    assertThat(refused).isPositive();
    assertThat(read).isPositive();
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {5, 6})
  void randomBytesAreReadOrRefusedButNothingElseHappens(long seed) {
    Random random = new Random(seed);
    int refused = 0;
    for (int round = 0; round < 50_000; round++) {
      byte[] bytes = new byte[random.nextInt(60)];
      random.nextBytes(bytes);
      boolean isRefused = isRefused(bytes, bytes.length);
      assertThat(isRefused)
          .as("round %d as generated code", round)
          .isEqualTo(isRefusedByOracle(bytes));
      refused += isRefused ? 1 : 0;
    }

    assertThat(refused).isPositive();
  }

  @Test
  void aRefusedMessageLeavesNothingForTheNext() throws WireException {
    byte[] broken = MessageBytes.withEvent(new byte[] {34, 1, 'h', 58, 1, 't', 74, 9, 10});
    assertThatThrownBy(() -> decoder.decode(broken, 0, broken.length))
        .isInstanceOf(WireException.class);

    byte[] empty = MessageBytes.withEvent(new byte[0]);
    assertThat(decoder.decode(empty, 0, empty.length).events())
        .containsExactly(Event.builder().build());
  }

  @Test
  void anAttributeWithoutANameIsRefused() {
    byte[] fields = {9 << 3 | 2, 3, 2 << 3 | 2, 1, 'v'};
    byte[] message = MessageBytes.withEvent(fields);

    assertThatThrownBy(() -> decoder.decode(message, 0, message.length))
        .isInstanceOf(WireException.class)
        .hasMessage("attribute without a name");
  }
}
