package io.tocsin.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The machine's files through the seam. */
final class SystemDiskTest {

  private final SystemDisk disk = new SystemDisk();

  @TempDir private Path folder;

  private static ByteBuffer bytes(int... values) {
    ByteBuffer buffer = ByteBuffer.allocate(values.length);
    for (int value : values) {
      buffer.put((byte) value);
    }
    return buffer.flip();
  }

  @Test
  void whatIsWrittenIsRead() throws Exception {
    Path path = folder.resolve("a");
    try (DiskFile file = disk.create(path)) {
      file.write(bytes(1, 2, 3, 4), 0);
      file.write(bytes(9), 1);
      file.truncate(3);
      file.force();
      assertThat(file.size()).isEqualTo(3);
    }
    ByteBuffer read = ByteBuffer.allocate(5);
    try (DiskFile file = disk.open(path, false)) {
      assertThat(file.read(read, 0)).isEqualTo(3);
      assertThat(file.read(read, 3)).isZero();
    }
    assertThat(read.flip()).isEqualTo(bytes(1, 9, 3));
  }

  @Test
  void namesAreMadeChangedAndRemoved() throws Exception {
    Path deep = folder.resolve("x/y");
    disk.createDirectories(deep);
    disk.createDirectories(deep);
    disk.create(deep.resolve("b")).close();
    disk.create(deep.resolve("a")).close();
    assertThat(disk.list(deep)).containsExactly("a", "b");
    disk.rename(deep.resolve("a"), deep.resolve("b"));
    disk.forceDirectory(deep);
    assertThat(disk.list(deep)).containsExactly("b");
    disk.delete(deep.resolve("b"));
    disk.delete(deep.resolve("b"));

    assertThat(disk.list(deep)).isEmpty();
    assertThat(disk.usableBytes(deep)).isPositive();
  }

  @Test
  void whatIsNotAsExpectedIsAnError() throws Exception {
    Path file = Files.createFile(folder.resolve("a"));

    assertThatThrownBy(() -> disk.create(file)).isInstanceOf(FileAlreadyExistsException.class);
    assertThatThrownBy(() -> disk.open(folder.resolve("no"), true))
        .isInstanceOf(NoSuchFileException.class);
    assertThatThrownBy(() -> disk.createDirectories(file))
        .isInstanceOf(NotDirectoryException.class);
  }

  @Test
  void aLockIsHeldOnceUntilItIsReleased() throws Exception {
    Path file = folder.resolve("lock");
    Closeable lock = disk.tryLock(file);
    assertThat(lock).isNotNull();
    assertThat(new SystemDisk().tryLock(file)).isNull();
    lock.close();

    Closeable again = new SystemDisk().tryLock(file);
    assertThat(again).isNotNull();
    again.close();
  }

  @Test
  void aLockThatCannotBeTakenIsNotHeld() throws Exception {
    Path file = Files.createDirectory(folder.resolve("lock"));
    assertThatThrownBy(() -> disk.tryLock(file)).isInstanceOf(IOException.class);
    Files.delete(file);

    Closeable lock = disk.tryLock(file);
    assertThat(lock).isNotNull();
    lock.close();
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void aFullDiskIsToldFromOtherErrors() throws Exception {
    try (DiskFile full = disk.open(Path.of("/dev/full"), true)) {
      assertThatThrownBy(() -> full.write(bytes(1), 0)).isInstanceOf(DiskFullException.class);
    }
  }
}
