package io.tocsin.notify.file;

import io.tocsin.sink.Delivery;
import io.tocsin.sink.Parcel;
import io.tocsin.sink.Sink;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The live half of {@link FileSettings}. */
final class FileSink implements Sink {

  private final Path path;
  private volatile @Nullable FileChannel channel;

  /** What the open file is known by, whatever its name is now; null where files have no key. */
  private @Nullable Object openedKey;

  FileSink(Path path) {
    this.path = path;
  }

  @Override
  public Delivery deliver(Parcel parcel, Duration timeout) throws InterruptedException {
    byte[] lines = Lines.json(parcel.events()).getBytes(StandardCharsets.UTF_8);
    try {
      append(current(), lines);
      return Delivery.delivered();
    } catch (ClosedByInterruptException e) {
      // The channel keeps the interrupt set; the caller is told by the exception instead.
      Thread.interrupted();
      close();
      throw new InterruptedException();
    } catch (IOException e) {
      close();
      return Delivery.retryable("cannot write to " + path + ": " + e.getClass().getSimpleName());
    }
  }

  private FileChannel current() throws IOException {
    FileChannel open = channel;
    if (open != null && open.isOpen() && isStillThere()) {
      return open;
    }
    close();
    Path directory = path.toAbsolutePath().getParent();
    if (directory != null) {
      Files.createDirectories(directory);
    }
    open =
        FileChannel.open(
            path, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
    channel = open;
    openedKey = keyOf(path);
    endHalfLine(open);
    return open;
  }

  /**
   * Ends a line that a crash, or somebody else, left without its end: ours is a line of its own.
   */
  private void endHalfLine(FileChannel open) throws IOException {
    if (open.size() == 0 || !Files.isRegularFile(path)) {
      return;
    }
    ByteBuffer last = ByteBuffer.allocate(1);
    try (FileChannel in = FileChannel.open(path, StandardOpenOption.READ)) {
      in.read(last, in.size() - 1);
    } catch (AccessDeniedException e) {
      // A file that may be written and not read: whether it is so cannot be known.
      return;
    }
    if (last.get(0) != '\n') {
      append(open, new byte[] {'\n'});
    }
  }

  private boolean isStillThere() throws IOException {
    try {
      return Objects.equals(openedKey, keyOf(path));
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  private static @Nullable Object keyOf(Path file) throws IOException {
    return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
  }

  private static void append(FileChannel open, byte[] lines) throws IOException {
    long before = open.size();
    ByteBuffer rest = ByteBuffer.wrap(lines);
    boolean complete = false;
    try {
      while (rest.hasRemaining()) {
        open.write(rest);
      }
      complete = true;
    } finally {
      if (!complete && open.isOpen() && rest.position() > 0) {
        open.truncate(before);
      }
    }
  }

  @Override
  public void close() {
    FileChannel open = channel;
    channel = null;
    if (open != null) {
      try {
        open.close();
      } catch (IOException e) {
        // Every line was written before; nothing is held back here.
      }
    }
  }
}
