package io.tocsin.server.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.event.Event;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A recording that is repeated. */
final class RecordedLoadTest {

  private static final String EVENTS =
      """
      {"host":"a","service":"s","time":100}
      {"host":"b","service":"s","time":104}
      {"host":"a","service":"t","time":102}
      """;

  @TempDir private Path folder;

  private RecordedLoad load(String text) throws IOException {
    return RecordedLoad.of(Files.writeString(folder.resolve("events.jsonl"), text));
  }

  private static List<String> first(Load load, int count) {
    Block block = new Block();
    load.fill(block);
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Event e = block.event(i);
      String time = e.hasTime() ? String.valueOf(e.timeMicrosOr(0) / 1000) : "-";
      lines.add(e.getHost() + " " + e.getService() + " " + time + " @" + block.moment(i) / 1000);
    }
    return lines;
  }

  @Test
  void eachTimeItIsAsMuchLaterAsItIsLong() throws Exception {
    assertThat(first(load(EVENTS), 7))
        .containsExactly(
            "a s 100000 @100000",
            "b s 104000 @104000",
            "a t 102000 @104000",
            "a s 105333 @105333",
            "b s 109333 @109333",
            "a t 107333 @109333",
            "a s 110666 @110666");
  }

  @Test
  void grownEachEventComesFromSeveralHosts() throws Exception {
    Load load = load(EVENTS).grown(2);

    assertThat(load.keys()).isEqualTo(6);
    assertThat(first(load, 6))
        .containsExactly(
            "a s 100000 @100000",
            "a~2 s 100000 @100000",
            "b s 104000 @104000",
            "b~2 s 104000 @104000",
            "a t 102000 @104000",
            "a~2 t 102000 @104000");
  }

  @Test
  void eventsWithoutTimeArriveAtOnceAndTimeGoesOnNevertheless() throws Exception {
    List<String> lines = first(load("{\"host\":\"a\",\"service\":\"s\"}\n"), 2);

    assertThat(lines.get(0)).isEqualTo("a s - @0");
    Block block = new Block();
    load("{\"host\":\"a\"}\n").fill(block);
    assertThat(block.moment(Block.SIZE - 1)).isGreaterThan(block.moment(0));
  }

  @Test
  void aBrokenTimeDoesNotRunTheClockThroughCenturies() throws Exception {
    Block block = new Block();
    load("{\"host\":\"a\",\"time\":100}\n{\"host\":\"a\",\"time\":9000000000}\n").fill(block);

    assertThat(block.moment(Block.SIZE - 1)).isLessThan(200_000_000L);
  }

  @Test
  void takesNoMoreThanItHolds() throws Exception {
    String line = "{\"host\":\"a\",\"time\":1}\n";

    assertThat(load(line.repeat(RecordedLoad.MAX_EVENTS)).description())
        .startsWith("events.jsonl, repeated: 200000 events of 1 pair of host and service, ");
    assertThat(load(line.repeat(RecordedLoad.MAX_EVENTS + 1)).description())
        .startsWith("events.jsonl, repeated: its first 200000 events of 1 pair");
  }

  @Test
  void refusesAFileWithoutEvents() {
    assertThatThrownBy(() -> load("\n"))
        .isInstanceOf(IOException.class)
        .hasMessageEndingWith("events.jsonl: has no events: record some with the output file(..)");
  }
}
