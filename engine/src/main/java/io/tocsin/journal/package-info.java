/**
 * What came in, on disk and in order, before it is acknowledged: segment files with checksums, one
 * write and one force for all that came meanwhile, and readers for recovery and replay. What the
 * bytes mean is its users' affair. docs/journal.md has the format.
 *
 * <p>May use: disk, telemetry, time. Used by: core, server.
 */
@NullMarked
package io.tocsin.journal;

import org.jspecify.annotations.NullMarked;
