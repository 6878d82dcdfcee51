package io.tocsin.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.disk.SystemDisk;
import io.tocsin.telemetry.Telemetry;
import io.tocsin.time.SystemTime;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A journal with its thread, on the machine's disk. */
@Timeout(60)
final class JournalThreadTest {

  @TempDir private Path folder;

  private JournalHost host() {
    return new JournalHost(new SystemDisk(), new SystemTime(), new Telemetry());
  }

  private JournalSettings settings() {
    return new JournalSettings(
        folder.resolve("j"), 1 << 20, 64 << 10, 1L << 30, Duration.ofDays(1));
  }

  @Test
  void oneRecordBecomesDurableWithoutAnother() throws Exception {
    CountDownLatch durable = new CountDownLatch(1);
    try (Journal journal = Journal.open(settings(), host(), 1, position -> durable.countDown())) {
      journal.append((byte) 1, 5, ByteBuffer.wrap(new byte[10]));

      assertThat(durable.await(30, TimeUnit.SECONDS)).isTrue();
      assertThat(journal.durablePosition()).isEqualTo(1);
    }
  }

  @Test
  void aLaneThatAsksForRoomGetsEverythingThrough() throws Exception {
    Semaphore room = new Semaphore(0);
    JournalListener listener =
        new JournalListener() {
          private long last;

          @Override
          public void durableUpTo(long position) {
            assertThat(position).isGreaterThan(last);
            last = position;
          }

          @Override
          public void roomIsBack() {
            room.release();
          }
        };
    int records = 20_000;
    try (Journal journal = Journal.open(settings(), host(), 1, listener)) {
      byte[] payload = new byte[500];
      for (int i = 1; i <= records; i++) {
        while (!journal.hasRoom()) {
          assertThat(room.tryAcquire(30, TimeUnit.SECONDS)).isTrue();
        }
        ByteBuffer.wrap(payload).putInt(i);
        assertThat(journal.append((byte) 1, i, payload, 0, payload.length)).isEqualTo(i);
      }
    }
    try (JournalReader reader = JournalReader.open(new SystemDisk(), settings().directory(), 1)) {
      for (int i = 1; i <= records; i++) {
        assertThat(reader.next()).isTrue();
        assertThat(reader.payload().getInt()).isEqualTo(i);
      }
      assertThat(reader.next()).isFalse();
    }
  }

  @Test
  void aDirectoryThatCannotBeMadeIsAnError() throws Exception {
    java.nio.file.Files.createFile(folder.resolve("j"));

    org.assertj.core.api.Assertions.assertThatThrownBy(
            () -> Journal.open(settings(), host(), 1, position -> {}))
        .isInstanceOf(java.io.IOException.class)
        .hasMessageContaining(folder.resolve("j").toString());
  }
}
