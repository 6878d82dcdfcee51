package io.tocsin.journal;

import static io.tocsin.journal.TestJournal.DIRECTORY;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.testkit.MemoryDisk;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a check tells of a directory. */
final class JournalCheckTest {

  private final MemoryDisk disk = new MemoryDisk();

  @BeforeEach
  void write() throws Exception {
    TestJournal test = new TestJournal(disk);
    test.open();
    for (int i = 0; i < 5; i++) {
      test.time.advance(Duration.ofSeconds(1));
      test.write("x".repeat(3000), "y");
    }
    disk.kill();
  }

  private static Path segment(long first) {
    return DIRECTORY.resolve(SegmentHeader.name(first));
  }

  private void flip(Path file, int at) throws Exception {
    byte[] bytes = disk.bytes(file);
    bytes[at] ^= 1;
    disk.put(file, bytes);
  }

  private JournalCheck check() throws Exception {
    return JournalCheck.of(disk, DIRECTORY);
  }

  @Test
  void aWholeJournalIsCounted() throws Exception {
    JournalCheck check = check();

    assertThat(check.segments()).isEqualTo(5);
    assertThat(check.records()).isEqualTo(10);
    assertThat(check.first()).isEqualTo(1);
    assertThat(check.last()).isEqualTo(10);
    assertThat(check.firstMicros()).isEqualTo(1_000_000);
    assertThat(check.lastMicros()).isEqualTo(5_000_000);
    assertThat(check.bytes()).isEqualTo(5 * (SegmentHeader.BYTES + 3001 + 2 * RecordFormat.HEAD));
    assertThat(check.damage()).isEmpty();
    assertThat(check.tail()).isNull();
    assertThat(check.passedOver()).isZero();
  }

  @Test
  void everyBadPlaceIsToldAndWhatIsBehindItIsRead() throws Exception {
    int second = SegmentHeader.BYTES + RecordFormat.HEAD + 3000;
    flip(segment(1), second + RecordFormat.HEAD);
    flip(segment(5), 0);
    byte[] last = disk.bytes(segment(9));
    disk.put(segment(9), Arrays.copyOf(last, last.length - 1));

    JournalCheck check = check();

    assertThat(check.damage())
        .containsExactly(
            new BadPlace(segment(1), second, "a record has a wrong checksum"),
            new BadPlace(segment(5), 0, "is no segment of a journal"));
    assertThat(check.tail()).isEqualTo(new BadPlace(segment(9), second, "a record is cut off"));
    assertThat(check.tailBytes()).isEqualTo(RecordFormat.HEAD);
    assertThat(check.records()).isEqualTo(1 + 2 + 2 + 1);
  }

  @Test
  void whatAHubSetAsideAndPassedOverIsTold() throws Exception {
    flip(segment(3), 100);
    TestJournal test = new TestJournal(disk).open();
    test.write("anew");

    JournalCheck check = check();

    assertThat(check.damage()).isEmpty();
    assertThat(check.setAside())
        .containsExactly(
            "0000000000000005.journal.damaged",
            "0000000000000007.journal.damaged",
            "0000000000000009.journal.damaged");
    assertThat(check.records()).isEqualTo(3);
    assertThat(check.passedOver()).isEqualTo(test.announced - 3);
  }

  @Test
  void anEmptyDirectoryHasNothing() throws Exception {
    JournalCheck check = JournalCheck.of(disk, Path.of("/elsewhere"));

    assertThat(check.segments()).isZero();
    assertThat(check.records()).isZero();
  }
}
