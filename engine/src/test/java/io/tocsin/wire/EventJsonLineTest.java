package io.tocsin.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Lines of events, as {@link EventJsonReader} reads them. In the tables, ' stands for ". */
final class EventJsonLineTest {

  private static final EventJsonReader READER = new EventJsonReader(WireLimits.DEFAULT);

  private static byte[] bytes(String text) {
    return text.replace('\'', '"').getBytes(UTF_8);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "{'service':'a'} | 1",
        "{'service':'a'} {} | 2",
        " | 0",
      })
  void readsALine(String line, int events) throws WireException {
    byte[] bytes = bytes(line == null ? "" : line);

    assertThat(READER.readLine(bytes, 0, bytes.length)).hasSize(events);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "{'ttl':'x'} | ttl: must be a number of seconds, was a string",
        "[{}] | must be a JSON object, was an array",
        "{}{ | not JSON at column 4: ",
        "x | not JSON at column ",
      })
  void saysWhatIsWrongWithALine(String line, String problem) {
    byte[] bytes = bytes(line);

    assertThatThrownBy(() -> READER.readLine(bytes, 0, bytes.length))
        .isInstanceOf(WireException.class)
        .hasMessageStartingWith(problem);
  }
}
