package io.tocsin.snapshot;

import io.tocsin.disk.Disk;
import io.tocsin.disk.DiskFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A snapshot on its way to disk: written as {@code .tmp}, forced, and only then given its name. Its
 * own methods are called by one thread, the rest happens on the store's.
 */
final class PendingSnapshot implements SnapshotOutput {

  /** Is told, on the store's thread, of what has become durable. */
  @FunctionalInterface
  interface Done {
    void durable(long bytes) throws IOException;
  }

  private final Disk disk;
  private final Path directory;
  private final Path name;
  private final Path temporary;
  private final ExecutorService thread;
  private final Done done;
  private final SnapshotWriter writer = new SnapshotWriter(this::chunk);
  private final AtomicLong waiting = new AtomicLong();
  private final CompletableFuture<Void> committed = new CompletableFuture<>();

  // Of the store's thread.
  private @Nullable DiskFile file;
  private @Nullable IOException failure;
  private long at;
  private int chunks;
  private long records;

  PendingSnapshot(Disk disk, Path directory, String name, ExecutorService thread, Done done) {
    this.disk = disk;
    this.directory = directory;
    this.name = directory.resolve(name);
    this.temporary = directory.resolve(name + SnapshotStore.TEMPORARY);
    this.thread = thread;
    this.done = done;
    thread.execute(() -> attempt(this::create));
  }

  private interface Step {
    void run() throws IOException;
  }

  private void attempt(Step step) {
    if (failure == null) {
      try {
        step.run();
      } catch (IOException e) {
        failure = e;
      }
    }
  }

  private void create() throws IOException {
    file = disk.create(temporary);
    write(SnapshotLayout.header());
  }

  private void write(ByteBuffer bytes) throws IOException {
    int length = bytes.remaining();
    file.write(bytes, at);
    at += length;
  }

  private void chunk(SnapshotWriter.Chunk chunk) {
    waiting.addAndGet(chunk.length());
    thread.execute(
        () -> {
          attempt(
              () -> {
                write(SnapshotLayout.head(chunk.length(), chunk.records(), chunk.bytes()));
                write(ByteBuffer.wrap(chunk.bytes(), 0, chunk.length()));
                chunks++;
                records += chunk.records();
              });
          waiting.addAndGet(-chunk.length());
        });
  }

  @Override
  public SnapshotWriter writer() {
    return writer;
  }

  @Override
  public long bytesWaiting() {
    return waiting.get();
  }

  @Override
  public CompletableFuture<Void> commit() {
    writer.flush();
    thread.execute(
        () -> {
          attempt(this::finish);
          if (failure == null) {
            committed.complete(null);
          } else {
            forget();
            committed.completeExceptionally(failure);
          }
        });
    return committed;
  }

  private void finish() throws IOException {
    write(SnapshotLayout.footer(chunks, records));
    file.force();
    file.close();
    disk.rename(temporary, name);
    disk.forceDirectory(directory);
    done.durable(at);
  }

  @Override
  public void abort() {
    thread.execute(this::forget);
  }

  private void forget() {
    try {
      if (file != null) {
        file.close();
      }
      disk.delete(temporary);
    } catch (IOException e) {
      // What is left of it is deleted at the next start.
      failure = failure == null ? e : failure;
    }
  }
}
