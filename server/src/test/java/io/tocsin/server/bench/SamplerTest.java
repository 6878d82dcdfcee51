package io.tocsin.server.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a look at the lane counts. */
final class SamplerTest {

  private final Marks marks = new Marks(2);
  private final AtomicLong cpu = new AtomicLong();
  private final Sampler sampler = new Sampler(marks, 2, cpu::get);

  @ParameterizedTest
  @CsvSource({"0, 0", "49999, 0", "50000, 1", "900000, 1"})
  void countsOnlyWhenTheLaneHasRunSinceTheLookBefore(long ran, long counted) {
    marks.enter(2);
    sampler.look();

    cpu.addAndGet(ran);
    sampler.look();

    assertThat(sampler.counts()).containsExactly(0, 0, counted);
  }

  @Test
  void aLaneThatWaitsForAProcessorIsCountedOnce() {
    marks.enter(1);
    cpu.addAndGet(1_000_000);
    for (int i = 0; i < 500; i++) {
      sampler.look();
    }
    marks.enter(Marks.LANE);
    cpu.addAndGet(1_000_000);
    sampler.look();

    assertThat(sampler.counts()).containsExactly(1, 1, 0);
  }

  @Test
  void whatIsAwayIsNotCounted() {
    cpu.addAndGet(1_000_000);
    sampler.look();

    assertThat(sampler.counts()).containsExactly(0, 0, 0);
  }
}
