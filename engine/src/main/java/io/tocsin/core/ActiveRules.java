package io.tocsin.core;

import io.tocsin.event.Event;
import io.tocsin.stream.LaneContext;
import io.tocsin.stream.StageSpec;
import io.tocsin.stream.StateRecording;
import io.tocsin.stream.StateRestoration;
import io.tocsin.stream.Topology;
import io.tocsin.stream.TopologyPlan;
import io.tocsin.stream.channel.Channels;
import io.tocsin.stream.channel.Rounds;
import io.tocsin.stream.partition.RuleSplit.Part;
import java.util.List;
import java.util.Set;

/** The rules that a lane runs, and how others come in their place. Confined to the lane. */
final class ActiveRules {

  private final LaneContext lane;
  private final Rounds rounds;
  private final Channels channels;
  private final Taps taps;
  private Topology topology;
  private Set<StageSpec> repeated = Set.of();

  /** Those of the topology, for other threads. */
  private volatile List<StageSpec> specs;

  /** No rules. */
  ActiveRules(LaneContext lane, Rounds rounds, Channels channels, Taps taps) {
    this.lane = lane;
    this.rounds = rounds;
    this.channels = channels;
    this.taps = taps;
    topology = Topology.open(List.of(), lane);
    specs = topology.specs();
  }

  /** What takes long of building rules, on any thread. */
  LanePlan plan(Part part) {
    return new LanePlan(part, new TopologyPlan(part.rules(), lane, specs));
  }

  /**
   * Builds rules whole. If that fails, nothing changes.
   *
   * @param settle runs what is reinjected meanwhile, through the new rules
   */
  PreparedRules prepare(LanePlan plan, Runnable settle) {
    Topology next = Topology.open(plan.topology());
    return new PreparedRules() {
      @Override
      public void install() {
        replaceBy(next, plan);
        settle.run();
      }

      @Override
      public void discard() {
        next.close();
      }
    };
  }

  private void replaceBy(Topology next, LanePlan plan) {
    // Copies go over to other rules: what is half written would be of both.
    lane.recordings().end();
    rounds.begin();
    next.inherit(topology, plan.topology());
    topology = next;
    specs = next.specs();
    repeated = plan.part().repeated();
    taps.untold(plan.part().untold());
    channels.install(next.channels());
  }

  /** Writes what all stages know. */
  void record(StateRecording to) {
    topology.record(to);
  }

  /** Begins to go on with what was written down; before any input. */
  StateRestoration restore() {
    return topology.restore();
  }

  void accept(Event event) {
    topology.accept(event);
  }

  /** See {@link Topology#foresee}. */
  void foresee(List<Event> events) {
    topology.foresee(events);
  }

  /** The recipes; any thread. */
  List<StageSpec> specs() {
    return specs;
  }

  /** Whether a stage stands in another lane's rules too, which tells of it. */
  boolean isRepeated(StageSpec stage) {
    return repeated.contains(stage);
  }
}
