package io.tocsin.server.bench;

import java.time.Duration;

/**
 * How long a measurement takes.
 *
 * @param warmup before the rounds, not negative; half of it again before the costs of rules
 * @param duration of all rounds together, above zero; as much again for the costs of rules, half of
 *     it for latencies, and about as much for memory
 */
public record BenchPlan(Duration warmup, Duration duration) {

  /** Rounds that the throughput is measured in. */
  public static final int ROUNDS = 9;

  public BenchPlan {
    if (warmup.isNegative() || duration.isNegative() || duration.isZero()) {
      throw new IllegalArgumentException("warmup and duration must not be negative");
    }
  }

  /** About how long all of it takes, in nanoseconds. */
  public long totalNanos() {
    return warmup.toNanos() * 3 / 2 + duration.toNanos() * 4;
  }
}
