package io.tocsin.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.disk.DiskFile;
import io.tocsin.disk.DiskFullException;
import io.tocsin.testkit.FaultyDisk.Fault;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The laboratory's disks: what a crash leaves, and what a fault does. */
final class MemoryDiskTest {

  private static final Path A = Path.of("/d/a");
  private static final int CRASHES = 300;

  private static ByteBuffer bytes(String text) {
    return ByteBuffer.wrap(text.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1));
  }

  /** What there is after a crash, of all that can be. */
  private static String left(MemoryDisk disk, int seed) throws IOException {
    disk.crash(new Random(seed));
    return disk.list(Path.of("/d")).isEmpty()
        ? "no file"
        : new String(disk.bytes(A), java.nio.charset.StandardCharsets.ISO_8859_1);
  }

  @Test
  void whatWasForcedOutlivesEveryCrash() throws Exception {
    for (int seed = 0; seed < CRASHES; seed++) {
      MemoryDisk disk = new MemoryDisk();
      DiskFile file = disk.create(A);
      file.write(bytes("abc"), 0);
      file.force();
      disk.forceDirectory(Path.of("/d"));

      assertThat(left(disk, seed)).isEqualTo("abc");
    }
  }

  @Test
  void whatWasNotForcedIsThereOrNotOrInPart() throws Exception {
    Set<String> seen = new TreeSet<>();
    for (int seed = 0; seed < CRASHES; seed++) {
      MemoryDisk disk = new MemoryDisk();
      DiskFile file = disk.create(A);
      disk.forceDirectory(Path.of("/d"));
      file.write(bytes("abc"), 0);
      file.force();
      file.write(bytes("def"), 3);
      seen.add(left(disk, seed));
    }

    assertThat(seen).allMatch(left -> left.startsWith("abc"));
    assertThat(seen).contains("abc", "abcd", "abcde", "abcdef").hasSizeGreaterThan(20);
  }

  @Test
  void aNameThatWasNotForcedIsThereOrNot() throws Exception {
    Set<String> seen = new TreeSet<>();
    for (int seed = 0; seed < CRASHES; seed++) {
      MemoryDisk disk = new MemoryDisk();
      DiskFile file = disk.create(A);
      file.write(bytes("abc"), 0);
      file.force();
      seen.add(left(disk, seed));
    }

    assertThat(seen).containsExactly("abc", "no file");
  }

  @Test
  void aRenameThatWasNotForcedIsWholeOrNotThere() throws Exception {
    Set<String> seen = new TreeSet<>();
    for (int seed = 0; seed < CRASHES; seed++) {
      MemoryDisk disk = new MemoryDisk();
      disk.put(A, new byte[] {'o', 'l', 'd'});
      disk.put(Path.of("/d/b"), new byte[] {'n', 'e', 'w'});
      disk.rename(Path.of("/d/b"), A);
      seen.add(left(disk, seed) + " " + disk.list(Path.of("/d")));
    }

    assertThat(seen).containsExactly("new [a]", "old [a, b]");
  }

  @Test
  void aFullDiskTakesWhatFits() throws Exception {
    MemoryDisk disk = new MemoryDisk();
    DiskFile file = disk.create(A);
    disk.capacity(4);
    assertThatThrownBy(() -> file.write(bytes("abcdef"), 0)).isInstanceOf(DiskFullException.class);

    assertThat(disk.bytes(A)).hasSize(4);
    assertThat(disk.usableBytes(A)).isZero();
    file.write(bytes("xy"), 2);
    assertThat(disk.bytes(A)).containsExactly('a', 'b', 'x', 'y');
  }

  @Test
  void whatAForceThatFailedWasToMakeDurableNeverIs() throws Exception {
    MemoryDisk memory = new MemoryDisk();
    FaultyDisk disk = new FaultyDisk(memory, new Random(1));
    DiskFile file = disk.create(A);
    disk.forceDirectory(Path.of("/d"));
    file.write(bytes("abc"), 0);
    disk.failAt(1, Fault.IO_ERROR);
    assertThatThrownBy(file::force).hasMessage("Input/output error");
    file.force();

    assertThat(memory.bytes(A)).as("it can still be read").hasSize(3);
    assertThat(left(memory, 1)).isEmpty();
  }

  @Test
  void aDeadMachineDoesNothing() throws Exception {
    MemoryDisk memory = new MemoryDisk();
    FaultyDisk disk = new FaultyDisk(memory, new Random(1)).failAt(2, Fault.CRASH);
    DiskFile file = disk.create(A);
    byte[] much = new byte[1000];
    Arrays.fill(much, (byte) 1);
    assertThatThrownBy(() -> file.write(ByteBuffer.wrap(much), 0)).isInstanceOf(IOException.class);

    assertThat(memory.bytes(A)).hasSizeLessThan(1000);
    assertThat(disk.isDead()).isTrue();
    assertThatThrownBy(file::size).hasMessage("the machine is off");
    assertThatThrownBy(() -> disk.list(A)).hasMessage("the machine is off");
  }
}
