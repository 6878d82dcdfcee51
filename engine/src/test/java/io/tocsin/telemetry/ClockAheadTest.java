package io.tocsin.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.tocsin.time.MovableClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Behaviour of {@link ClockAhead}. */
final class ClockAheadTest {

  private final Logger logger = (Logger) LoggerFactory.getLogger("clock.test");
  private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
  private final MovableClock clock = new MovableClock();
  private final Telemetry telemetry = new Telemetry();

  @BeforeEach
  void listen() {
    lines.start();
    logger.setAdditive(false);
    logger.addAppender(lines);
    ClockAhead.watch(clock.time(), telemetry, logger);
    clock.time().nowMicros();
  }

  @AfterEach
  void stop() {
    logger.detachAppender(lines);
  }

  @Test
  void saysByHowMuchWhatFollowsAndTheRemedy() {
    clock.setBack(3_600_000_000L);
    clock.time().nowMicros();

    assertThat(telemetry.scrape()).contains("tocsin_clock_ahead_seconds 3600.0");
    assertThat(lines.list).extracting(ILoggingEvent::getLevel).containsExactly(Level.ERROR);
    assertThat(lines.list.get(0).getFormattedMessage())
        .contains("ahead of it by 3600.0 s", "half speed", "about 7200 s", "restart the hub");
  }

  @Test
  void saysItOnceAMinute() {
    clock.setBack(3_600_000_000L);
    for (int second = 0; second <= 60; second++) {
      clock.time().nowMicros();
      clock.pass(1_000_000);
    }

    assertThat(lines.list).hasSize(2);
  }

  @Test
  void keepsQuietAboutASecondOrLess() {
    clock.setBack(1_000_000);
    clock.time().nowMicros();
    assertThat(lines.list).isEmpty();

    clock.setBack(1);
    clock.time().nowMicros();

    assertThat(lines.list).hasSize(1);
  }

  @Test
  void isZeroWhenTheClockIsNotBehind() {
    clock.pass(5_000_000);
    clock.time().nowMicros();

    assertThat(telemetry.scrape()).contains("tocsin_clock_ahead_seconds 0.0");
    assertThat(lines.list).isEmpty();
  }
}
