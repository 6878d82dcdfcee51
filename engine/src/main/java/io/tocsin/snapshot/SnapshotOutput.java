package io.tocsin.snapshot;

import java.util.concurrent.CompletableFuture;

/** A snapshot that is being written. Confined to the thread that began it. */
public interface SnapshotOutput {

  /** Where its records go. */
  SnapshotWriter writer();

  /** Bytes that wait to be written: whoever writes faster than the disk should wait a little. */
  long bytesWaiting();

  /**
   * Ends it.
   *
   * @return done when it is durable; if it cannot be, an IOException says why, and the snapshots
   *     before it are as they were
   */
  CompletableFuture<Void> commit();

  /** Gives it up; leaves no trace. */
  void abort();
}
