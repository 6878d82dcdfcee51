package io.tocsin.core;

import java.util.List;

/**
 * What became of state that was written down.
 *
 * @param nowMicros the lane's moment then
 * @param lost names of stages with state that the rules no longer have; the first of them
 * @param failures records that could not be taken on
 */
public record LaneRestored(long nowMicros, List<String> lost, long failures) {

  public LaneRestored {
    lost = List.copyOf(lost);
  }
}
