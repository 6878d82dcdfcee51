package io.tocsin.stream;

import java.util.List;

/**
 * What a topology is made of, with the code that its stages run. Making it takes long, as classes
 * are made, but touches nothing of the lane: any thread may do so. Opened once, on the lane.
 */
public final class TopologyPlan {

  final List<StageSpec> specs;
  final LaneContext lane;
  final StageKind[] kinds;
  final StageNames names;
  private final List<StageSpec> earlier;
  private final Succession succession;

  /**
   * A plan.
   *
   * @param earlier the rules that run, whose state is to be kept
   */
  public TopologyPlan(List<StageSpec> specs, LaneContext lane, List<StageSpec> earlier) {
    this.specs = List.copyOf(specs);
    this.lane = lane;
    kinds = StageKind.of(this.specs, lane);
    names = new StageNames(kinds);
    this.earlier = earlier;
    succession = StageMatch.of(earlier, this.specs).succession();
  }

  /** Who goes on with whom; made anew if other rules run by now than when the plan was made. */
  Succession succession(List<StageSpec> running) {
    return running == earlier ? succession : StageMatch.of(running, specs).succession();
  }
}
