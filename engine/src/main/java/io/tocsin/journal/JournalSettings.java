package io.tocsin.journal;

import java.nio.file.Path;
import java.time.Duration;

/**
 * Where a journal is and how large it may be.
 *
 * @param directory its own; made when it is not there
 * @param segmentBytes after which a new file is begun, at least 4096; one group of records may go
 *     beyond it
 * @param bufferBytes of memory for what is not durable yet, at least 4096: half is written while
 *     the other half fills
 * @param maxBytes on disk, at least two segments: history goes first; when what recovery needs is
 *     more, there is no room until it is less
 * @param maxAge of history: what recovery no longer needs is kept so long, within maxBytes; 0 to
 *     36,500 days
 */
public record JournalSettings(
    Path directory, long segmentBytes, int bufferBytes, long maxBytes, Duration maxAge) {

  private static final int LEAST = 4096;
  private static final Duration LONGEST = Duration.ofDays(36_500);

  public JournalSettings {
    atLeast("segmentBytes", LEAST, segmentBytes);
    atLeast("bufferBytes", LEAST, bufferBytes);
    atLeast("maxBytes", 2 * segmentBytes, maxBytes);
    if (maxAge.isNegative() || maxAge.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          "maxAge must be from 0 to " + LONGEST.toDays() + " days, was " + maxAge);
    }
  }

  /** Segments of 64 MiB, 8 MiB of memory, at most 4 GiB on disk, history of a day. */
  public static JournalSettings in(Path directory) {
    return new JournalSettings(directory, 64L << 20, 8 << 20, 4L << 30, Duration.ofDays(1));
  }

  private static void atLeast(String name, long least, long value) {
    if (value < least) {
      throw new IllegalArgumentException(name + " must be at least " + least + ", was " + value);
    }
  }
}
