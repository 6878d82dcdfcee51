package io.tocsin.journal;

import static io.tocsin.journal.TestJournal.DIRECTORY;
import static io.tocsin.journal.TestJournal.records;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.testkit.FaultyDisk;
import io.tocsin.testkit.FaultyDisk.Fault;
import io.tocsin.testkit.FaultyDisk.Operation;
import io.tocsin.testkit.MemoryDisk;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What a journal does while its disk fails, and after that. */
final class JournalFailureTest {

  private final MemoryDisk memory = new MemoryDisk();
  private final FaultyDisk disk = new FaultyDisk(memory, new Random(5));
  private final TestJournal test = new TestJournal(disk);

  private List<String> segments() {
    return memory.list(DIRECTORY).stream().filter(name -> name.endsWith(".journal")).toList();
  }

  @Test
  void whatAKilledHubLeftIsMadeDurableAndOnlyThen() throws Exception {
    test.open().write("a").append("b");
    disk.follow( // "b" is in the system's memory only
        (operation, file, number) ->
            operation == Operation.FORCE || operation == Operation.TRUNCATE
                ? Fault.IO_ERROR
                : Fault.NONE);
    test.settle();
    memory.kill();
    TestJournal after = new TestJournal(memory).open();
    assertThat(after.journal.recovered().next()).isEqualTo(3);
    after.write("c");
    memory.crash(new Random(4));

    assertThat(records(memory, 1)).containsExactly("1 a", "2 b", "3 c");
  }

  @Test
  void onAFullDiskAStartDoesWithoutACopy() throws Exception {
    test.open().write("a".repeat(1000));
    memory.kill();
    Path segment = DIRECTORY.resolve(segments().get(0));
    byte[] whole = memory.bytes(segment);
    memory.put(segment, Arrays.copyOf(whole, whole.length + 20));
    memory.capacity(whole.length + 70);

    TestJournal after = new TestJournal(memory).open();
    assertThat(after.journal.recovered().next()).isEqualTo(2);
    assertThat(after.journal.recovered().cutBytes()).isEqualTo(20);
    assertThat(memory.list(DIRECTORY)).isEqualTo(segments());
    assertThat(memory.bytes(segment)).isEqualTo(whole);
  }

  @Test
  void aJournalThatCannotBeWrittenSaysAtItsEndWhatIsLost() throws Exception {
    test.open().write("a");
    test.append("b");
    test.append("c");
    disk.follow((operation, file, number) -> Fault.IO_ERROR);

    assertThatThrownBy(test.journal::close)
        .hasMessage("/journal: positions 2 to 3 could not be written: Input/output error");
  }

  @ParameterizedTest
  @EnumSource(
      value = Operation.class,
      names = {"CREATE", "WRITE", "FORCE", "FORCE_DIRECTORY"})
  void aFailureIsToldAndWhatItMetIsWrittenAnew(Operation failing) throws Exception {
    test.open().write("a");
    test.append("b");
    disk.follow(
        (operation, file, number) ->
            operation == failing || operation == Operation.FORCE ? Fault.IO_ERROR : Fault.NONE);
    test.settle();
    test.append("c");
    test.settle();

    assertThat(test.announced).isEqualTo(1);
    assertThat(test.heard)
        .containsExactly(
            "trouble /journal: the journal cannot be written: Input/output error; see to the disk."
                + " What is not durable is not acknowledged, and is written as soon as it can be");
    disk.follow((operation, file, number) -> Fault.NONE);
    test.settle();
    assertThat(test.announced).as("it waits before it tries again").isEqualTo(1);
    test.time.advance(Duration.ofSeconds(2));
    test.settle();

    assertThat(test.announced).isEqualTo(3);
    assertThat(test.heard).hasSize(2).endsWith("recovered");
    assertThat(test.telemetry.total("tocsin.journal.failures")).isPositive();
    memory.crash(new Random(3));
    assertThat(records(memory, 1)).containsExactly("1 a", "2 b", "3 c");
    test.open();
    assertThat(test.journal.recovered()).isEqualTo(new Recovered(1, 4, 0, null, List.of()));
  }

  @Test
  void afterAForceThatFailedNothingOfItsSegmentIsReliedOn() throws Exception {
    test.open().write("a");
    test.append("b");
    disk.failAt(2, Fault.IO_ERROR);
    test.settle();
    test.time.advance(Duration.ofSeconds(1));
    test.write("c");

    assertThat(segments()).containsExactly("0000000000000001.journal", "0000000000000002.journal");
    memory.crash(new Random(2));
    assertThat(records(memory, 1)).containsExactly("1 a", "2 b", "3 c");
  }

  @ParameterizedTest
  @CsvSource({"0", "1", "24", "25", "26", "500"})
  void aFullDiskHoldsUpUntilThereIsRoomAgain(int left) throws Exception {
    test.open().write("a");
    Path segment = DIRECTORY.resolve(segments().get(0));
    byte[] whole = memory.bytes(segment);
    memory.capacity(whole.length + left);
    test.append("x".repeat(1000));
    test.settle();
    assertThat(memory.bytes(segment)).as("a part takes no room").isEqualTo(whole);
    while (test.journal.hasRoom()) {
      test.append("y".repeat(1000));
      test.settle();
    }
    assertThat(test.announced).isEqualTo(1);
    assertThat(test.heard).hasSize(1).first().asString().contains("the disk is full; make room");

    memory.capacity(Long.MAX_VALUE);
    test.time.advance(Duration.ofSeconds(2));
    test.settle();
    assertThat(test.announced).isEqualTo(test.journal.nextPosition() - 1).isGreaterThan(4);
    assertThat(test.heard).hasSize(3).contains("room", "recovered");
    assertThat(records(memory, 1)).hasSize((int) test.announced);
  }

  @Test
  void onAFullDiskHistoryGoesFirst() throws Exception {
    String much = "x".repeat(4000);
    test.open().write(much, much);
    test.journal.release(3);
    test.settle();
    memory.capacity(test.journal.bytesOnDisk() + 100);
    test.write(much);

    assertThat(test.announced).isEqualTo(3);
    assertThat(test.heard).isEmpty();
    assertThat(segments()).hasSize(2);
  }

  @Test
  void aListenerThatThrowsChangesNothing() throws Exception {
    JournalHost host = new JournalHost(memory, test.time, test.telemetry);
    Journal journal =
        Journal.openWithoutThread(
            TestJournal.SMALL,
            host,
            1,
            position -> {
              throw new IllegalStateException("on purpose");
            });
    journal.append((byte) 1, 0, new byte[3], 0, 3);

    assertThat(journal.step()).isZero();
    assertThat(journal.durablePosition()).isEqualTo(1);
  }
}
