/**
 * State on disk: snapshots of what a lane knows. {@link io.tocsin.snapshot.SnapshotStore} keeps the
 * files of a directory, {@link io.tocsin.snapshot.SnapshotWriter} and {@link
 * io.tocsin.snapshot.SnapshotReader} know how values stand in them.
 *
 * <p>What a snapshot's records mean is the affair of whoever writes them.
 *
 * <p>May use: event, state, time, disk, telemetry. Used by: server.
 */
@NullMarked
package io.tocsin.snapshot;

import org.jspecify.annotations.NullMarked;
