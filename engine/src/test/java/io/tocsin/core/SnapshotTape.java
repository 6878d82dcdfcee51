package io.tocsin.core;

import io.tocsin.snapshot.SnapshotInput;
import io.tocsin.snapshot.SnapshotMeta;
import io.tocsin.snapshot.SnapshotOutput;
import io.tocsin.snapshot.SnapshotStore;
import io.tocsin.state.RecordedState;
import io.tocsin.state.StateRecords;
import io.tocsin.telemetry.Telemetry;
import io.tocsin.testkit.MemoryDisk;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;

/** One snapshot of a lane, written to a disk in memory and read again. */
final class SnapshotTape {

  private final MemoryDisk disk = new MemoryDisk();
  private final SnapshotStore store = store();
  private final SnapshotOutput output = store.begin(new SnapshotMeta(7, 1, Map.of()));

  private SnapshotStore store() {
    try {
      return new SnapshotStore(disk, Path.of("s"), 2, () -> 0, new Telemetry());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  StateRecords out() {
    return output.writer();
  }

  /** Ends it, and reads it from the beginning. */
  RecordedState reader() {
    output.commit().join();
    try {
      store.close();
      SnapshotStore later = store();
      SnapshotInput found =
          Objects.requireNonNull(
              later.newest(
                  complaint -> {
                    throw new AssertionError(complaint);
                  }));
      later.close();
      return found.reader();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
