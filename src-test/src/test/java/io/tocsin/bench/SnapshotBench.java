package io.tocsin.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.core.CountingObserver;
import io.tocsin.core.Lane;
import io.tocsin.core.LaneSettings;
import io.tocsin.disk.SystemDisk;
import io.tocsin.event.Event;
import io.tocsin.fold.StandardFold;
import io.tocsin.index.IndexSettings;
import io.tocsin.snapshot.SnapshotInput;
import io.tocsin.snapshot.SnapshotMeta;
import io.tocsin.snapshot.SnapshotOutput;
import io.tocsin.snapshot.SnapshotStore;
import io.tocsin.stream.StageSpec;
import io.tocsin.stream.StateRecording;
import io.tocsin.stream.combine.FoldSpec;
import io.tocsin.stream.end.ProbeSpec;
import io.tocsin.stream.end.Probes;
import io.tocsin.stream.partition.BySpec;
import io.tocsin.stream.window.TumblingSpec;
import io.tocsin.telemetry.QuietLog;
import io.tocsin.telemetry.Telemetry;
import io.tocsin.time.SystemTime;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/**
 * How long a lane stands still for a snapshot of an index of a million entries and of 100,000
 * copies of {@code by} with a window, while events come; how large it is, and how long reading it
 * takes. Not run with the tests: its name is asked for, see docs/benchmarks.md.
 */
final class SnapshotBench {

  private static final int ENTRIES = 1_000_000;
  private static final int HOSTS = 100_000;
  private static final int STEP = 50;
  private static final long SLICE_NANOS = 1_000_000;
  private static final int ROUNDS = 6;

  @TempDir private Path folder;

  private final SystemTime time = new SystemTime();
  private final Telemetry telemetry = new Telemetry();
  private final Random random = new Random(1);

  private Lane lane() {
    QuietLog log = new QuietLog(LoggerFactory.getLogger(SnapshotBench.class), time, 1);
    Probes nowhere = (name, item) -> {};
    Lane lane =
        new Lane(
            new LaneSettings(Duration.ofSeconds(5), new IndexSettings(ENTRIES)),
            new CountingObserver(telemetry, log),
            Map.of(Probes.class, nowhere));
    lane.install(
        List.of(
            StageSpec.of(
                BySpec.of("host").withMaxKeys(HOSTS),
                StageSpec.of(
                    new TumblingSpec(Duration.ofMinutes(10)),
                    StageSpec.of(
                        new FoldSpec(StandardFold.MEAN), StageSpec.of(new ProbeSpec("p")))))));
    return lane;
  }

  private Event event(int i, long now) {
    return Event.builder()
        .host("web" + i % HOSTS)
        .service("service " + i / HOSTS)
        .state("ok")
        .metric(random.nextDouble())
        .timeMicros(now)
        .ttlMicros(3_600_000_000L)
        .build();
  }

  @Test
  void measures() throws Exception {
    try (SnapshotStore store = new SnapshotStore(new SystemDisk(), folder, 2, time, telemetry)) {
      Lane lane = lane();
      long now = 1_000_000;
      lane.advanceTo(now);
      for (int i = 0; i < ENTRIES; i++) {
        take(lane, event(i, now));
      }
      for (int round = 1; round <= ROUNDS; round++) {
        now = snapshot(store, lane, now, round);
      }
    }
    read();
    assertThat(folder).isNotEmptyDirectory();
  }

  private static void take(Lane lane, Event event) {
    lane.accept(event);
    lane.index().put(event, lane.nowMicros());
  }

  /** Between two slices a thousand events come, as they do to a busy lane. */
  private long snapshot(SnapshotStore store, Lane lane, long from, int round) throws Exception {
    long now = from;
    long[] slices = new long[100_000];
    int count = 0;
    long began = System.nanoTime();
    SnapshotOutput output = store.begin(new SnapshotMeta(round, now, Map.of()));
    StateRecording recording = lane.record(output.writer());
    slices[count++] = System.nanoTime() - began;
    boolean done = false;
    long events = 0;
    long eventNanos = 0;
    int collecting = 0;
    while (!done) {
      long collected = collections();
      long start = System.nanoTime();
      do {
        done = recording.step(STEP);
      } while (!done && System.nanoTime() - start < SLICE_NANOS);
      long slice = System.nanoTime() - start;
      if (collections() == collected) {
        slices[count++] = slice;
      } else {
        // The heap's, not the snapshot's: they come as often without it.
        collecting++;
      }
      now += 1_000;
      lane.advanceTo(now);
      long first = System.nanoTime();
      for (int i = 0; i < 1_000; i++) {
        take(lane, event(random.nextInt(ENTRIES), now));
      }
      eventNanos += System.nanoTime() - first;
      events += 1_000;
    }
    lane.endRecording();
    long written = System.nanoTime();
    output.commit().get();
    long durable = System.nanoTime();
    long idle = System.nanoTime();
    for (int i = 0; i < 500_000; i++) {
      take(lane, event(random.nextInt(ENTRIES), now));
    }
    idle = System.nanoTime() - idle;
    long[] sorted = Arrays.copyOf(slices, count);
    Arrays.sort(sorted);
    System.out.printf(
        Locale.ROOT,
        "round %d: begin %.2f ms, slices p50 %.2f p99 %.2f longest %.2f ms, %d of them, %d more"
            + " with a collection; %.0f ms on the lane, durable after %.0f ms more; events %.2f us each meanwhile, %.2f after%n",
        round,
        slices[0] / 1e6,
        sorted[count / 2] / 1e6,
        sorted[count * 99 / 100] / 1e6,
        sorted[count - 1] / 1e6,
        count,
        collecting,
        Arrays.stream(sorted).sum() / 1e6,
        (durable - written) / 1e6,
        eventNanos / 1e3 / events,
        idle / 1e3 / 500_000);
    return now;
  }

  private static long collections() {
    return ManagementFactory.getGarbageCollectorMXBeans().stream()
        .mapToLong(bean -> bean.getCollectionCount())
        .sum();
  }

  private void read() throws IOException {
    long bytes;
    try (Stream<Path> files = Files.list(folder)) {
      bytes = files.mapToLong(file -> file.toFile().length()).max().orElseThrow();
    }
    for (int round = 0; round < 3; round++) {
      try (SnapshotStore store = new SnapshotStore(new SystemDisk(), folder, 2, time, telemetry)) {
        long began = System.nanoTime();
        SnapshotInput input = Objects.requireNonNull(store.newest(System.out::println));
        long checked = System.nanoTime();
        Lane lane = lane();
        lane.restore(input.reader());
        input.close();
        System.out.printf(
            Locale.ROOT,
            "%d entries and %d copies in %.1f MB: checked in %.0f ms, taken on in %.0f ms%n",
            lane.index().size(),
            HOSTS,
            bytes / 1e6,
            (checked - began) / 1e6,
            (System.nanoTime() - checked) / 1e6);
      }
    }
  }
}
