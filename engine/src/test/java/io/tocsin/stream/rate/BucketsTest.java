package io.tocsin.stream.rate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Behaviour of {@link Buckets}. */
final class BucketsTest {

  private final Buckets buckets = new Buckets(100);

  @ParameterizedTest
  @ValueSource(longs = {1, (1L << 30) - 1, 1L << 30, 1L << 31, 1L << 40})
  void countsAsManyAsThereAre(long n) {
    buckets.add(50, n);
    buckets.add(90, 1);
    buckets.add(10, 1);
    buckets.add(50, n);

    assertThat(buckets.total()).isEqualTo(2 * n + 2);
    assertThat(buckets.keyOf(0)).isEqualTo(10);
    assertThat(buckets.keyOf(1)).isEqualTo(50);
    assertThat(buckets.keyOf(2 * n)).isEqualTo(50);
    assertThat(buckets.keyOf(2 * n + 1)).isEqualTo(90);

    buckets.remove(50, 2 * n);
    assertThat(buckets.keyOf(0)).isEqualTo(10);
    assertThat(buckets.keyOf(1)).isEqualTo(90);
  }

  @ParameterizedTest(name = "{0} and {1}: {2} and {3}")
  @CsvSource({
    "1, 100, 1, 100",
    "1, 101, 2, 101",
    "100, 1, 1, 100",
    "101, 1, 2, 101",
    "5, 9999, 9900, 9999",
    "9999, 5, 9900, 9999",
  })
  void takesTogetherWhatIsTooFarBelowTheHighest(int first, int second, int low, int high) {
    buckets.add(first, 1);
    buckets.add(second, 1);

    assertThat(buckets.keyOf(0)).isEqualTo(low);
    assertThat(buckets.keyOf(1)).isEqualTo(high);
    assertThat(buckets.isTooCoarse()).isFalse();

    buckets.remove(Math.max(first, second), 1);
    assertThat(buckets.keyOf(0)).isEqualTo(low);
    assertThat(buckets.isTooCoarse()).isEqualTo(low != Math.min(first, second));
  }

  @Test
  void beginsAnewWhereverItIsUsedAgainWhenEmpty() {
    buckets.add(5, 1);
    buckets.add(9999, 1);
    buckets.remove(5, 1);
    buckets.remove(9999, 1);
    assertThat(buckets.isTooCoarse()).isFalse();

    buckets.add(7, 3);

    assertThat(buckets.keyOf(2)).isEqualTo(7);
  }
}
