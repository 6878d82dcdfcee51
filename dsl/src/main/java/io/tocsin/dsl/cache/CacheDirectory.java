package io.tocsin.dsl.cache;

import com.sun.security.auth.module.UnixSystem;
import io.tocsin.time.TimeSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Files of the user's own in a directory that only the user can write to. Bounded in files and
 * bytes: the ones not used for longest go. What is amiss (no such directory, a read-only one, one
 * or a file of somebody else's, a full disk) means that nothing is found or kept; it is never an
 * error. Several processes may use one directory.
 */
final class CacheDirectory {

  private static final int OTHERS_MAY_WRITE = 022;

  private final Path directory;
  private final int maxFiles;
  private final long maxBytes;
  private final TimeSource time;

  private record Kept(Path path, FileTime used, long bytes) {}

  CacheDirectory(Path directory, int maxFiles, long maxBytes, TimeSource time) {
    this.directory = directory;
    this.maxFiles = maxFiles;
    this.maxBytes = maxBytes;
    this.time = time;
  }

  /** The bytes of a file, null when there are none to trust. Counts as a use. */
  byte @Nullable [] read(String name) {
    Path file = directory.resolve(name);
    try {
      if (!isOurs(directory) || !isOurs(file) || Files.size(file) > maxBytes) {
        return null;
      }
      byte[] bytes = Files.readAllBytes(file);
      used(file);
      return bytes;
    } catch (IOException e) {
      return null;
    }
  }

  private void used(Path file) {
    try {
      Files.setLastModifiedTime(file, FileTime.from(time.nowMicros(), TimeUnit.MICROSECONDS));
    } catch (IOException e) {
      // Read-only: what is there still serves.
    }
  }

  /** Keeps a file, in place of one of that name; whole or not at all. */
  void write(String name, byte[] bytes) {
    if (bytes.length > maxBytes) {
      return;
    }
    try {
      Files.createDirectories(
          directory,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      if (!isOurs(directory)) {
        return;
      }
      Path part = Files.createTempFile(directory, name, ".part");
      try {
        Files.write(part, bytes);
        used(part);
        Files.move(part, directory.resolve(name), StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(part);
      }
      removeOldest();
    } catch (IOException | UnsupportedOperationException e) {
      // The next load compiles again.
    }
  }

  private void removeOldest() throws IOException {
    List<Kept> kept = new ArrayList<>();
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        kept.add(new Kept(file, Files.getLastModifiedTime(file), Files.size(file)));
      }
    }
    kept.sort(Comparator.comparing(Kept::used).reversed());
    long bytes = 0;
    for (int i = 0; i < kept.size(); i++) {
      bytes += kept.get(i).bytes();
      if (i >= maxFiles || bytes > maxBytes) {
        Files.deleteIfExists(kept.get(i).path());
      }
    }
  }

  /** Whether a file or directory, and no link to one, is the user's and nobody else's to write. */
  private static boolean isOurs(Path path) {
    try {
      Map<String, Object> found =
          Files.readAttributes(path, "unix:uid,mode,isSymbolicLink", LinkOption.NOFOLLOW_LINKS);
      return found.get("uid") instanceof Integer owner
          && Integer.toUnsignedLong(owner) == User.ID
          && found.get("mode") instanceof Integer mode
          && (mode & OTHERS_MAY_WRITE) == 0
          && Boolean.FALSE.equals(found.get("isSymbolicLink"));
    } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
      return false;
    }
  }

  /** Who runs this; asked once. */
  private static final class User {
    private static final long NOBODY = -1;
    static final long ID = id();

    private static long id() {
      try {
        return new UnixSystem().getUid();
      } catch (LinkageError e) {
        // Not a system with users of this kind: nothing is anybody's.
        return NOBODY;
      }
    }
  }
}
