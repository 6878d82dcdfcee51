package io.tocsin.bench.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.converter.ConvertWith;
import org.junit.jupiter.params.converter.SimpleArgumentConverter;
import org.junit.jupiter.params.provider.CsvSource;

/** What the rounds of two commits say. */
final class FigureTest {

  private static final class Rounds extends SimpleArgumentConverter {
    @Override
    protected Object convert(Object source, Class<?> target) {
      return samples(source.toString());
    }
  }

  private static Samples samples(String text) {
    String[] parts = text.split(" ");
    double[] values = new double[parts.length];
    for (int i = 0; i < parts.length; i++) {
      values[i] = Double.parseDouble(parts[i]);
    }
    return new Samples(values);
  }

  @ParameterizedTest
  @CsvSource({
    "SPEED, 100 100 100, 100 100 100, SAME",
    // The limit itself will do.
    "SPEED, 100 100 100, 85 85 85, SAME",
    "SPEED, 100 100 100, 84.9 84.9 84.9, WORSE",
    "SPEED, 100 100 100, 101 101 101, BETTER",
    // 20 apart: 20 is the spread, 20.1 is more.
    "SPEED, 90 100 110, 80 80 80, UNCLEAR",
    "SPEED, 90 100 110, 79.9 79.9 79.9, WORSE",
    "SPEED, 100 100 100, 70 80 90, UNCLEAR",
    "SPEED, 100 100 100, 71 80 90, WORSE",
    "SPEED, 90 100 110, 120 120 120, SAME",
    "SPEED, 90 100 110, 120.1 120.1 120.1, BETTER",
    // Of four rounds each counts; of five the lowest and the highest do not.
    "SPEED, 20 100 100 100, 70 70 70 70, UNCLEAR",
    "SPEED, 20 100 100 100 300, 70 70 70 70 70, WORSE",
    "SPEED, 20 20 100 100 300, 70 70 70 70 70, UNCLEAR",
    // 110 of 100 will do, and so does one byte more of any number.
    "ALLOCATION, 100 100 100, 110 110 110, SAME",
    "ALLOCATION, 100 100 100, 110.1 110.1 110.1, WORSE",
    "ALLOCATION, 0 0 0, 1 1 1, SAME",
    "ALLOCATION, 0 0 0, 1.1 1.1 1.1, WORSE",
    "ALLOCATION, 2 2 2, 3 3 3, SAME",
    "ALLOCATION, 2 2 2, 3.1 3.1 3.1, WORSE",
    "ALLOCATION, 100 100 100, 98 98 98, BETTER",
    "ALLOCATION, 100 100 100, 99 99 99, SAME",
    "ALLOCATION, 100 100 125, 125 125 125, UNCLEAR",
    "ALLOCATION, 100 100 124, 125 125 125, WORSE",
    "MEMORY, 16 16 16, 24 24 24, SAME",
    "MEMORY, 16 16 16, 24.1 24.1 24.1, WORSE",
    "MEMORY, 178 178 178, 195 195 195, SAME",
    "MEMORY, 178 178 178, 196 196 196, WORSE",
    "MEMORY, -0.1 0 0.1, 0 0 0, SAME",
  })
  void isWorseOnlyBeyondTheLimitAndTheSpread(
      Figure figure,
      @ConvertWith(Rounds.class) Samples baseline,
      @ConvertWith(Rounds.class) Samples head,
      Verdict verdict) {
    assertThat(figure.judge(baseline, head, figure == Figure.SPEED ? 0.85 : 1.1))
        .isEqualTo(verdict);
  }

  @ParameterizedTest
  @CsvSource({
    "3, 3, 3, 3, 0",
    "2 1, 1.5, 1, 2, 1",
    "9 1 2, 2, 1, 9, 8",
    "9 1 2 4, 3, 1, 9, 8",
    "9 1 2 4 3, 3, 1, 9, 2",
  })
  void roundsAreToldByMedianLowestHighestAndSpread(
      @ConvertWith(Rounds.class) Samples samples,
      double median,
      double lowest,
      double highest,
      double spread) {
    assertThat(samples.median()).isEqualTo(median);
    assertThat(samples.lowest()).isEqualTo(lowest);
    assertThat(samples.highest()).isEqualTo(highest);
    assertThat(samples.spread()).isEqualTo(spread);
  }

  @Test
  void noRoundsSayNothing() {
    assertThatThrownBy(Samples::new).hasMessage("no rounds");
  }
}
