package io.tocsin.snapshot;

import java.io.Closeable;

/** A whole snapshot. Confined to one thread. */
public interface SnapshotInput extends Closeable {

  SnapshotMeta meta();

  /** Its records after those of {@link #meta}. */
  SnapshotReader reader();
}
