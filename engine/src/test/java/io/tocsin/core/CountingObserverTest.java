package io.tocsin.core;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.tocsin.event.Event;
import io.tocsin.stream.DropReason;
import io.tocsin.stream.Place;
import io.tocsin.stream.StageSpec;
import io.tocsin.stream.filter.LiveSpec;
import io.tocsin.telemetry.QuietLog;
import io.tocsin.telemetry.Telemetry;
import io.tocsin.testkit.ManualTime;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

final class CountingObserverTest {

  private static final StageSpec STAGE =
      new StageSpec(new LiveSpec(), List.of(), "disk full", new Place("disk.groovy", 7, 3));
  private static final Event EVENT = Event.builder().host("a").build();

  private final Logger logger = (Logger) LoggerFactory.getLogger("observer.test");
  private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
  private final ManualTime time = new ManualTime();
  private final Telemetry telemetry = new Telemetry();
  private final CountingObserver observer =
      new CountingObserver(telemetry, new QuietLog(logger, time, 10_000_000));

  @BeforeEach
  void listen() {
    lines.start();
    logger.setAdditive(false);
    logger.addAppender(lines);
  }

  @AfterEach
  void stop() {
    logger.detachAppender(lines);
  }

  @Test
  void tellsAFailureOnceInAnIntervalWithRuleFileAndLine() {
    for (int i = 0; i < 3; i++) {
      observer.failed(STAGE, EVENT, new ArithmeticException("division by zero"));
    }
    time.advance(Duration.ofSeconds(10));
    observer.failed(STAGE, EVENT, new ArithmeticException("division by zero"));

    String line =
        "rule failed rule='disk full' place=disk.groovy:7:3"
            + " error=ArithmeticException: division by zero item=[host: a]";
    assertThat(lines.list)
        .extracting(ILoggingEvent::getFormattedMessage)
        .containsExactly(line, line + " (and 2 more like it)");
    assertThat(telemetry.losses()).isEqualTo(Map.of("failed", 4L));
  }

  @Test
  void makesTextOfAnItemOnlyForALineThatGoesOut() {
    int[] made = {0};
    Object item =
        new Object() {
          @Override
          public String toString() {
            made[0]++;
            return "item";
          }
        };
    for (int i = 0; i < 100; i++) {
      observer.failed(STAGE, item, new ArithmeticException());
    }

    assertThat(made[0]).isEqualTo(1);
  }

  @Test
  void countsWhatARuleHoldsBackWithoutALine() {
    observer.dropped(STAGE, EVENT, DropReason.THROTTLED);

    assertThat(telemetry.losses()).isEqualTo(Map.of("throttled", 1L));
    assertThat(lines.list).isEmpty();
  }

  @Test
  void raisesTheAlarmWhenABoundIsReached() {
    observer.dropped(STAGE, EVENT, DropReason.KEY_LIMIT);

    assertThat(lines.list)
        .extracting(ILoggingEvent::getFormattedMessage)
        .containsExactly("events lost reason=keyLimit rule='disk full' place=disk.groovy:7:3");
  }

  @Test
  void leavesAFullOutboxToCountItsOwnLosses() {
    observer.dropped(STAGE, EVENT, DropReason.OUTBOX_FULL);

    assertThat(telemetry.losses()).isEmpty();
    assertThat(telemetry.total("tocsin.outbox.refused")).isEqualTo(1);
  }
}
