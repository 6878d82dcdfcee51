package io.tocsin.time;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class SystemTimeTest {

  private long wall = 1_000_000_000;
  private long nanos;
  private final SystemTime time = new SystemTime(() -> wall, () -> nanos);

  private void pass(long micros) {
    wall += micros;
    nanos += micros * 1000;
  }

  @Test
  void followsTheWallClock() {
    pass(500);
    assertThat(time.nowMicros()).isEqualTo(1_000_000_500);

    wall += 3_600_000_000L;
    assertThat(time.nowMicros()).isEqualTo(4_600_000_500L);
  }

  @Test
  void goesOnAtHalfSpeedWhenTheWallClockWasSetBack() {
    time.nowMicros();
    wall -= 10_000_000;

    pass(4_000_000);
    assertThat(time.nowMicros()).isEqualTo(1_002_000_000);

    pass(4_000_000);
    assertThat(time.nowMicros()).isEqualTo(1_004_000_000);
  }

  @Test
  void isTheWallClockAgainOnceThatHasCaughtUp() {
    time.nowMicros();
    wall -= 1_000_000;

    pass(1_000_000);
    time.nowMicros();
    pass(1_000_000);

    assertThat(time.nowMicros()).isEqualTo(wall);
  }

  @Test
  void lengthsOfTimeHeedNoClockThatIsSet() {
    long start = time.elapsedMicros();
    pass(5_000_000);
    time.nowMicros();
    wall += 3_600_000_000L;
    time.nowMicros();
    assertThat(time.elapsedMicros() - start).isEqualTo(5_000_000);

    wall -= 7_200_000_000L;
    pass(5_000_000);
    time.nowMicros();

    assertThat(time.elapsedMicros() - start).isEqualTo(10_000_000);
    assertThat(time.aheadMicros()).isEqualTo(7_200_000_000L - 2_500_000);
  }

  @Test
  void neverGoesBack() {
    time.nowMicros();
    wall -= 500;

    assertThat(time.nowMicros()).isEqualTo(1_000_000_000);
  }

  @Test
  void readsTheMachinesClock() {
    SystemTime real = new SystemTime();
    long before = real.nowMicros();

    assertThat(real.nowMicros())
        .isGreaterThanOrEqualTo(before)
        .isGreaterThan(1_700_000_000_000_000L);
  }
}
