package io.tocsin.sink;

import static io.tocsin.sink.ScriptedSink.anyId;
import static io.tocsin.sink.ScriptedSink.message;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.event.Event;
import io.tocsin.telemetry.Telemetry;
import io.tocsin.time.SystemTime;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Behaviour of {@link RunningOutboxes} and {@link RunningOutbox}, with their threads. */
@Timeout(30)
final class RunningOutboxesTest {

  private static final Duration LONG = Duration.ofMinutes(10);

  private final Telemetry telemetry = new Telemetry();
  private final RunningOutboxes outboxes = new RunningOutboxes(new SystemTime(), telemetry);
  private final ScriptedSink sink = new ScriptedSink();

  @AfterEach
  void close() {
    outboxes.close(Duration.ZERO);
  }

  private static OutboxSettings settings(int capacity) {
    return new OutboxSettings(OutboxLimits.ofMessages(capacity), 1, LONG, LONG, LONG, LONG, 0);
  }

  /** Makes the sink's next attempt hang until the latch opens. */
  private CountDownLatch hangs(ScriptedSink hanging, CountDownLatch inside) {
    CountDownLatch release = new CountDownLatch(1);
    hanging.then(
        (List<Event> events, Duration timeout) -> {
          inside.countDown();
          release.await();
          return Delivery.delivered();
        });
    return release;
  }

  @Test
  void givesEqualSettingsTheSameOutbox() {
    Outbox first = outboxes.of(sink.settings("a", settings(1)));

    assertThat(outboxes.of(sink.settings("a", settings(1)))).isSameAs(first);
    assertThat(outboxes.of(sink.settings("b", settings(1)))).isNotSameAs(first);
  }

  @Test
  void refusesAndCountsWhatDoesNotFitWithoutWaiting() throws Exception {
    CountDownLatch inside = new CountDownLatch(1);
    CountDownLatch release = hangs(sink, inside);
    Outbox outbox = outboxes.of(sink.settings("a", settings(2)));
    assertThat(outbox.offer(anyId(), message("1"))).isTrue();
    assertThat(inside.await(10, TimeUnit.SECONDS)).isTrue();

    assertThat(outbox.offer(anyId(), message("2"))).isTrue();
    assertThat(outbox.offer(anyId(), message("3"))).isFalse();

    assertThat(telemetry.losses()).isEqualTo(Map.of("outboxFull", 1L));
    assertThat(telemetry.scrape()).contains("tocsin_sink_waiting{sink=\"a\"} 2");
    release.countDown();
    outboxes.close(LONG);
    assertThat(sink.attempts).containsExactly(List.of("1"), List.of("2"));
  }

  @Test
  void deliversWhatWaitsWithinTheGraceOfAClose() throws Exception {
    CountDownLatch inside = new CountDownLatch(1);
    CountDownLatch release = hangs(sink, inside);
    Outbox outbox = outboxes.of(sink.settings("a", settings(10)));
    for (int i = 0; i < 5; i++) {
      outbox.offer(anyId(), message("e" + i));
    }
    assertThat(inside.await(10, TimeUnit.SECONDS)).isTrue();

    release.countDown();
    outboxes.close(LONG);

    assertThat(sink.attempts).hasSize(5);
    assertThat(sink.closed).hasValue(1);
    assertThat(telemetry.losses()).isEmpty();
  }

  @Test
  void countsWhatIsLeftWhenTheGraceIsOver() throws Exception {
    CountDownLatch inside = new CountDownLatch(1);
    hangs(sink, inside);
    Outbox outbox = outboxes.of(sink.settings("a", settings(10)));
    outbox.offer(anyId(), message("1"));
    outbox.offer(anyId(), message("2"));
    assertThat(inside.await(10, TimeUnit.SECONDS)).isTrue();

    outboxes.close(Duration.ofMillis(1));

    assertThat(telemetry.losses()).isEqualTo(Map.of("stopped", 2L));
    assertThat(outbox.offer(anyId(), message("3"))).isFalse();
    assertThat(telemetry.losses()).isEqualTo(Map.of("stopped", 3L));
  }

  @Test
  void doesNotSitOutTheGraceForARetryThatWouldComeAfterIt() throws Exception {
    CountDownLatch failed = new CountDownLatch(1);
    sink.then(
        (events, timeout) -> {
          failed.countDown();
          return Delivery.retryable("down");
        });
    outboxes.of(sink.settings("a", settings(10))).offer(anyId(), message("1"));
    assertThat(failed.await(10, TimeUnit.SECONDS)).isTrue();

    // The retry is due in five minutes or more; the test's own time limit is the assertion.
    outboxes.close(Duration.ofMinutes(4));

    assertThat(telemetry.losses()).isEqualTo(Map.of("stopped", 1L));
  }

  @Test
  void letsGoOfWhatIsNotRetainedAfterDeliveringItsMessages() throws Exception {
    CountDownLatch inside = new CountDownLatch(1);
    CountDownLatch release = hangs(sink, inside);
    ScriptedSink kept = new ScriptedSink();
    SinkSettings keptSettings = kept.settings("kept", settings(10));
    outboxes.of(keptSettings);
    Outbox removed = outboxes.of(sink.settings("removed", settings(10)));
    removed.offer(anyId(), message("1"));
    removed.offer(anyId(), message("2"));
    assertThat(inside.await(10, TimeUnit.SECONDS)).isTrue();

    outboxes.retain(Set.of(keptSettings));

    assertThat(outboxes.status())
        .extracting(OutboxStatus::name, OutboxStatus::waiting)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("kept", 0),
            org.assertj.core.groups.Tuple.tuple("removed", 2));
    release.countDown();
    outboxes.close(LONG);
    assertThat(sink.attempts).hasSize(2);
    assertThat(telemetry.losses()).isEmpty();
  }

  @Test
  void tellsTheLastErrorInOneShortLine() throws Exception {
    CountDownLatch second = new CountDownLatch(1);
    sink.then(Delivery.rejected("550 no\r\nsuch user " + "x".repeat(300)));
    sink.then(
        (events, timeout) -> {
          second.countDown();
          return Delivery.delivered();
        });
    Outbox outbox = outboxes.of(sink.settings("a", settings(10)));

    outbox.offer(anyId(), message("1"));
    outbox.offer(anyId(), message("2"));

    assertThat(second.await(10, TimeUnit.SECONDS)).isTrue();
    OutboxStatus status = outboxes.status().get(0);
    assertThat(status.kind()).isEqualTo("scripted");
    assertThat(status.lost()).isEqualTo(1);
    assertThat(status.lastError()).startsWith("550 no such user x").hasSize(203);
  }

  @Test
  void forgetsAnEmptyMessage() {
    assertThat(outboxes.of(sink.settings("a", settings(10))).offer(anyId(), List.of())).isTrue();

    outboxes.close(LONG);

    assertThat(sink.attempts).isEmpty();
  }
}
