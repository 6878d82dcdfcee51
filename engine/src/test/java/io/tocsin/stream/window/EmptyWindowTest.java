package io.tocsin.stream.window;

import static io.tocsin.fold.Samples.at;
import static java.time.Duration.ZERO;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.event.Batch;
import io.tocsin.testkit.OperatorHarness;
import org.junit.jupiter.api.Test;

/** Behaviour of {@link TumblingSpec} when it is asked for empty windows. */
final class EmptyWindowTest {

  @Test
  void emitsEmptyWindowsFromTheFirstEventOn() {
    OperatorHarness harness = OperatorHarness.of(new TumblingSpec(ofSeconds(10), ZERO, true, true));

    harness.advance(25);
    TumblingTest.play(harness, 25, 45);

    assertThat(TumblingTest.shown(harness.advance(20).emitted(0)))
        .isEqualTo("[25.0]@30.0 []@40.0 [45.0]@50.0 []@60.0");
    assertThat(((Batch) harness.take().get(1)).fromMicros()).isEqualTo(30_000_000);
  }

  @Test
  void startsARunOfEmptyWindowsAtTheEarliestOpenOne() {
    OperatorHarness harness =
        OperatorHarness.of(new TumblingSpec(ofSeconds(1), ofSeconds(4), true, true));

    harness.advance(4).send(at(4), at(1)).advance(4);

    assertThat(TumblingTest.shown(harness.emitted(0))).isEqualTo("[1.0]@6.0 []@7.0 []@8.0");
  }

  @Test
  void endsARunOfEmptyWindowsAtTheBoundAndGoesOnWithTheNextEvent() {
    OperatorHarness harness = OperatorHarness.of(new TumblingSpec(ofSeconds(1), ZERO, true, true));

    harness.send(at(0)).advance(5000);

    assertThat(harness.take()).hasSize(1 + TumblingSpec.MAX_EMPTY);
    assertThat(harness.timers()).isZero();

    harness.send(at(5000)).advance(2);

    assertThat(TumblingTest.shown(harness.emitted(0))).isEqualTo("[5000.0]@5001.0 []@5002.0");
  }

  @Test
  void skipsBeyondTheBoundToAWindowThatIsOpenAlready() {
    OperatorHarness harness =
        OperatorHarness.of(new TumblingSpec(ofMillis(1), ofSeconds(5), true, true));

    harness.advance(4).send(at(0), at(4)).advance(60);

    assertThat(harness.take()).hasSize(1 + 1000 + 1 + 1000);
  }
}
