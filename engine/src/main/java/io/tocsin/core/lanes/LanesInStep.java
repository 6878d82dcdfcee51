package io.tocsin.core.lanes;

import io.tocsin.core.Lane;
import io.tocsin.core.PreparedRules;
import io.tocsin.event.Event;
import io.tocsin.stream.StageSpec;
import io.tocsin.stream.partition.LaneKey;
import io.tocsin.stream.partition.RuleSplit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * The same lanes as of a {@link LaneGroup}, one after the other on one thread and in virtual time:
 * at each moment at which anything happens first the merge lane, then the others in their order.
 * The same input gives the same output, and each lane does what it does in a running hub. Confined
 * to one thread.
 */
public final class LanesInStep {

  private record Entry(Event event, long moment) {}

  private final Lane merge;
  private final List<Lane> lanes;
  private final LaneKey key;
  private final List<Deque<Entry>> handed = new ArrayList<>();
  private Lane atWork;

  /**
   * Lanes at moment 0, with no rules.
   *
   * @param lanes those by key; none for the merge lane alone
   */
  public LanesInStep(Lane merge, List<Lane> lanes, LaneKey key) {
    this.merge = merge;
    this.lanes = List.copyOf(lanes);
    this.key = key;
    this.atWork = merge;
    lanes.forEach(lane -> handed.add(new ArrayDeque<>()));
  }

  /** As {@link LaneGroup#install}. */
  public void install(List<StageSpec> rules) {
    if (lanes.isEmpty()) {
      merge.install(rules);
      return;
    }
    RuleSplit split = RuleSplit.of(rules, key);
    PreparedRules mine = merge.prepare(merge.plan(split.merged()));
    List<PreparedRules> theirs =
        lanes.stream().map(lane -> lane.prepare(lane.plan(split.parted()))).toList();
    for (int i = 0; i < theirs.size(); i++) {
      atWork = lanes.get(i);
      theirs.get(i).install();
    }
    atWork = merge;
    merge.followed(split.parted().rules().isEmpty() ? null : this::entered);
    mine.install();
    deliver();
  }

  private void entered(Event event, long moment) {
    handed.get(key.laneOf(event, lanes.size())).add(new Entry(event, moment));
  }

  /** Runs an event through all rules at the present moment. */
  public void accept(Event event) {
    merge.accept(event);
    deliver();
  }

  /** Moves all clocks, running every timer due up to and including the moment; never back. */
  public void advanceTo(long moment) {
    if (!lanes.isEmpty()) {
      for (long due = nextDue(); due <= moment; due = nextDue()) {
        step(Math.max(due, merge.nowMicros()));
      }
    }
    step(moment);
  }

  private long nextDue() {
    long next = merge.nextDueMicros();
    for (Lane lane : lanes) {
      next = Math.min(next, lane.nextDueMicros());
    }
    return next;
  }

  private void step(long moment) {
    merge.advanceTo(moment);
    deliver();
    for (Lane lane : lanes) {
      atWork = lane;
      lane.advanceTo(merge.nowMicros());
    }
    atWork = merge;
  }

  private void deliver() {
    for (int i = 0; i < lanes.size(); i++) {
      atWork = lanes.get(i);
      for (Entry e = handed.get(i).poll(); e != null; e = handed.get(i).poll()) {
        atWork.advanceTo(e.moment());
        atWork.accept(e.event());
      }
    }
    atWork = merge;
  }

  /** Takes the rules out of force: what must not be lost is sent. */
  public void close() {
    install(List.of());
  }

  /** The now of the lane that is at work, of the merge lane when none is. */
  public long nowMicros() {
    return atWork.nowMicros();
  }
}
