package io.tocsin.journal;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What came in, on disk and in order. Records get positions one after the other, from 1; those that
 * come while others are being written go together, with one write and one force.
 *
 * <p>One thread appends and asks for room; it never waits for the disk. Everything else may be
 * called by any thread. The journal has a thread of its own, which calls the {@link
 * JournalListener}.
 *
 * <p>No failure of the disk loses a record: it stays in memory, and is written again, until it is
 * durable. What is not yet durable is bounded by {@link #hasRoom}.
 */
public final class Journal implements Closeable {

  static final String LOCK = "lock";

  private final JournalSettings settings;
  private final JournalHost host;
  private final Recovered recovered;
  private final WaitingRecords waiting;
  private final Segments segments;
  private final JournalWriter writer;
  private final Closeable lock;
  private final JournalAlarm alarm;
  private @Nullable Thread thread;
  private @Nullable IOException closing;
  private boolean closed;

  private Journal(
      JournalSettings settings, JournalHost host, Opening opening, JournalListener listener) {
    this.settings = settings;
    this.host = host;
    this.recovered = opening.recovered();
    this.lock = opening.lock();
    this.waiting = new WaitingRecords(settings.bufferBytes(), recovered.next());
    this.segments = opening.segments();
    this.alarm = new JournalAlarm(listener);
    this.writer = new JournalWriter(settings, host, waiting, segments, alarm);
    writer.startAfter(opening.follows());
  }

  private record Opening(Closeable lock, Segments segments, long follows, Recovered recovered) {}

  /**
   * Opens a journal, makes its directory when it is not there, cuts off a torn tail, and sets aside
   * what cannot be read; all of that is told by {@link #recovered}. What is needed is read and
   * checked once.
   *
   * @param neededFrom the first position that recovery needs, one after that of the snapshot it
   *     begins with; 1 without a snapshot. Older records are history, and are not looked at
   * @throws IOException if another hub has the directory, or it cannot be read or written; says
   *     which, and the remedy
   */
  public static Journal open(
      JournalSettings settings, JournalHost host, long neededFrom, JournalListener listener)
      throws IOException {
    Journal journal = openWithoutThread(settings, host, neededFrom, listener);
    Thread thread = new Thread(journal::run, "tocsin-journal");
    thread.setDaemon(true);
    journal.thread = thread;
    thread.start();
    return journal;
  }

  /** A journal that does something only at a {@link #step}. */
  static Journal openWithoutThread(
      JournalSettings settings, JournalHost host, long neededFrom, JournalListener listener)
      throws IOException {
    if (neededFrom < 1) {
      throw new IllegalArgumentException("neededFrom must be at least 1, was " + neededFrom);
    }
    Path directory = settings.directory();
    host.disk().createDirectories(directory);
    Closeable lock = host.disk().tryLock(directory.resolve(LOCK));
    if (lock == null) {
      throw new IOException(
          directory
              + ": another hub has this journal open; stop it, or give each a directory of its"
              + " own");
    }
    try {
      Recovery recovery = new Recovery(host.disk(), directory, host.time().nowMicros());
      Recovered recovered = recovery.run(neededFrom);
      Segments segments = new Segments(host.disk(), directory, recovery.segments(), neededFrom);
      Opening opening = new Opening(lock, segments, recovery.follows(), recovered);
      return new Journal(settings, host, opening, listener);
    } catch (IOException | RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  /** What was found when it was opened. */
  public Recovered recovered() {
    return recovered;
  }

  /**
   * Takes a record in, without waiting. It is durable when the listener says so.
   *
   * @param kind what it is; the journal does not look at it
   * @param arrivalMicros microseconds since the epoch
   * @return its position
   * @throws IllegalArgumentException if it is longer than 64 MiB
   * @throws IllegalStateException if the journal is closed, or there is no room for long: after
   *     {@link #hasRoom} said so, as much again as the buffer has is taken
   */
  public long append(byte kind, long arrivalMicros, byte[] bytes, int offset, int length) {
    return waiting.append(kind, arrivalMicros, ByteBuffer.wrap(bytes, offset, length));
  }

  /** As the other; takes what remains in the payload, which is at its limit then. */
  public long append(byte kind, long arrivalMicros, ByteBuffer payload) {
    return waiting.append(kind, arrivalMicros, payload);
  }

  /**
   * Whether more should be taken in; when not, the listener is told once there is room again. There
   * is none while half of the buffer is full because the disk is slow, full or broken, or while
   * recovery needs more than may be on disk.
   */
  public boolean hasRoom() {
    return waiting.hasRoom();
  }

  /** The last position that is durable; less than all others when none is. */
  public long durablePosition() {
    return writer.durable();
  }

  /** The position that the next record gets. */
  public long nextPosition() {
    return waiting.next();
  }

  /** Bytes of all segments. */
  public long bytesOnDisk() {
    return segments.bytes();
  }

  /**
   * The records that are durable now, from a position on, or from the first one kept if that is
   * later.
   */
  public JournalReader reader(long from) {
    long until = writer.durable();
    return new JournalReader(host.disk(), segments.all(), from, until);
  }

  /**
   * What is below a position is no longer needed for recovery. It stays as history, as far as the
   * settings let it.
   */
  public void release(long position) {
    segments.release(position);
    waiting.look();
  }

  /** One step of the journal's thread; see {@link JournalWriter#step}. */
  long step() {
    return writer.step();
  }

  private void run() {
    try {
      while (!waiting.isClosed()) {
        long delay = writer.step();
        if (delay > 0) {
          waiting.await(delay);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      finish();
    }
  }

  private void finish() {
    try {
      writer.close();
    } catch (IOException e) {
      closing = e;
    }
  }

  /**
   * Takes no more, makes all that waits durable, and lets go of the directory.
   *
   * @throws IOException if something could not be made durable: it is lost, as it was never said to
   *     be
   */
  @Override
  public void close() throws IOException {
    if (closed) {
      return;
    }
    closed = true;
    waiting.close();
    if (thread == null) {
      finish();
    } else {
      join(thread);
    }
    try (lock) {
      if (closing != null) {
        throw new IOException(
            settings.directory()
                + ": positions "
                + (writer.durable() + 1)
                + " to "
                + (waiting.next() - 1)
                + " could not be written: "
                + closing.getMessage(),
            closing);
      }
    }
  }

  private static void join(Thread thread) {
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
