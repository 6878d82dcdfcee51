package io.tocsin.bench;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.disk.SystemDisk;
import io.tocsin.journal.Journal;
import io.tocsin.journal.JournalHost;
import io.tocsin.journal.JournalListener;
import io.tocsin.journal.JournalReader;
import io.tocsin.journal.JournalSettings;
import io.tocsin.telemetry.Telemetry;
import io.tocsin.time.SystemTime;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * How fast records become durable: by the journal, by a force for each, and how fast a file is
 * written without any. Not run with the tests: its name is asked for, see docs/journal.md. The
 * property {@code bench.folder} names the disk.
 */
final class JournalBench {

  private static final long NANOS = 4_000_000_000L;
  private static final long ENOUGH_BYTES = 4L << 30;

  @TempDir private Path folder;

  @Test
  void measures() throws Exception {
    String place = System.getProperty("bench.folder");
    Path base = place == null ? folder : Files.createTempDirectory(Path.of(place), "journal-bench");
    run(base);
    assertThat(Files.exists(base)).isTrue();
  }

  static void run(Path base) throws Exception {
    for (int size : new int[] {100, 10_000}) {
      for (int round = 0; round < 3; round++) {
        Path folder = Files.createDirectory(base.resolve(size + "-" + round));
        groups(folder, size);
        read(folder, size);
        forcedEach(folder, size);
        plain(folder, size);
        delete(folder);
      }
    }
    Path folder = Files.createDirectory(base.resolve("idle"));
    idle(folder);
    delete(folder);
  }

  private static void delete(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  private static JournalSettings settings(Path folder) {
    return new JournalSettings(
        folder.resolve("j"), 64 << 20, 8 << 20, 64L << 30, Duration.ofDays(1));
  }

  private static long cpuNanos() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  private static void groups(Path folder, int size) throws Exception {
    Semaphore room = new Semaphore(0);
    JournalListener listener =
        new JournalListener() {
          @Override
          public void durableUpTo(long position) {}

          @Override
          public void roomIsBack() {
            room.release();
          }
        };
    Telemetry telemetry = new Telemetry();
    JournalHost host = new JournalHost(new SystemDisk(), new SystemTime(), telemetry);
    byte[] payload = new byte[size];
    long n = 0;
    long start = System.nanoTime();
    long cpu = cpuNanos();
    try (Journal journal = Journal.open(settings(folder), host, 1, listener)) {
      long most = ENOUGH_BYTES / size;
      while (System.nanoTime() - start < NANOS && n < most) {
        while (!journal.hasRoom()) {
          room.acquire();
        }
        n = journal.append((byte) 1, start, payload, 0, size);
      }
      cpu = cpuNanos() - cpu;
    }
    told("journal, groups", size, n, System.nanoTime() - start);
    long syncs = telemetry.total("tocsin.journal.syncs");
    System.out.printf(
        Locale.ROOT,
        "    %d records a force, %.0f us a write and force, %.0f ns of the lane's CPU a record%n",
        n / syncs,
        (double) telemetry.total("tocsin.journal.sync.micros") / syncs,
        (double) cpu / n);
  }

  private static void read(Path folder, int size) throws IOException {
    long n = 0;
    long start = System.nanoTime();
    try (JournalReader reader =
        JournalReader.open(new SystemDisk(), settings(folder).directory(), 1)) {
      while (reader.next()) {
        n++;
      }
    }
    told("journal, read", size, n, System.nanoTime() - start);
  }

  private static void forcedEach(Path folder, int size) throws IOException {
    ByteBuffer record = ByteBuffer.allocateDirect(size + 25);
    long n = 0;
    long start = System.nanoTime();
    try (FileChannel file = FileChannel.open(folder.resolve("each"), CREATE_NEW, WRITE)) {
      while (System.nanoTime() - start < NANOS) {
        file.write(record.clear());
        file.force(false);
        n++;
      }
    }
    told("force for each", size, n, System.nanoTime() - start);
  }

  private static void plain(Path folder, int size) throws IOException {
    byte[] record = new byte[size + 25];
    long n = 0;
    long start = System.nanoTime();
    try (FileChannel file = FileChannel.open(folder.resolve("plain"), CREATE_NEW, WRITE);
        OutputStream out = new BufferedOutputStream(Channels.newOutputStream(file), 4 << 20)) {
      long most = ENOUGH_BYTES / size;
      while (System.nanoTime() - start < NANOS && n < most) {
        out.write(record);
        n++;
      }
      out.flush();
      file.force(false);
    }
    told("plain file, forced at the end", size, n, System.nanoTime() - start);
  }

  /** From append to durable, one at a time. */
  private static void idle(Path folder) throws Exception {
    Semaphore durable = new Semaphore(0);
    JournalHost host = new JournalHost(new SystemDisk(), new SystemTime(), new Telemetry());
    long[] nanos = new long[2000];
    try (Journal journal = Journal.open(settings(folder), host, 1, position -> durable.release())) {
      for (int i = 0; i < nanos.length; i++) {
        long start = System.nanoTime();
        journal.append((byte) 1, start, new byte[100], 0, 100);
        durable.acquire();
        nanos[i] = System.nanoTime() - start;
      }
    }
    Arrays.sort(nanos);
    System.out.printf(
        Locale.ROOT,
        "idle, append to durable: median %.0f us, p99 %.0f us, longest %.0f us%n",
        nanos[nanos.length / 2] / 1e3,
        nanos[nanos.length * 99 / 100] / 1e3,
        nanos[nanos.length - 1] / 1e3);
  }

  private static void told(String what, int size, long n, long nanos) {
    System.out.printf(
        Locale.ROOT,
        "%-30s %6d B: %,12.0f records/s, %8.1f MB/s%n",
        what,
        size,
        n * 1e9 / nanos,
        (double) n * size * 1e3 / nanos);
  }
}
