package io.tocsin.journal;

import static io.tocsin.journal.TestJournal.DIRECTORY;
import static io.tocsin.journal.TestJournal.records;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.testkit.FaultyDisk;
import io.tocsin.testkit.FaultyDisk.Fault;
import io.tocsin.testkit.MemoryDisk;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A program that is killed and a machine that dies at any operation, on a disk that fails and keeps
 * of what was not forced what chance wants: what was announced is there, once and in order, and
 * nothing else ever was.
 */
final class JournalCrashTest {

  private static final int ROUNDS = 500;
  private static final JournalSettings ROOMY =
      new JournalSettings(DIRECTORY, 4096, 8192, 1 << 20, Duration.ofHours(1));

  private final MemoryDisk memory = new MemoryDisk();

  /** What was appended for each position, by the life in which it was; and the last announced. */
  private final List<String> appended = new ArrayList<>();

  private long announced;
  private long released = 1;
  private int number;

  @ParameterizedTest
  @ValueSource(longs = {1, 20261124, 77, 4_000_000_007L})
  void whatWasAnnouncedOutlivesEveryCrash(long seed) throws Exception {
    System.out.println("crash seed " + seed);
    Random random = new Random(seed);
    for (int round = 0; round < ROUNDS; round++) {
      live(random);
      if (random.nextInt(3) == 0) {
        memory.kill(); // what was not forced can be read, and is no more durable than before
      } else {
        memory.crash(random);
      }
    }
    assertThat(announced).isGreaterThan(ROUNDS);
  }

  /** One life of a hub. */
  private void live(Random random) throws Exception {
    FaultyDisk disk = new FaultyDisk(memory, random);
    boolean faulty = random.nextBoolean();
    long dies = 1L + random.nextInt(60);
    disk.follow(
        (operation, file, number) ->
            number == dies
                ? Fault.CRASH
                : faulty && random.nextInt(8) == 0 ? Fault.IO_ERROR : Fault.NONE);
    TestJournal test = new TestJournal(disk, ROOMY);
    if (random.nextInt(4) == 0) {
      released = Math.max(released, 1L + random.nextInt((int) announced + 1));
    }
    try {
      test.open(released);
    } catch (IOException e) {
      return; // the machine died, or the disk failed, before the hub was up
    }
    check(test.journal.recovered(), disk);
    while (!disk.isDead()) {
      for (int i = random.nextInt(4); i > 0 && test.journal.hasRoom(); i--) {
        String text = "event " + number++ + " " + "x".repeat(random.nextInt(2000));
        appended.add(test.append(text) + " " + text);
      }
      long delay = test.journal.step();
      announced = Math.max(announced, test.announced);
      test.time.advance(Duration.ofMillis(delay > 0 && delay < 10_000_000 ? 1 + delay / 1000 : 1));
      if (random.nextInt(20) == 0 && announced > 1) {
        released = Math.max(released, 1L + random.nextInt((int) announced));
        test.journal.release(released);
      }
    }
  }

  private void check(Recovered recovered, FaultyDisk disk) throws IOException {
    assertThat(recovered.damage()).isEmpty();
    assertThat(recovered.next()).isGreaterThan(announced);
    int kept = (int) recovered.next() - 1;
    assertThat(appended).hasSizeGreaterThanOrEqualTo(kept);
    while (appended.size() > kept) {
      appended.remove(kept);
    }
    assertThat(recovered.first()).isLessThanOrEqualTo(Math.max(1, released));
    try {
      assertThat(records(disk, released)).isEqualTo(appended.subList((int) released - 1, kept));
    } catch (JournalDamageException e) {
      throw e;
    } catch (IOException e) {
      assertThat(disk.isDead()).isTrue();
    }
  }

  /** Once at each operation there is, so that none is left to chance. */
  @Test
  void aCrashAtEachOperationOfASmallJournalLosesNothingAnnounced() throws Exception {
    for (long dies = 1; dies < 200; dies++) {
      for (int seed = 0; seed < 20; seed++) {
        MemoryDisk all = new MemoryDisk();
        FaultyDisk disk = new FaultyDisk(all, new Random(seed)).failAt(dies, Fault.CRASH);
        TestJournal test = new TestJournal(disk);
        test.open();
        for (int i = 1; i <= 20 && !disk.isDead(); i++) {
          test.append(i + "x".repeat(700));
          test.settle();
          test.journal.release(i);
        }
        boolean done = !disk.isDead();
        all.crash(new Random(seed));

        long from = Math.max(1, test.announced - 1);
        Recovered recovered = new TestJournal(all).open(from).journal.recovered();
        assertThat(recovered.damage()).as("crash at %d, seed %d", dies, seed).isEmpty();
        assertThat(recovered.next()).isBetween(test.announced + 1, test.announced + 2);
        assertThat(records(all, from)).hasSize((int) (recovered.next() - from));
        if (done) {
          assertThat(test.announced).isEqualTo(20);
          return;
        }
      }
    }
    throw new AssertionError("it never came to an end");
  }

  /** A crash of what puts a damaged directory in order loses no more than the damage did. */
  @Test
  void aCrashWhileDamageIsSetAsideCanBeGoneOnFrom() throws Exception {
    for (int dies = 1; dies < 20; dies++) {
      MemoryDisk all = new MemoryDisk();
      new TestJournal(all).open().write("a".repeat(4000), "b".repeat(4000), "c").journal.close();
      Path second = DIRECTORY.resolve(SegmentHeader.name(2));
      byte[] rotten = all.bytes(second);
      rotten[100] ^= 1;
      all.put(second, rotten);
      FaultyDisk disk = new FaultyDisk(all, new Random(dies)).failAt(dies, Fault.CRASH);
      boolean opened = true;
      try {
        new TestJournal(disk).open();
      } catch (IOException e) {
        opened = false;
      }
      all.crash(new Random(dies));

      TestJournal test = new TestJournal(all).open();
      assertThat(test.journal.recovered().hasRecords()).isTrue();
      test.write("goes on");
      assertThat(records(all, 1)).first().asString().startsWith("1 aaaa");
      assertThat(records(all, 1)).last().asString().endsWith(" goes on");
      if (opened) {
        return;
      }
    }
    throw new AssertionError("it never came to an end");
  }
}
