package io.tocsin.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.stream.filter.ExpiredSpec;
import io.tocsin.stream.filter.LiveSpec;
import io.tocsin.stream.filter.OverSpec;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

final class TopologyTest {

  private static final StageSpec A =
      StageSpec.of(new LiveSpec(), StageSpec.of(new OverSpec(1)), StageSpec.of(new OverSpec(2)));
  private static final StageSpec B = StageSpec.of(new ExpiredSpec(), StageSpec.of(new OverSpec(1)));

  @Test
  void namesEveryStageByItsPathOfRecipes() {
    assertThat(Topology.identities(List.of(A, B)).keySet())
        .extracting(StageId::toString)
        .containsExactly(
            "LiveSpec[]",
            "LiveSpec[]/OverSpec[limit=1.0]",
            "LiveSpec[]/OverSpec[limit=2.0]",
            "ExpiredSpec[]",
            "ExpiredSpec[]/OverSpec[limit=1.0]");
  }

  @Test
  void namesDoNotChangeWhenRulesAreReordered() {
    assertThat(new HashSet<>(Topology.identities(List.of(B, A)).keySet()))
        .isEqualTo(new HashSet<>(Topology.identities(List.of(A, B)).keySet()));
  }

  @Test
  void tellsEqualRecipesSideBySideApart() {
    assertThat(Topology.identities(List.of(A, A)).keySet())
        .hasSize(6)
        .extracting(StageId::toString)
        .contains("LiveSpec[]#1/OverSpec[limit=1.0]");
  }

  @Test
  void tellsBranchesApart() {
    StageSpec child = StageSpec.of(new LiveSpec());
    StageSpec twoBranches =
        new StageSpec(
            new OverSpec(1), List.of(List.of(child), List.of(child)), null, Place.UNKNOWN);

    assertThat(Topology.identities(List.of(twoBranches)).keySet())
        .extracting(StageId::toString)
        .containsExactly(
            "OverSpec[limit=1.0]",
            "OverSpec[limit=1.0]/LiveSpec[]",
            "OverSpec[limit=1.0]/1/LiveSpec[]");
  }

  @Test
  void aFunctionIsItsSourceAndWhatItCaptured() {
    EventPredicate yes = (event, now) -> true;
    EventPredicate no = (event, now) -> false;

    assertThat(RuleFunction.of(yes, "host == h", "db1"))
        .isEqualTo(RuleFunction.of(no, "host == h", "db1"))
        .isNotEqualTo(RuleFunction.of(yes, "host == h", "db2"))
        .isNotEqualTo(RuleFunction.of(yes, "host == 'h'", "db1"))
        .hasToString("{ host == h }");
  }
}
