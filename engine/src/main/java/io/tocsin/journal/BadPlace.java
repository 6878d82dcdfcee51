package io.tocsin.journal;

import java.nio.file.Path;

/**
 * Where a journal is not as it was written.
 *
 * @param file the segment
 * @param offset of the first byte that is not right
 * @param what one line for people
 */
public record BadPlace(Path file, long offset, String what) {

  @Override
  public String toString() {
    return file + ": at byte " + offset + ": " + what;
  }
}
