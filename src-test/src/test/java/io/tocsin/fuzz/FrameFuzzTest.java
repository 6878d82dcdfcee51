package io.tocsin.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.tocsin.event.Event;
import io.tocsin.fixture.RawClient;
import io.tocsin.wire.MessageDecoder;
import io.tocsin.wire.MessageEncoder;
import io.tocsin.wire.WireException;
import io.tocsin.wire.WireLimits;
import io.tocsin.wire.WireMessage;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Any bytes are a message or a {@link WireException}; a message survives being written and read.
 */
final class FrameFuzzTest {

  private static final WireLimits LIMITS = new WireLimits(1 << 20, 1 << 10, 1 << 12, 50, 20, 1000);

  static Stream<byte[]> seeds() {
    Event full =
        Event.builder()
            .host("h")
            .service("s")
            .state("ok")
            .description("d")
            .metric(1.5)
            .timeMicros(1_700_000_000_000_000L)
            .ttlMicros(60_000_000)
            .tag("t")
            .attribute("k", "v")
            .build();
    return Stream.of(
            RawClient.frame(full),
            RawClient.frame(full, full),
            RawClient.frame(Event.builder().metric(-7).build()),
            RawClient.frame(WireMessage.ofQuery("service = \"a\"")),
            RawClient.frame(WireMessage.failure("no")))
        .map(frame -> Arrays.copyOfRange(frame, 4, frame.length));
  }

  @MethodSource("seeds")
  @FuzzTest(maxDuration = "25s")
  void readsOrRefuses(byte[] bytes) throws Exception {
    MessageDecoder decoder = new MessageDecoder(LIMITS);
    WireMessage message;
    try {
      message = decoder.decode(bytes, 0, bytes.length);
    } catch (WireException e) {
      assertThat(e.getMessage()).isNotBlank();
      return;
    }

    byte[] written = MessageEncoder.encode(message, Integer.MAX_VALUE);

    assertThat(decoder.decode(written, 0, written.length)).isEqualTo(message);
  }
}
