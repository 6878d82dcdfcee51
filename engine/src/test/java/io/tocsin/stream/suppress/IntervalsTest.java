package io.tocsin.stream.suppress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.event.Batch;
import io.tocsin.stream.Bounds;
import io.tocsin.stream.DropReason;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Behaviour of {@link ThrottleSpec}, {@link RollupSpec} and {@link BatchSpec}. */
final class IntervalsTest {

  private static final double LATER = 1000;

  private static Duration seconds(double seconds) {
    return Duration.ofNanos(Math.round(seconds * 1e9));
  }

  private static ThrottleSpec throttle(int limit, double per) {
    return new ThrottleSpec(limit, seconds(per));
  }

  private static RollupSpec rollup(int limit, double per) {
    return new RollupSpec(limit, seconds(per));
  }

  private static BatchSpec batch(int size, double within) {
    return new BatchSpec(size, seconds(within));
  }

  @ParameterizedTest
  @CsvSource({
    // As Riemann.
    "2, 5, 1@0 2@0 3@0 4@4 5@5 6@6 7@7, 1@0 2@0 5@5 6@6",
    "1, 5, 1@3 2@7.999999 3@8 4@12.999999 5@13, 1@3 3@8 5@13",
    // The next interval follows without gap, though its first event is late in it.
    "1, 5, 1@0 2@9 3@10 4@14.9 5@15, 1@0 2@9 3@10 5@15",
    // [5, 10) was empty: the event at 10 opens a new run.
    "1, 5, 1@0 2@10 3@14.999999 4@15, 1@0 2@10 4@15",
    "1, 5, 1@0 2@12 3@16 4@17, 1@0 2@12 4@17",
    // What is dropped keeps the run going.
    "1, 5, 1@0 2@4 3@9 4@9.5 5@11, 1@0 3@9 5@11",
    // Expired events, absent or odd times, and repetitions count like any other.
    "2, 5, a1@0t100 <2@0 a3@1t-9 a3@1, a1@0 <2@0",
    "1, 0.000001, 1@0 2@0 3@0.000001, 1@0 3@1.0E-6",
  })
  void throttleLetsTheFirstOfEachIntervalThrough(int n, double per, String in, String out) {
    Timeline throttle = new Timeline(throttle(n, per)).play(in);

    assertThat(throttle.left()).isEqualTo(out);
    assertThat(throttle.harness.drops())
        .isEqualTo(Map.of(DropReason.THROTTLED, in.split(" ").length - out.split(" ").length));
    assertThat(throttle.harness.timers()).isZero();
  }

  @Test
  void throttleTakesBatches() {
    Timeline throttle = Timeline.ofBatches(throttle(1, 5)).play("1@0 2@4 3@5");

    assertThat(throttle.left()).isEqualTo("[1]@0 [3]@5");
  }

  @Test
  void throttleTakesTheLongestLength() {
    Timeline throttle = new Timeline(new ThrottleSpec(1, Bounds.LONGEST));

    assertThat(throttle.play("1@0 2@5 3@900000000").left()).isEqualTo("1@0");
  }

  @ParameterizedTest
  @CsvSource({
    // As Riemann.
    "1, 10, 1@0 2@1 3@2 4@12 5@13, [1]@0 [2 3]@10 [4 5]@20",
    // Unlike Riemann, idleness ends the run although a batch left at its start.
    "1, 10, 1@0 2@1 3@21, [1]@0 [2]@10 [3]@21",
    "1, 10, 1@0 2@1 3@20, [1]@0 [2]@10 [3]@20",
    "1, 10, 1@0 2@1 3@19.999999, [1]@0 [2]@10 [3]@20",
    "1, 10, 1@0 2@9.999999 3@10, [1]@0 [2]@10 [3]@20",
    "1, 10, 1@0 2@10 3@20 4@29, [1]@0 [2]@10 [3]@20 [4]@30",
    // [10, 20) was empty.
    "1, 10, 1@0 2@20 3@29 4@30, [1]@0 [2]@20 [3]@30 [4]@40",
    "1, 10, 1@0 2@19 3@19.5 4@20, [1]@0 [2]@19 [3]@20 [4]@30",
    // The batch at 10 is one of the two of [10, 20).
    "2, 10, 1@0 2@1 3@2 4@3 5@11 6@12 7@13, [1]@0 [2]@1 [3 4]@10 [5]@11 [6 7]@20",
    "2, 10, <1@0t100 <2@0 a3@0t-9 a3@0, [<1]@0 [<2]@0 [a3 a3]@10",
  })
  void rollupSendsTheFirstAtOnceAndTheRestTogether(int n, double per, String in, String out) {
    Timeline rollup = new Timeline(rollup(n, per)).play(in).until(LATER);

    assertThat(rollup.left()).isEqualTo(out);
    assertThat(rollup.harness.drops()).isEmpty();
    assertThat(rollup.harness.timers()).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    // As Riemann.
    "3, 5, 1@0 2@1 3@7 4@8 5@9 6@10, [1 2]@5 [3 4 5]@9 [6]@15",
    // A full batch leaves the interval as it is.
    "2, 5, 1@1 2@2 3@5.999999 4@6, [1 2]@2 [3]@6 [4]@11",
    "2, 5, 1@1 2@2 3@3 4@4, [1 2]@2 [3 4]@4",
    // [5, 10) had an event, so [10, 15) follows; it was empty, so 15 opens a run.
    "9, 5, 1@0 2@9 3@14, [1]@5 [2]@10 [3]@15",
    "9, 5, 1@0 2@10 3@14.999999 4@15, [1]@5 [2 3]@15 [4]@20",
    "9, 5, 1@0 2@12, [1]@5 [2]@17",
    "2, 5, 1@1 2@2 3@11 4@20, [1 2]@2 [3]@16 [4]@21",
    "1, 5, 1@0 2@0 3@7, [1]@0 [2]@0 [3]@7",
    "3, 5, <1@0t100 a2@0t-9 a2@0, [<1 a2 a2]@0",
  })
  void batchSendsWhenFullOrAtTheIntervalsEnd(int n, double within, String in, String out) {
    Timeline batch = new Timeline(batch(n, within)).play(in).until(LATER);

    assertThat(batch.left()).isEqualTo(out);
    assertThat(batch.harness.drops()).isEmpty();
    assertThat(batch.harness.timers()).isZero();
  }

  @Test
  void batchesTellTheirInterval() {
    Timeline rollup = new Timeline(rollup(1, 10)).play("1@3 2@4").until(LATER);
    Timeline batch = new Timeline(batch(2, 10)).play("1@3 2@4 3@5").until(LATER);

    assertThat(rollup.harness.take())
        .extracting(b -> ((Batch) b).fromMicros(), b -> ((Batch) b).untilMicros())
        .containsExactly(tuple(3, 3), tuple(3, 13));
    assertThat(batch.harness.take())
        .extracting(b -> ((Batch) b).fromMicros(), b -> ((Batch) b).untilMicros())
        .containsExactly(tuple(3, 4), tuple(3, 13));
  }

  private static org.assertj.core.groups.Tuple tuple(int from, int until) {
    return org.assertj.core.api.Assertions.tuple(from * 1_000_000L, until * 1_000_000L);
  }

  @Test
  void rollupBoundsWhatItHoldsAndCountsTheRest() {
    Timeline rollup = new Timeline(rollup(1, 10));
    for (int i = 0; i < RollupSpec.MAX_HELD + 3; i++) {
      rollup.play(i + "@0");
    }
    rollup.until(10);

    Object held = rollup.harness.take().get(1);
    assertThat(((Batch) held).events()).hasSize(RollupSpec.MAX_HELD);
    assertThat(rollup.harness.drops()).isEqualTo(Map.of(DropReason.BUFFER_FULL, 2));
  }

  @Test
  void closingSendsWhatIsHeldAndLeavesNoTimers() {
    Timeline rollup = new Timeline(rollup(1, 10)).play("1@0 2@1 3@2");
    Timeline batch = new Timeline(batch(3, 10)).play("1@0 2@1");
    Timeline idle = new Timeline(batch(3, 10)).play("1@0 2@1 3@2");

    rollup.harness.close();
    batch.harness.close();
    idle.harness.close();

    assertThat(rollup.left()).isEqualTo("[1]@0 [2 3]@2");
    assertThat(batch.left()).isEqualTo("[1 2]@1");
    assertThat(idle.left()).isEqualTo("[1 2 3]@2");
    assertThat(rollup.harness.timers() + batch.harness.timers() + idle.harness.timers()).isZero();
  }

  @Test
  void eachKeyHasIntervalsOfItsOwn() {
    String in = "1/a@0 2/b@1 3/a@2 4/b@3 5/a@10";

    assertThat(Timeline.byHost(throttle(1, 10)).play(in).left()).isEqualTo("1@0 2@1 5@10");
    assertThat(Timeline.byHost(rollup(1, 10)).play(in).until(100).left())
        .isEqualTo("[1]@0 [2]@1 [3]@10 [4]@11 [5]@20");
    assertThat(Timeline.byHost(batch(2, 10)).play(in).until(100).left())
        .isEqualTo("[1 3]@2 [2 4]@3 [5]@20");
  }

  @Test
  void aKeyThatGoesIdleSendsWhatItHolds() {
    Timeline batch = Timeline.byHost(batch(2, 7200)).play("1/a@0 2/b@1").until(5000);

    assertThat(batch.left()).isEqualTo("[1]@3600 [2]@3601");
    assertThat(batch.harness.timers()).isZero();
  }

  @ParameterizedTest
  @CsvSource({"0", "-1"})
  void refusesArgumentsBelowTheirBounds(int bad) {
    Duration one = Duration.ofSeconds(1);
    Duration badLength = Duration.ofSeconds(bad);

    assertThatThrownBy(() -> new ThrottleSpec(bad, one))
        .hasMessage("throttle: limit must be at least 1, was " + bad);
    assertThatThrownBy(() -> new ThrottleSpec(1, badLength))
        .hasMessage("throttle: per must be longer than zero, was " + badLength);
    assertThatThrownBy(() -> new RollupSpec(bad, one))
        .hasMessage("rollup: limit must be at least 1, was " + bad);
    assertThatThrownBy(() -> new RollupSpec(1, badLength))
        .hasMessage("rollup: per must be longer than zero, was " + badLength);
    assertThatThrownBy(() -> new BatchSpec(bad, one))
        .hasMessage("batch: size must be at least 1, was " + bad);
    assertThatThrownBy(() -> new BatchSpec(1, badLength))
        .hasMessage("batch: within must be longer than zero, was " + badLength);
    assertThatThrownBy(() -> new CoalesceSpec(badLength))
        .hasMessage("coalesce: every must be longer than zero, was " + badLength);
  }
}
