package io.tocsin.transport;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.tocsin.event.Event;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Any bytes are a line that is read or one that is refused with a reason. In the parser's package,
 * since on a socket a fuzzer would test the kernel most of the time.
 */
final class CarbonLineFuzzTest {

  static Stream<byte[]> seeds() {
    return Stream.of(
            "servers.web1.load 1.5 1700000000",
            "a;host=h;state=ok;x=y -3 -1",
            "a\t9223372036854775807  1.7e9\r",
            "a 1e400 1",
            "a NaN 1",
            ";= 1 1",
            "")
        .map(text -> text.getBytes(StandardCharsets.UTF_8));
  }

  @MethodSource("seeds")
  @FuzzTest(maxDuration = "25s")
  void readsOrRefuses(byte[] line) {
    CarbonParser parser = new CarbonParser(new LongAdder());

    Event event = parser.parse(line, 0, line.length);

    if (event == null) {
      assertThat(parser.refusal()).isNotBlank();
      return;
    }
    assertThat(event.getService()).isNotEmpty();
    assertThat(Double.isFinite(((Number) event.getMetric()).doubleValue())).isTrue();
    assertThat(event.timeMicrosOr(0)).isNotNegative();
  }
}
