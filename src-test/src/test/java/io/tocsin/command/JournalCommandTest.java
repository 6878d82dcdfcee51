package io.tocsin.command;

import static io.tocsin.fixture.Commands.tocsin;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.disk.SystemDisk;
import io.tocsin.event.Event;
import io.tocsin.fixture.Commands.Said;
import io.tocsin.journal.Journal;
import io.tocsin.journal.JournalHost;
import io.tocsin.journal.JournalSettings;
import io.tocsin.journal.RecordKind;
import io.tocsin.telemetry.Telemetry;
import io.tocsin.time.SystemTime;
import io.tocsin.wire.MessageEncoder;
import io.tocsin.wire.WireMessage;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The commands that look at a journal, and its replay. */
final class JournalCommandTest {

  private static final long START = 1_767_225_600_000_000L; // 2026-01-01

  @TempDir private Path folder;
  private Path segment;

  @BeforeEach
  void write() throws Exception {
    JournalHost host = new JournalHost(new SystemDisk(), new SystemTime(), new Telemetry());
    segment = folder.resolve("j/0000000000000001.journal");
    try (Journal journal =
        Journal.open(JournalSettings.in(folder.resolve("j")), host, 1, position -> {})) {
      append(journal, 0, event("a", 1), event("b", 2));
      journal.append((byte) 9, START + 1_000_000, ByteBuffer.wrap(new byte[3]));
      append(journal, 4_000_000, event("a", 3));
    }
    // As a hub leaves it that was killed.
    Files.delete(folder.resolve("j/0000000000000004.journal"));
  }

  /** The events say another time than that at which they arrived. */
  private static Event event(String host, int metric) {
    return Event.builder().host(host).service("df").metric(metric).timeMicros(START / 2).build();
  }

  private static void append(Journal journal, long after, Event... events) throws Exception {
    byte[] bytes = MessageEncoder.encode(WireMessage.ofEvents(List.of(events)), Integer.MAX_VALUE);
    journal.append(RecordKind.EVENTS, START + after, bytes, 0, bytes.length);
  }

  private Said journal(String... more) {
    String[] line = new String[more.length + 2];
    line[0] = "journal";
    line[1] = more[0];
    line[2] = folder.resolve("j").toString();
    System.arraycopy(more, 1, line, 3, more.length - 1);
    return tocsin(line);
  }

  @Test
  void verifySaysWhatIsThere() {
    Said said = journal("verify");

    assertThat(said.err()).isEmpty();
    assertThat(said.out().lines())
        .hasSize(4)
        .contains("positions 1 to 3", "arrived 2026-01-01T00:00:00Z to 2026-01-01T00:00:04Z", "ok")
        .first()
        .asString()
        .startsWith("1 segment, 3 records, ");
    assertThat(said.code()).isZero();
  }

  @Test
  void aTornTailIsToldAndIsNoDamage() throws Exception {
    byte[] bytes = Files.readAllBytes(segment);
    Files.write(segment, Arrays.copyOf(bytes, bytes.length - 1));

    Said said = journal("verify");
    assertThat(said.code()).isZero();
    assertThat(said.out())
        .contains("torn tail: " + segment + ": at byte ", ": a record is cut off; the next start");
    Said dump = journal("dump");
    assertThat(dump.code()).isZero();
    assertThat(dump.out()).hasLineCount(3);
    assertThat(dump.err()).startsWith("torn tail: ");
  }

  @Test
  void damageIsToldWithItsPlaceAndIsExitCodeOne() throws Exception {
    byte[] bytes = Files.readAllBytes(segment);
    bytes[2]++;
    Files.write(segment, bytes);

    Said said = journal("verify");
    assertThat(said.code()).isEqualTo(1);
    assertThat(said.out())
        .contains("damage: " + segment + ": at byte 0: is no segment of a journal", "1 bad place");
    Said dump = journal("dump");
    assertThat(dump.code()).isEqualTo(1);
    assertThat(dump.err())
        .isEqualToIgnoringNewLines(
            "tocsin: " + segment + ": at byte 0: is no segment of a journal");
  }

  @Test
  void dumpPrintsAnEventALineWithPositionAndArrival() {
    assertThat(journal("dump").out().lines())
        .containsExactly(
            "1  2026-01-01T00:00:00Z  a df 1",
            "1  2026-01-01T00:00:00Z  b df 2",
            "2  2026-01-01T00:00:01Z  kind 9, 3 bytes",
            "3  2026-01-01T00:00:04Z  a df 3");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "--from 1 --to 1, 2",
    "--from 2, 1",
    "--from 3 --to 3, 1",
    "--from 4, 0",
    "--to 2, 2"
  })
  void dumpPrintsTheEventsOfSomePositionsAsJson(String range, int events) {
    String[] words = ("dump " + range + " --json").split(" ");

    Said said = journal(words);

    assertThat(said.code()).isZero();
    assertThat(said.out().lines()).hasSize(events).allMatch(line -> line.startsWith("{\"host\":"));
  }

  @ParameterizedTest(name = "tocsin journal {0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "dump DIR --from 0 | 2 | --from: positions begin with 1, was 0",
        "dump DIR --from 3 --to 2 | 2 | --to: must not be before --from, was 2",
        "verify DIR/.. | 1 | there is no journal: none of its files is called *.journal",
        "dump DIR/.. | 1 | there is no journal: none of its files is called *.journal",
        "verify DIR/no | 1 | there is no such file or directory",
        "verify | 2 | Missing required parameter: 'DIR'",
      })
  void whatIsWrongIsSaid(String line, int code, String text) {
    String directory = folder.resolve("j").toString();

    Said said = tocsin(("journal " + line.replace("DIR", directory)).split(" "));

    assertThat(said.err()).contains(text).hasLineCount(1);
    assertThat(said.code()).isEqualTo(code);
  }

  @Test
  void replayOfAJournalTakesEventsWhenTheyArrived() throws Exception {
    Path rules =
        Files.writeString(
            folder.resolve("r.groovy"),
            "def chat = console()\nstreams { where { host == 'a' } { sendTo chat } }\n");

    Said said = tocsin("replay", folder.resolve("j").toString(), "--rules", rules.toString());

    assertThat(said.err()).isEmpty();
    assertThat(said.out().lines())
        .containsExactly(
            "2026-01-01T00:00:00Z  sent    console  a df 1",
            "2026-01-01T00:00:04Z  sent    console  a df 3",
            "3 events in",
            "2 sent to console");
  }
}
