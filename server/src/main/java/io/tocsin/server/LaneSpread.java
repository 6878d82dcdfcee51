package io.tocsin.server;

import io.tocsin.dsl.RuleSet;
import io.tocsin.dsl.ServerSettings.Lanes;
import io.tocsin.stream.partition.RuleSplit;
import java.util.List;

/** How a rule set's streams are spread over lanes, in words. Immutable. */
public final class LaneSpread {

  private final Lanes lanes;
  private final RuleSplit split;

  private LaneSpread(RuleSet rules) {
    lanes = rules.server().lanes();
    split = RuleSplit.of(rules.streams(), lanes.key());
  }

  /** Of rules that say how many lanes they are to have. */
  public static LaneSpread of(RuleSet rules) {
    return new LaneSpread(rules);
  }

  /** One line. */
  public String summary() {
    return lanes.number() + " lanes: " + split.summary();
  }

  /** A line for each block of {@code by} that could have been spread and is not: where, and why. */
  public List<String> kept() {
    return split.kept().stream()
        .map(
            kept ->
                kept.block()
                    + ": stays on the merge lane: what stands at "
                    + kept.cause()
                    + " "
                    + kept.why())
        .toList();
  }
}
