package io.tocsin.stream.rate;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.fold.Samples;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Behaviour of {@link PackedCounts}. */
final class PackedCountsTest {

  private static Map<Integer, Long> unpacked(byte[] packed) {
    Map<Integer, Long> counts = new TreeMap<>();
    PackedCounts.read(packed, (code, count) -> assertThat(counts.put(code, count)).isNull());
    return counts;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 10, 1000, 1_000_000_000})
  void hasTheCountOfEachCodeThatWasAdded(int range) {
    Random random = Samples.random("packed", range);
    Map<Integer, Long> expected = new TreeMap<>();
    byte[] packed = PackedCounts.NONE;
    for (int round = 0; round < 50; round++) {
      int[] codes = random.ints(random.nextInt(40), -range, range).sorted().toArray();
      Arrays.stream(codes).forEach(code -> expected.merge(code, 1L, Long::sum));
      packed = PackedCounts.merge(packed, codes, codes.length, Integer.MAX_VALUE);

      assertThat(unpacked(packed)).isEqualTo(expected);
    }
  }

  @Test
  void throwsTogetherWhatIsTooFarFromTheGreatestOfItsSign() {
    byte[] packed = PackedCounts.merge(PackedCounts.NONE, new int[] {-9, -4, -1, 0, 1, 2, 5}, 7, 3);

    assertThat(unpacked(packed)).isEqualTo(Map.of(-9, 1L, -7, 2L, 0, 1L, 3, 2L, 5, 1L));
    assertThat(unpacked(PackedCounts.merge(packed, new int[] {6}, 1, 3)))
        .isEqualTo(Map.of(-9, 1L, -7, 2L, 0, 1L, 4, 2L, 5, 1L, 6, 1L));
  }

  @Test
  void needsTwoBytesForABucketWithFewValuesThatIsNearTheNext() {
    int[] codes = {1000, 1030, 1030, 1090, 1091};

    assertThat(PackedCounts.merge(PackedCounts.NONE, codes, 5, 2048)).hasSizeLessThanOrEqualTo(10);
    assertThat(PackedCounts.merge(PackedCounts.NONE, codes, 0, 2048)).isEmpty();
  }
}
