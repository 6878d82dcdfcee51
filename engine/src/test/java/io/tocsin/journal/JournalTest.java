package io.tocsin.journal;

import static io.tocsin.journal.TestJournal.DIRECTORY;
import static io.tocsin.journal.TestJournal.records;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.testkit.FaultyDisk;
import io.tocsin.testkit.MemoryDisk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What a journal promises while its disk works. */
final class JournalTest {

  private final MemoryDisk memory = new MemoryDisk();
  private final FaultyDisk disk = new FaultyDisk(memory, new Random(5));
  private final TestJournal test = new TestJournal(disk);

  private List<String> segments() {
    return memory.list(DIRECTORY).stream().filter(name -> name.endsWith(".journal")).toList();
  }

  @Test
  void recordsComeBackAsTheyWereInTheirOrder() throws Exception {
    test.open();
    test.time.set(42);
    assertThat(test.append("one")).isEqualTo(1);
    test.time.set(43);
    assertThat(test.journal.append((byte) -1, 43, ByteBuffer.allocateDirect(0))).isEqualTo(2);
    test.settle().journal.close();

    try (JournalReader reader = JournalReader.open(disk, DIRECTORY, 1)) {
      assertThat(reader.next()).isTrue();
      assertThat(reader.position()).isEqualTo(1);
      assertThat(reader.arrivalMicros()).isEqualTo(42);
      assertThat(reader.kind()).isEqualTo((byte) 7);
      assertThat(TestJournal.text(reader.payload())).isEqualTo("one");
      assertThat(reader.next()).isTrue();
      assertThat(reader.kind()).isEqualTo((byte) -1);
      assertThat(reader.payload().remaining()).isZero();
      assertThat(reader.payload().hasArray()).isTrue();
      assertThat(reader.next()).isFalse();
      assertThat(reader.tail()).isNull();
    }
  }

  @Test
  void whatCameMeanwhileIsForcedOnce() throws Exception {
    test.open().write("begins the segment");
    long before = disk.operations();
    for (int i = 0; i < 20; i++) {
      test.append("record " + i);
    }
    assertThat(test.announced).isEqualTo(1);
    test.settle();

    assertThat(test.announced).isEqualTo(21);
    assertThat(disk.operations() - before).as("a write and a force").isEqualTo(2);
    assertThat(test.telemetry.total("tocsin.journal.syncs")).isEqualTo(2);
    assertThat(test.telemetry.total("tocsin.journal.records")).isEqualTo(21);
  }

  @Test
  void positionsGoOnAfterARestart() throws Exception {
    test.open().write("a", "b").journal.close();
    test.open();

    assertThat(test.journal.recovered()).isEqualTo(new Recovered(1, 3, 0, null, List.of()));
    test.write("c").journal.close();
    assertThat(records(memory, 1)).containsExactly("1 a", "2 b", "3 c");
    assertThat(records(memory, 3)).containsExactly("3 c");
    assertThat(records(memory, 4)).isEmpty();
  }

  @Test
  void closingMakesWhatWaitsDurable() throws Exception {
    test.open();
    test.append("late");
    test.journal.close();
    test.journal.close();

    memory.crash(new Random(1));
    assertThat(records(memory, 1)).containsExactly("1 late");
    assertThatThrownBy(() -> test.append("later")).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void afterACleanEndNothingIsCopied() throws Exception {
    test.open().write("a").journal.close();
    assertThat(segments()).hasSize(2);
    long before = disk.operations();
    test.open();

    assertThat(disk.operations() - before).as("a force of file and directory").isEqualTo(2);
    test.write("b");
    assertThat(segments()).hasSize(2);
  }

  @Test
  void segmentsAreBegunWhenOneIsFull() throws Exception {
    test.open();
    String kilobyte = "x".repeat(1000);
    test.write(kilobyte, kilobyte, kilobyte);
    assertThat(segments()).hasSize(1);
    test.write(kilobyte);

    assertThat(segments()).containsExactly("0000000000000001.journal", "0000000000000004.journal");
    assertThat(records(memory, 4)).hasSize(1);
    assertThat(records(test.journal.reader(2))).hasSize(3);
  }

  @Test
  void aSegmentHoldsRecordsUpToItsSizeExactly() throws Exception {
    int room = 4096 - SegmentHeader.BYTES - 2 * RecordFormat.HEAD - 1000;
    test.open().write("x".repeat(1000), "x".repeat(room));
    assertThat(segments()).hasSize(1);

    MemoryDisk other = new MemoryDisk();
    new TestJournal(other).open().write("x".repeat(1000), "x".repeat(room + 1));
    assertThat(other.list(DIRECTORY)).hasSize(2);
  }

  @Test
  void aRecordLargerThanBufferAndSegmentIsTaken() throws Exception {
    test.open().write("a", "x".repeat(100_000), "b");

    assertThat(records(test.journal.reader(1))).hasSize(3).endsWith("3 b");
    assertThat(records(memory, 1)).hasSize(3);
  }

  @Test
  void twoHubsCannotHaveOneJournal() throws Exception {
    test.open();

    assertThatThrownBy(() -> new TestJournal(disk).open())
        .isInstanceOf(IOException.class)
        .hasMessage(
            "/journal: another hub has this journal open; stop it, or give each a directory of its"
                + " own");
    test.journal.close();
    new TestJournal(disk).open();
  }

  @Test
  void historyIsKeptUntilItIsTooMuch() throws Exception {
    test.open();
    String kilobyte = "x".repeat(1000);
    for (int i = 0; i < 12; i++) {
      test.write(kilobyte);
    }
    test.journal.release(12);
    test.settle();
    assertThat(segments()).as("12 kB are within 16 kB").hasSize(4);
    for (int i = 0; i < 12; i++) {
      test.write(kilobyte);
    }

    assertThat(test.journal.bytesOnDisk()).isLessThan(16_384);
    try (JournalReader reader = test.journal.reader(1)) {
      assertThat(reader.next()).isTrue();
      assertThat(reader.position()).isEqualTo(reader.firstKept()).isEqualTo(10);
    }
  }

  @Test
  void historyIsKeptUntilItIsTooOld() throws Exception {
    String much = "x".repeat(4000);
    test.open();
    test.write(much);
    test.time.advance(Duration.ofMinutes(30));
    test.write(much);
    test.journal.release(3);
    test.time.advance(Duration.ofHours(1));
    test.settle();
    assertThat(segments()).as("the first ended an hour ago").hasSize(2);

    test.time.advance(Duration.ofNanos(1000));
    test.settle();
    assertThat(segments()).hasSize(1);
    test.time.advance(Duration.ofDays(1));
    test.settle();
    assertThat(segments()).as("the last one is written to").hasSize(1);
  }

  @Test
  void whatRecoveryNeedsIsNeverRemovedAndIsBounded() throws Exception {
    String much = "x".repeat(4000);
    test.open().write(much, much, much, much);
    assertThat(test.journal.hasRoom()).isTrue();
    test.write(much);

    assertThat(test.journal.hasRoom()).isFalse();
    assertThat(test.heard).hasSize(1).first().asString().contains("recovery needs more than");
    test.journal.release(2);
    test.settle();
    assertThat(test.heard).endsWith("recovered", "room");
    assertThat(test.journal.hasRoom()).isTrue();
    assertThat(segments()).hasSize(4);
  }

  @Test
  void thereIsNoRoomWhileHalfOfTheBufferWaits() throws Exception {
    test.open();
    test.append("x".repeat(4095 - RecordFormat.HEAD));
    assertThat(test.journal.hasRoom()).isTrue();
    test.append("");
    assertThat(test.journal.hasRoom()).isFalse();
    test.append("one round more is taken");
    assertThat(test.heard).isEmpty();
    test.settle();

    assertThat(test.heard).containsExactly("room");
    assertThat(test.journal.hasRoom()).isTrue();
  }

  @Test
  void whoNeverAsksForRoomIsStopped() throws Exception {
    test.open();
    test.append("x".repeat(8191 - RecordFormat.HEAD));
    test.append("");

    assertThatThrownBy(() -> test.append("")).hasMessage("there is no room; ask hasRoom() before");
    test.settle();
    assertThat(test.append("")).isEqualTo(3);
  }
}
