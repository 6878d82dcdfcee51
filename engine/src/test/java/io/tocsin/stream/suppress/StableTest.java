package io.tocsin.stream.suppress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.event.Event;
import io.tocsin.stream.DropReason;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Behaviour of {@link StableSpec}. */
final class StableTest {

  private static final StableSpec FOR_10 = new StableSpec(Duration.ofSeconds(10), Timeline.STATE);

  @ParameterizedTest
  @CsvSource({
    // The lane's clock alone, no events needed.
    "a1@0, 9.999999, '', 0",
    "a1@0, 10, a1@10, 0",
    "a1@0 a2@3, 100, a1@10 a2@10, 0",
    // Then at once, while the value stays.
    "a1@0 a2@11 a3@11, 100, a1@10 a2@11 a3@11, 0",
    // A change discards what is held, also at the last moment; at the end it is too late to.
    "a1@0 a2@5 b3@9.999999, 100, b3@19.999999, 2",
    "a1@0 a2@5 b3@10, 100, a1@10 a2@10 b3@20, 0",
    "a1@0 b2@1 a3@2 b4@3, 100, b4@13, 3",
    // Stable, then a flap: the stable value has to prove itself again.
    "a1@0 b2@11 a3@12, 100, a1@10 a3@22, 1",
    // By the events' own times, before the clock says so.
    "a1@20t0 a2@21t9.999999, 25, '', 0",
    "a1@20t0 a2@21t10, 25, a1@21 a2@21, 0",
    "a1@20t0 a2@21t10 a3@22t10, 100, a1@21 a2@21 a3@22, 0",
    // Too far ahead counts as now.
    "a1@0t0 a2@1t99, 9, '', 0",
    "a1@0t99 a2@1, 10, a1@10 a2@10, 0",
    // Two changes with one stamp, and times going backwards: nothing leaves twice.
    "a1@0t0 a2@10t10 b3@11t11 a4@11t11 a5@12t11, 100, a1@10 a2@10 a4@21 a5@21, 1",
    "a1@20t5 a2@21t1 a3@22t14, 100, a1@30 a2@30 a3@30, 0",
    // No value, and expired, are values too; the same event twice is two events.
    "1@0 2@1 <3@12 <3@13, 100, 1@10 2@10 <3@22 <3@22, 0",
    "1@0 a2@1, 100, a2@11, 1",
  })
  void releasesWhatStayedTheSame(String in, double until, String out, int unstable) {
    Timeline stable = new Timeline(FOR_10).play(in).until(until);

    assertThat(stable.left()).isEqualTo(out);
    assertThat(stable.harness.drops())
        .isEqualTo(unstable == 0 ? Map.of() : Map.of(DropReason.UNSTABLE, unstable));
  }

  @Test
  void keepsOneTimerWhileItHoldsAndNoneAfter() {
    Timeline stable = new Timeline(FOR_10).play("a1@0 b2@1 b3@2 a4@3");
    assertThat(stable.harness.timers()).isEqualTo(1);

    stable.play("a5@20");

    assertThat(stable.harness.timers()).isZero();
  }

  @Test
  void boundsWhatItHoldsAndCountsTheOldest() {
    Timeline stable = new Timeline(FOR_10);
    for (int i = 0; i < StableSpec.MAX_HELD + 2; i++) {
      stable.play("a" + i + "@0");
    }
    stable.until(10);

    var left = stable.harness.take();
    assertThat(left).hasSize(StableSpec.MAX_HELD);
    assertThat(((Event) left.get(0)).getDescription()).isEqualTo("a2");
    assertThat(stable.harness.drops()).isEqualTo(Map.of(DropReason.BUFFER_FULL, 2));
  }

  @Test
  void closingCountsWhatIsHeldAndLeavesNoTimers() {
    Timeline stable = new Timeline(FOR_10).play("a1@0 a2@1");

    stable.harness.close();

    assertThat(stable.left()).isEmpty();
    assertThat(stable.harness.drops()).isEqualTo(Map.of(DropReason.UNFINISHED, 2));
    assertThat(stable.harness.timers()).isZero();
  }

  @Test
  void eachKeyIsStableByItself() {
    Timeline stable = Timeline.byHost(FOR_10).play("a1/x@0 b2/y@1 a3/x@2").until(100);

    assertThat(stable.left()).isEqualTo("a1@10 a3@10 b2@11");
  }

  @Test
  void refusesALengthOfZero() {
    assertThatThrownBy(() -> new StableSpec(Duration.ZERO, Timeline.STATE))
        .hasMessage("stable: length must be longer than zero, was PT0S");
  }
}
