package io.tocsin.journal;

import io.tocsin.disk.DiskFullException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Writes what waits, group by group: one write and one force for all that came meanwhile. It never
 * waits itself, so that tests can step through it. Confined to the journal's thread.
 *
 * <p>After a failure the segment is left as far as it was durable, and the same records are written
 * to a new one, until that succeeds: what a force that failed left in the system's memory cannot be
 * relied on.
 */
final class JournalWriter {

  /** Nothing to do until a record comes. */
  static final long UNTIL_APPENDED = Long.MAX_VALUE;

  private static final long FIRST_RETRY_MICROS = 100_000;
  private static final long LAST_RETRY_MICROS = 2_000_000;

  private final JournalSettings settings;
  private final JournalHost host;
  private final WaitingRecords waiting;
  private final Segments segments;
  private final JournalAlarm alarm;
  private final JournalFigures figures;
  private final long maxAgeMicros;

  private @Nullable SegmentFile segment;

  /** What is being written; the same until it is durable. */
  private @Nullable RecordBatch batch;

  private volatile long durable;
  private long retryMicros = FIRST_RETRY_MICROS;
  private long notBeforeMicros = Long.MIN_VALUE;

  JournalWriter(
      JournalSettings settings,
      JournalHost host,
      WaitingRecords waiting,
      Segments segments,
      JournalAlarm alarm) {
    this.settings = settings;
    this.host = host;
    this.waiting = waiting;
    this.segments = segments;
    this.alarm = alarm;
    this.figures = new JournalFigures(host.telemetry());
    this.maxAgeMicros = settings.maxAge().toMillis() * 1000;
    figures.gauge("disk.bytes", segments::bytes);
    figures.gauge("needed.bytes", segments::neededBytes);
    figures.gauge("waiting.bytes", waiting::bytes);
    figures.gauge("durable.position", () -> durable);
    figures.gauge("trouble", () -> alarm.isOn() ? 1 : 0);
  }

  /** Goes on behind a position. */
  void startAfter(long position) {
    durable = position;
  }

  /** The last position that is durable. */
  long durable() {
    return durable;
  }

  /**
   * Does what there is to do.
   *
   * @return microseconds until the next step is of use, 0 for at once, {@link #UNTIL_APPENDED} when
   *     nothing waits
   */
  long step() {
    long now = host.time().elapsedMicros();
    if (notBeforeMicros > now) {
      return notBeforeMicros - now;
    }
    try {
      boolean wrote = writeWaiting();
      wentWell();
      return wrote ? 0 : UNTIL_APPENDED;
    } catch (IOException | RuntimeException e) {
      // Whatever it was: without this thread nothing would ever be acknowledged again.
      return failed(e);
    }
  }

  private boolean writeWaiting() throws IOException {
    RecordBatch writing = batch == null ? waiting.take() : batch;
    if (writing == null) {
      return false;
    }
    if (batch == null) {
      batch = writing;
      tellOfRoom();
    }
    if (segment == null || isFull(segment, writing)) {
      roll(writing.first());
    }
    long start = host.time().elapsedMicros();
    segment.commit(writing.content());
    figures.written(writing, host.time().elapsedMicros() - start);
    segments.grown(segment.segment());
    long last = writing.last();
    durable = last;
    batch = null;
    waiting.give(writing);
    alarm.durableUpTo(last);
    return true;
  }

  private boolean isFull(SegmentFile segment, RecordBatch next) {
    return segment.hasRecords()
        && segment.segment().bytes() + next.bytes() > settings.segmentBytes();
  }

  private void roll(long first) throws IOException {
    if (segment != null) {
      SegmentFile full = segment;
      segment = null;
      full.close();
    }
    SegmentHeader header = new SegmentHeader(first, durable, host.time().nowMicros());
    segments.remove(first);
    segment = SegmentFile.create(host.disk(), settings.directory(), header);
    segments.add(segment.segment());
  }

  private void wentWell() {
    notBeforeMicros = Long.MIN_VALUE;
    retryMicros = FIRST_RETRY_MICROS;
    String trouble = trim();
    boolean full = segments.neededBytes() > settings.maxBytes();
    waiting.hold(full);
    if (full) {
      trouble =
          "recovery needs more than the "
              + settings.maxBytes()
              + " bytes that the journal may have: nothing more is taken in until a snapshot is"
              + " written; see why none is, or allow the journal more";
    }
    if (trouble == null) {
      alarm.recovered();
    } else {
      alarm.troubled(settings.directory() + ": " + trouble);
    }
    tellOfRoom();
  }

  private void tellOfRoom() {
    if (waiting.roomIsBack()) {
      alarm.roomIsBack();
    }
  }

  /** Removes history that is too much; what went wrong, or null. */
  private @Nullable String trim() {
    try {
      segments.trim(settings.maxBytes(), host.time().nowMicros() - maxAgeMicros);
      return null;
    } catch (IOException e) {
      figures.failed();
      return "old segments cannot be removed: " + reason(e) + "; see to the disk";
    }
  }

  private long failed(Exception e) {
    figures.failed();
    abandonSegment();
    boolean full = e instanceof DiskFullException;
    if (full && madeRoom()) {
      return 0;
    }
    alarm.troubled(
        settings.directory()
            + ": the journal cannot be written: "
            + (full ? "the disk is full; make room" : reason(e) + "; see to the disk")
            + ". What is not durable is not acknowledged, and is written as soon as it can be");
    long delay = retryMicros;
    notBeforeMicros = host.time().elapsedMicros() + delay;
    retryMicros = Math.min(LAST_RETRY_MICROS, 2 * delay);
    return delay;
  }

  private static String reason(Exception e) {
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }

  /** History is worth less than what comes in. */
  private boolean madeRoom() {
    try {
      return segments.sacrifice();
    } catch (IOException e) {
      return false;
    }
  }

  private void abandonSegment() {
    if (segment != null) {
      segment.abandon();
      segment = null;
    }
  }

  /**
   * Begins a segment, which says that all before it is durable: the next start need not see to it.
   */
  private void sealLast() {
    if (segment != null && segment.hasRecords()) {
      try {
        roll(durable + 1);
      } catch (IOException e) {
        figures.failed();
      }
    }
  }

  /** Writes what is left, once, and closes. */
  void close() throws IOException {
    try {
      while (writeWaiting()) {
        // The next one.
      }
      sealLast();
    } catch (IOException e) {
      figures.failed();
      abandonSegment();
      throw e;
    } finally {
      if (segment != null) {
        segment.close();
        segment = null;
      }
    }
  }
}
