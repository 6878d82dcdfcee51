package io.tocsin.journal;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was found when a journal was opened.
 *
 * @param first the first position that can be read; equal to next when there is none
 * @param next the position that the next record gets
 * @param cutBytes of a torn tail: what was being written when the program or the machine died, none
 *     of which had been said to be durable; 0 for none
 * @param cut where the torn tail was; null for none
 * @param damage what is wrong otherwise, and has to be told to people: what is behind such a place
 *     is not read, and was set aside in files whose names end in {@code .damaged}
 */
public record Recovered(
    long first, long next, long cutBytes, @Nullable BadPlace cut, List<BadPlace> damage) {

  public Recovered {
    damage = List.copyOf(damage);
  }

  /** Whether there are records. */
  public boolean hasRecords() {
    return first < next;
  }
}
