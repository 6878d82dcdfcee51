package io.tocsin.journal;

import static io.tocsin.journal.TestJournal.DIRECTORY;
import static io.tocsin.journal.TestJournal.records;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.testkit.MemoryDisk;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that are not as they were written: cut, rotten, missing. */
final class DamageTest {

  private static final String MUCH = "x".repeat(4000);
  private static final Path FIRST = segment(1);

  private MemoryDisk disk = new MemoryDisk();

  private static Path segment(long first) {
    return DIRECTORY.resolve(SegmentHeader.name(first));
  }

  private TestJournal write(String... texts) throws Exception {
    disk = new MemoryDisk();
    TestJournal test = new TestJournal(disk).open().write(texts);
    disk.kill();
    return test;
  }

  private Journal reopened(long neededFrom) throws Exception {
    return new TestJournal(disk).open(neededFrom).journal;
  }

  @Test
  void aLastRecordThatIsCutAnywhereIsCutOffWhole() throws Exception {
    write("one", "two");
    int whole = disk.bytes(FIRST).length;
    write("one", "two", "three");
    byte[] bytes = disk.bytes(FIRST);
    for (int length = whole + 1; length < bytes.length; length++) {
      disk.put(FIRST, Arrays.copyOf(bytes, length));
      assertThat(records(disk, 1)).containsExactly("1 one", "2 two");

      TestJournal test = new TestJournal(disk).open();
      Recovered recovered = test.journal.recovered();
      assertThat(recovered.next()).isEqualTo(3);
      assertThat(recovered.cutBytes()).isEqualTo(length - whole);
      assertThat(recovered.cut()).isEqualTo(new BadPlace(FIRST, whole, "a record is cut off"));
      assertThat(recovered.damage()).isEmpty();
      test.write("anew");
      disk.kill();
      assertThat(records(disk, 1)).containsExactly("1 one", "2 two", "3 anew");
      disk.delete(segment(3));
    }
  }

  @Test
  void aByteThatIsNotAsItWasIsNeverAccepted() throws Exception {
    write("one", "two", "three");
    byte[] bytes = disk.bytes(FIRST);
    int record = RecordFormat.HEAD + 3;
    for (int at = 0; at < bytes.length; at++) {
      for (int bit = 0; bit < 8; bit++) {
        byte[] flipped = bytes.clone();
        flipped[at] ^= (byte) (1 << bit);
        disk = new MemoryDisk();
        disk.put(FIRST, flipped);
        int good = at < SegmentHeader.BYTES ? 0 : Math.min(2, (at - SegmentHeader.BYTES) / record);

        Recovered recovered = reopened(1).recovered();

        assertThat(records(disk, 1))
            .as("bit %d of byte %d", bit, at)
            .isEqualTo(List.of("1 one", "2 two").subList(0, good));
        assertThat(recovered.cutBytes() > 0 ? 1 : recovered.damage().size()).isEqualTo(1);
      }
    }
  }

  @Test
  void aHeaderThatWasNeverWholeIsNoDamage() throws Exception {
    write(MUCH, MUCH);
    byte[] second = disk.bytes(segment(2));
    for (int length = 0; length <= SegmentHeader.BYTES; length++) {
      byte[] torn = Arrays.copyOf(second, length);
      if (length == SegmentHeader.BYTES) {
        torn[9] ^= 1;
      }
      disk.put(segment(2), torn);
      assertThat(records(disk, 1)).hasSize(1);
      Recovered recovered = reopened(1).recovered();
      disk.crash(new java.util.Random(length));

      assertThat(recovered.next()).as("cut at %d", length).isEqualTo(2);
      assertThat(recovered.damage()).isEmpty();
      assertThat(recovered.cutBytes()).isEqualTo(length);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 9, 20, 36, SegmentHeader.BYTES, SegmentHeader.BYTES + 30})
  void rotInAnEarlierSegmentSetsAsideWhatIsBehindIt(int at) throws Exception {
    write(MUCH, MUCH, MUCH);
    byte[] rotten = disk.bytes(segment(2));
    rotten[at] ^= 4;
    disk.put(segment(2), rotten);
    assertThatThrownBy(() -> records(disk, 1)).isInstanceOf(JournalDamageException.class);

    TestJournal test = new TestJournal(disk).open();
    Recovered recovered = test.journal.recovered();

    boolean header = at < SegmentHeader.BYTES;
    assertThat(recovered.damage()).hasSize(1);
    assertThat(recovered.damage().get(0).file()).isEqualTo(segment(2));
    assertThat(recovered.damage().get(0).offset()).isEqualTo(header ? 0 : SegmentHeader.BYTES);
    assertThat(recovered.next()).as("no position is given twice").isGreaterThan(3);
    assertThat(disk.list(DIRECTORY))
        .contains(segment(3).getFileName() + ".damaged")
        .doesNotContain(String.valueOf(segment(3).getFileName()));
    assertThat(records(disk, 1)).hasSize(1);

    test.write("goes on").journal.close();
    assertThat(records(disk, 1)).hasSize(2).last().isEqualTo(recovered.next() + " goes on");
    assertThat(reopened(1).recovered())
        .as("told once")
        .isEqualTo(new Recovered(1, recovered.next() + 1, 0, null, List.of()));
  }

  @Test
  void aSegmentThatIsMissingSetsAsideWhatIsBehindIt() throws Exception {
    write(MUCH, MUCH, MUCH);
    disk.delete(segment(2));
    assertThatThrownBy(() -> records(disk, 1))
        .hasMessageEndingWith(
            "0000000000000001.journal: at byte 4065: positions 2 to 2 are missing");

    Recovered recovered = reopened(1).recovered();

    assertThat(recovered.damage()).hasSize(1);
    assertThat(recovered.damage().get(0).what()).isEqualTo("positions 2 to 2 are missing");
    assertThat(records(disk, 1)).hasSize(1);
  }

  @Test
  void rotInTheLastHeaderIsToldAndSetAside() throws Exception {
    write(MUCH, MUCH);
    byte[] rotten = disk.bytes(segment(2));
    rotten[3] ^= 1;
    disk.put(segment(2), rotten);

    Recovered recovered = reopened(1).recovered();

    assertThat(recovered.damage())
        .containsExactly(new BadPlace(segment(2), 0, "is no segment of a journal"));
    assertThat(disk.list(DIRECTORY)).contains(segment(2).getFileName() + ".damaged");
  }

  @Test
  void rotInWhatIsNoLongerNeededTouchesNothing() throws Exception {
    write(MUCH, MUCH, MUCH);
    byte[] rotten = disk.bytes(FIRST);
    rotten[100] ^= 1;
    disk.put(FIRST, rotten);

    Journal journal = reopened(2);

    assertThat(journal.recovered()).isEqualTo(new Recovered(1, 4, 0, null, List.of()));
    assertThat(records(journal.reader(2))).hasSize(2);
  }

  @Test
  void aFirstPartThatIsNeededAndGoneIsTold() throws Exception {
    write(MUCH, MUCH, MUCH);
    disk.delete(FIRST);

    Recovered recovered = reopened(1).recovered();

    assertThat(recovered.first()).isEqualTo(2);
    assertThat(recovered.next()).isEqualTo(4);
    assertThat(recovered.damage())
        .containsExactly(
            new BadPlace(segment(2), 0, "positions 1 to 1 are needed and are not there"));
    assertThat(reopenedAfter(2).damage()).isEmpty();
  }

  private Recovered reopenedAfter(long neededFrom) throws Exception {
    disk.crash(new java.util.Random(1));
    return reopened(neededFrom).recovered();
  }

  @Test
  void positionsGoOnBehindASnapshotThatIsAheadOfTheJournal() throws Exception {
    write("one");
    TestJournal test = new TestJournal(disk).open(100);
    test.write("hundred").journal.close();

    assertThat(test.announced).isEqualTo(100);
    assertThat(records(disk, 1)).containsExactly("1 one", "100 hundred");
    assertThat(reopened(1).recovered()).isEqualTo(new Recovered(1, 101, 0, null, List.of()));
  }

  @Test
  void aRecordThatStandsTwiceIsReadOnce() throws Exception {
    write("one", "two");
    byte[] bytes = disk.bytes(FIRST);
    int record = RecordFormat.HEAD + 3;
    byte[] twice = Arrays.copyOf(bytes, bytes.length + record);
    System.arraycopy(bytes, bytes.length - record, twice, bytes.length, record);
    disk.put(FIRST, twice);

    Recovered recovered = reopened(1).recovered();

    assertThat(recovered.cut())
        .isEqualTo(new BadPlace(FIRST, bytes.length, "a record has position 2 where 3 belongs"));
    assertThat(records(disk, 1)).containsExactly("1 one", "2 two");
  }

  @Test
  void anotherVersionIsSaidToBeOne() throws Exception {
    write("one");
    byte[] bytes = disk.bytes(FIRST);
    bytes[11] = 2;
    java.util.zip.CRC32C crc = new java.util.zip.CRC32C();
    crc.update(bytes, 0, 36);
    java.nio.ByteBuffer.wrap(bytes).putInt(36, (int) crc.getValue());
    disk.put(FIRST, bytes);

    assertThat(reopened(1).recovered().damage().get(0).what())
        .isEqualTo("has format version 2, this program reads 1; use the program that wrote it");
  }
}
