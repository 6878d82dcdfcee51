package io.tocsin.sink;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Behaviour of {@link RetryPolicy}. */
final class RetryPolicyTest {

  private static final double LEAST = 0;
  private static final double MOST = Math.nextDown(1.0);

  private final RetryPolicy policy = new RetryPolicy(1_000, 10_000);

  @ParameterizedTest(name = "after {0} failures between {1} and {2}")
  @CsvSource({
    "1, 500, 999",
    "2, 1000, 1999",
    "3, 2000, 3999",
    "4, 4000, 7999",
    "5, 5000, 9999",
    "6, 5000, 9999",
    "2000000000, 5000, 9999"
  })
  void doublesUpToTheLongestWaitOfWhichHalfIsChance(int failures, long least, long most) {
    assertThat(policy.delayMicros(failures, LEAST, Duration.ZERO)).isEqualTo(least);
    assertThat(policy.delayMicros(failures, MOST, Duration.ZERO)).isEqualTo(most);
  }

  @Test
  void staysWithinItsBoundsWhateverTheChance() {
    long seed = 20261123;
    System.out.println("seed " + seed);
    Random random = new Random(seed);

    for (int i = 0; i < 10_000; i++) {
      int failures = 1 + random.nextInt(100);

      long delay = policy.delayMicros(failures, random.nextDouble(), Duration.ZERO);

      assertThat(delay).isBetween(500L, 10_000L);
    }
  }

  @ParameterizedTest(name = "asked for {0}: waits {1} us")
  @CsvSource({
    "PT0.000499S, 500",
    "PT0.000501S, 501",
    "PT20S, 20000000",
    "PT1H, 3600000000",
    "PT1H0.000001S, 3600000000",
    "P3650000D, 3600000000"
  })
  void waitsAtLeastAsLongAsTheReceiverAskedWithinAnHour(Duration asked, long expected) {
    assertThat(policy.delayMicros(1, LEAST, asked)).isEqualTo(expected);
  }

  @Test
  void doesNotOverflowWithTheLongestWaits() {
    RetryPolicy forever = new RetryPolicy(Long.MAX_VALUE / 2 + 1, Long.MAX_VALUE);

    long delay = forever.delayMicros(3, MOST, Duration.ZERO);

    assertThat(delay).isGreaterThan(Long.MAX_VALUE / 2);
    assertThat(RetryPolicy.later(5, delay)).isPositive();
  }

  @Test
  void readsDurationsBeyondALongAsTheLongest() {
    assertThat(RetryPolicy.micros(Duration.ofSeconds(Long.MAX_VALUE))).isEqualTo(Long.MAX_VALUE);
    assertThat(RetryPolicy.micros(Duration.ofNanos(1_999))).isEqualTo(1);
  }
}
