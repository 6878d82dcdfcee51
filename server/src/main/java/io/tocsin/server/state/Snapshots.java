package io.tocsin.server.state;

import io.tocsin.core.Lane;
import io.tocsin.snapshot.SnapshotMeta;
import io.tocsin.snapshot.SnapshotOutput;
import io.tocsin.snapshot.SnapshotStore;
import io.tocsin.stream.StateRecording;
import io.tocsin.telemetry.Telemetry;
import io.tocsin.time.TimeSource;
import io.tocsin.transport.LaneLoop;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has what a lane knows written to disk while it goes on, a little at a time between its inputs.
 * Confined to the lane's thread.
 */
final class Snapshots {

  private static final Logger LOG = LoggerFactory.getLogger(Snapshots.class);

  /** How long the lane is held up at a time, and how many entries are written between two looks. */
  private static final long SLICE_MICROS = 1_000;

  private static final int STEP = 50;
  private static final long MOST_WAITING = 32L << 20;
  private static final long WAIT_MILLIS = 5;

  /** What a snapshot must not be ahead of. */
  interface Disk {

    /** The position of the last input. */
    long lastInput();

    /** The position up to which inputs are on disk. */
    long durableInput();

    /** A question: whether all that was sent because of inputs up to a position is on disk. */
    BooleanSupplier sent(long position);
  }

  private final SnapshotStore store;
  private final Lane lane;
  private final LaneLoop loop;
  private final Disk disk;
  private final TimeSource time;
  private final Telemetry telemetry;
  private final ScheduledExecutorService timer;
  private final LongConsumer committed;
  private @Nullable UnderWay current;

  /** One that is being written. */
  private record UnderWay(
      SnapshotOutput output,
      StateRecording recording,
      long position,
      BooleanSupplier sent,
      CompletableFuture<Void> done) {}

  /**
   * None is under way.
   *
   * @param committed is told of the position of one that is durable, on any thread
   */
  Snapshots(
      SnapshotStore store,
      Lane lane,
      LaneLoop loop,
      Disk disk,
      TimeSource time,
      Telemetry telemetry,
      ScheduledExecutorService timer,
      LongConsumer committed) {
    this.store = store;
    this.lane = lane;
    this.loop = loop;
    this.disk = disk;
    this.time = time;
    this.telemetry = telemetry;
    this.timer = timer;
    this.committed = committed;
  }

  /** Begins one, unless one is under way or copies are on their way to other rules. */
  void begin() {
    if (current == null && lane.sweeps().isEmpty()) {
      current = underWay();
      slice();
    }
  }

  /** Writes one at once, however long the lane stands still; done when it is durable. */
  CompletableFuture<Void> now() {
    giveUp();
    UnderWay all = underWay();
    current = all;
    all.recording.step(Integer.MAX_VALUE);
    finish();
    return all.done;
  }

  private UnderWay underWay() {
    long position = disk.lastInput();
    SnapshotOutput output =
        store.begin(new SnapshotMeta(position, lane.nowMicros(), Map.of("written by", "tocsin")));
    StateRecording recording = lane.record(output.writer());
    return new UnderWay(
        output, recording, position, disk.sent(position), new CompletableFuture<>());
  }

  private void giveUp() {
    UnderWay given = current;
    if (given != null) {
      current = null;
      given.output.abort();
      given.done.cancel(false);
    }
  }

  private void slice() {
    UnderWay now = current;
    if (now == null) {
      return;
    }
    if (!lane.isRecording(now.recording)) {
      giveUp(); // other rules came
      return;
    }
    if (now.output.bytesWaiting() > MOST_WAITING) {
      later(this::slice);
      return;
    }
    long until = time.elapsedMicros() + SLICE_MICROS;
    do {
      if (now.recording.step(STEP)) {
        finish();
        return;
      }
    } while (time.elapsedMicros() < until);
    loop.later(this::slice);
  }

  private void later(Runnable work) {
    timer.schedule(() -> loop.submit(work), WAIT_MILLIS, TimeUnit.MILLISECONDS);
  }

  /**
   * A snapshot must not know of inputs or messages that could be lost in a crash: what was sent
   * before it is not sent again.
   */
  private void finish() {
    UnderWay now = current;
    if (now == null) {
      return;
    }
    lane.endRecording();
    commitWhenDurable(now);
  }

  private void commitWhenDurable(UnderWay now) {
    if (disk.durableInput() < now.position || !now.sent.getAsBoolean()) {
      timer.schedule(() -> commitWhenDurable(now), WAIT_MILLIS, TimeUnit.MILLISECONDS);
      return;
    }
    if (now.recording.failures() > 0) {
      telemetry.counter("tocsin.snapshot.left.out").add(now.recording.failures());
      LOG.warn(
          "{} parts of the state have values that cannot be written down, such as keys that are"
              + " neither text nor number; they begin anew after a restart",
          now.recording.failures());
    }
    now.output
        .commit()
        .whenComplete(
            (done, failure) -> {
              if (failure == null) {
                committed.accept(now.position);
                now.done.complete(null);
              } else {
                telemetry.counter("tocsin.snapshot.failures").increment();
                LOG.error("no snapshot could be written: {}", failure.getMessage());
                now.done.completeExceptionally(failure);
              }
              loop.submit(() -> forget(now));
            });
  }

  private void forget(UnderWay done) {
    if (current == done) {
      current = null;
    }
  }
}
