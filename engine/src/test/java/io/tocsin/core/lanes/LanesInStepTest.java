package io.tocsin.core.lanes;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.stream.partition.LaneKey;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class LanesInStepTest {

  private static Recorded run(int lanes, long seed) {
    Recorded recorded = new Recorded();
    LanesInStep group =
        new LanesInStep(
            recorded.merge(), Stream.generate(recorded::byKey).limit(lanes).toList(), LaneKey.HOST);
    Random random = new Random(seed);
    long now = 1_000_000_000;
    group.advanceTo(now);
    group.install(KeyedRules.ALL);
    for (int i = 0; i < 3000; i++) {
      group.advanceTo(now += random.nextInt(20_000));
      group.accept(KeyedRules.event(random));
      if (i == 2000) {
        group.install(KeyedRules.ALL.subList(0, 4));
      }
    }
    group.advanceTo(now + 60_000_000);
    group.close();
    return recorded;
  }

  @ParameterizedTest
  @CsvSource({"1, 7", "2, 7", "4, 7", "4, 8", "64, 9"})
  void eachKeyHasTheLinesOfOneLaneInTheirOrder(int lanes, long seed) {
    Recorded one = run(0, seed);
    Recorded several = run(lanes, seed);

    assertThat(one.byHost()).hasSizeGreaterThan(20);
    assertThat(several.byHost()).isEqualTo(one.byHost());
    assertThat(several.losses).isEqualTo(one.losses).containsKey("failed");
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 4})
  void theSameInputGivesTheSameOutputLineForLine(int lanes) {
    assertThat(List.copyOf(run(lanes, 3).lines)).isEqualTo(List.copyOf(run(lanes, 3).lines));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 3})
  void theClockIsThatOfTheLaneAtWork(int lanes) {
    Recorded recorded = new Recorded();
    LanesInStep group =
        new LanesInStep(
            recorded.merge(), Stream.generate(recorded::byKey).limit(lanes).toList(), LaneKey.HOST);

    group.advanceTo(5_000_000);
    group.advanceTo(4_000_000);

    assertThat(group.nowMicros()).isEqualTo(5_000_000);
  }
}
