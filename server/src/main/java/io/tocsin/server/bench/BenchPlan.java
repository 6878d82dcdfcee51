package io.tocsin.server.bench;

import java.time.Duration;

/**
 * How long a measurement takes.
 *
 * @param warmup before the rounds, and again before the costs of rules; not negative
 * @param duration of all rounds together, above zero; as much again for the costs of rules, half of
 *     it for latencies, and about as much for memory
 */
public record BenchPlan(Duration warmup, Duration duration) {

  /** Rounds that the throughput is measured in. */
  public static final int ROUNDS = 9;

  public BenchPlan {
    if (warmup.isNegative() || duration.isNegative() || duration.isZero()) {
      throw new IllegalArgumentException(
          "warmup must not be negative, duration must be above zero");
    }
  }

  /** About how long all of it takes, in nanoseconds. */
  public long totalNanos() {
    return 2 * warmup.toNanos() + 4 * duration.toNanos();
  }
}
