package io.tocsin.sink;

import static io.tocsin.sink.ScriptedSink.parcelled;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.telemetry.QuietLog;
import io.tocsin.telemetry.Telemetry;
import io.tocsin.testkit.ManualTime;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.helpers.NOPLogger;

/** Behaviour of {@link Courier}, in virtual time. Chance is 0: each wait is half of its base. */
final class CourierTest {

  private static final Duration SECOND = Duration.ofSeconds(1);

  private final ManualTime time = new ManualTime();
  private final Telemetry telemetry = new Telemetry();
  private final ScriptedSink sink = new ScriptedSink();
  private final ScheduledExecutorService unused = Executors.newScheduledThreadPool(0);
  private final WaitingMessages waiting =
      new WaitingMessages(
          OutboxLimits.ofMessages(100), OutboxStore.NONE, OutboxStore.Contents.EMPTY, time);
  private SinkAccount account;
  private DeadLetters dead;

  @AfterEach
  void endThreads() {
    unused.shutdownNow();
  }

  private Courier courier(int coalesce, Duration giveUpAfter, int rate) {
    OutboxSettings settings =
        new OutboxSettings(
            OutboxLimits.ofMessages(100),
            coalesce,
            Duration.ofSeconds(10),
            SECOND.multipliedBy(2),
            SECOND.multipliedBy(8),
            giveUpAfter,
            rate);
    QuietLog log = new QuietLog(NOPLogger.NOP_LOGGER, time, 1);
    account = new SinkAccount(sink.settings("pager", settings), telemetry, log);
    dead = new DeadLetters(OutboxStore.NONE, List.of(), time);
    return new Courier(
        new Holdings(waiting, dead, OutboxStore.NONE, account),
        sink,
        settings,
        new OutboxShared(time, telemetry, log, unused, () -> 0));
  }

  private Courier courier() {
    return courier(1, Duration.ofHours(1), 0);
  }

  private void offer(String... services) {
    waiting.offer(parcelled(services), time.nowMicros(), false);
  }

  /** Steps, with the clock moved on by each wait, until nothing is left or {@code most} steps. */
  private void run(Courier courier, int most) throws InterruptedException {
    for (int i = 0; i < most; i++) {
      long wait = courier.step();
      if (wait == Courier.UNTIL_OFFERED) {
        return;
      }
      time.set(time.nowMicros() + wait);
    }
  }

  @Test
  void deliversMessagesOneByOneInTheirOrder() throws Exception {
    Courier courier = courier();
    offer("a");
    offer("b", "c");

    run(courier, 10);

    assertThat(sink.attempts).containsExactly(List.of("a"), List.of("b", "c"));
    assertThat(telemetry.total("tocsin.sink.delivered")).isEqualTo(2);
    assertThat(courier.step()).isEqualTo(Courier.UNTIL_OFFERED);
  }

  @Test
  void triesAgainAfterADoublingWaitAndKeepsTheOrder() throws Exception {
    Courier courier = courier();
    sink.thenFails(4);
    offer("a");
    offer("b");

    long[] waits = new long[4];
    for (int i = 0; i < waits.length; i++) {
      assertThat(courier.step()).isZero();
      waits[i] = courier.step();
      time.set(time.nowMicros() + waits[i]);
    }
    run(courier, 10);

    assertThat(waits).containsExactly(1_000_000, 2_000_000, 4_000_000, 4_000_000);
    assertThat(sink.attempts.stream().map(services -> services.get(0)))
        .containsExactly("a", "a", "a", "a", "a", "b");
    assertThat(telemetry.total("tocsin.sink.retried")).isEqualTo(4);
    assertThat(telemetry.losses()).isEmpty();
  }

  @Test
  void startsTheWaitsAnewAfterADelivery() throws Exception {
    Courier courier = courier();
    sink.thenFails(3).then(Delivery.delivered()).thenFails(1);
    offer("a");
    offer("b");

    run(courier, 7);
    courier.step();

    assertThat(sink.attempts).hasSize(5);
    assertThat(courier.step()).isEqualTo(1_000_000);
  }

  @ParameterizedTest(name = "{0} us after the failure: {1} attempts")
  @CsvSource({"29999999, 1", "30000000, 2"})
  void leavesTheReceiverAloneAsLongAsItAsked(long micros, int attempts) throws Exception {
    Courier courier = courier();
    sink.then(Delivery.retryable("HTTP 429", Duration.ofSeconds(30)));
    offer("a");
    courier.step();

    time.set(micros);
    courier.step();

    assertThat(sink.attempts).hasSize(attempts);
  }

  @Test
  void countsARefusedMessageAndGoesOnWithTheNextAtOnce() throws Exception {
    Courier courier = courier();
    sink.then(Delivery.rejected("HTTP 400"));
    offer("a");
    offer("b");

    run(courier, 10);

    assertThat(sink.attempts).containsExactly(List.of("a"), List.of("b"));
    assertThat(telemetry.losses()).isEqualTo(Map.of("rejected", 1L));
    assertThat(time.nowMicros()).isZero();
  }

  @Test
  void takesAThrowingSinkForAFailureThatMayPass() throws Exception {
    Courier courier = courier();
    sink.then(
        (events, timeout) -> {
          throw new IllegalStateException("token=abc");
        });
    sink.then(
        (events, timeout) -> {
          throw new StackOverflowError();
        });
    offer("a");

    run(courier, 10);

    assertThat(sink.attempts).hasSize(3);
    OutboxStatus status =
        account.status(
            sink.settings("pager", OutboxSettings.MESSAGES),
            new WaitingMessages.Load(0, 0, 0),
            0,
            OutboxStore.NONE);
    assertThat(status)
        .isEqualTo(
            new OutboxStatus(
                "pager", "scripted", 0, 0, 0, 0, 1, 2, 0, false, "StackOverflowError", 0, ""));
  }

  @ParameterizedTest(name = "failed {0} us after the offer: {1} lost")
  @CsvSource({"59999999, 0", "60000000, 1"})
  void givesUpAMessageThatFailsWhenItIsTooOld(long micros, long lost) throws Exception {
    Courier courier = courier(1, Duration.ofMinutes(1), 0);
    sink.thenFails(1);
    offer("a");

    time.set(micros);
    courier.step();

    assertThat(telemetry.losses().getOrDefault("gaveUp", 0L)).isEqualTo(lost);
    assertThat(waiting.size()).isEqualTo(1 - (int) lost);
  }

  @ParameterizedTest(name = "{0} us after the offer: {1} attempts, {2} too old")
  @CsvSource({"604799999999, 1, 0", "604800000000, 0, 1"})
  void doesNotTryWhatHasWaitedForTooLong(long micros, int attempts, int tooOld) throws Exception {
    Courier courier = courier();
    offer("a");

    time.set(micros);
    courier.step();

    assertThat(sink.attempts).hasSize(attempts);
    assertThat(telemetry.losses().getOrDefault("tooOld", 0L)).isEqualTo(tooOld);
    assertThat(dead.all().stream().map(DeadLetter::reason))
        .hasSize(tooOld)
        .allMatch(DeadLetter.Reason.TOO_OLD::equals);
  }

  @Test
  void givesTheNextMessageAnAttemptBeforeGivingUpAllThatAreTooOld() throws Exception {
    Courier courier = courier(1, Duration.ofMinutes(1), 0);
    sink.thenFails(2);
    for (String service : List.of("a", "b", "c", "d")) {
      offer(service);
    }
    time.set(59_000_000);
    offer("young");

    time.set(60_000_000);
    courier.step();
    assertThat(waiting.size()).isEqualTo(4);
    run(courier, 10);

    assertThat(sink.attempts.stream().map(services -> services.get(0)))
        .containsExactly("a", "b", "young");
    assertThat(telemetry.losses()).isEqualTo(Map.of("gaveUp", 4L));
  }

  @Test
  void triesEachOldMessageWhileOthersGetThrough() throws Exception {
    Courier courier = courier(1, Duration.ofMinutes(1), 0);
    sink.thenFails(1).then(Delivery.delivered()).thenFails(1);
    for (String service : List.of("poison", "b", "poison", "d")) {
      offer(service);
    }

    time.set(60_000_000);
    run(courier, 10);

    assertThat(sink.attempts.stream().map(services -> services.get(0)))
        .containsExactly("poison", "b", "poison", "d");
    assertThat(telemetry.losses()).isEqualTo(Map.of("gaveUp", 2L));
  }

  @ParameterizedTest(name = "up to {0} events: {1} attempts, the first of {2}")
  @CsvSource({"1, 4, 1", "2, 4, 1", "3, 2, 3", "4, 2, 4", "5, 2, 4", "6, 1, 6"})
  void joinsWholeMessagesUpToTheNumberOfEvents(int coalesce, int attempts, int first)
      throws Exception {
    Courier courier = courier(coalesce, Duration.ofHours(1), 0);
    offer("a");
    offer("b", "c");
    offer("d");
    offer("e", "f");

    run(courier, 20);

    assertThat(sink.attempts).hasSize(attempts);
    assertThat(sink.attempts.get(0)).hasSize(first);
    assertThat(sink.attempts.stream().flatMap(List::stream))
        .containsExactly("a", "b", "c", "d", "e", "f");
    assertThat(telemetry.total("tocsin.sink.delivered")).isEqualTo(4);
  }

  @Test
  void carriesTheSameParcelAgainWhateverCameMeanwhile() throws Exception {
    Courier courier = courier(10, Duration.ofHours(1), 0);
    sink.thenFails(1);
    offer("a");
    offer("b");
    courier.step();
    offer("c");

    run(courier, 10);

    assertThat(sink.attempts).containsExactly(List.of("a", "b"), List.of("a", "b"), List.of("c"));
  }

  @Test
  void makesNoMoreAttemptsInAMinuteThanAllowed() throws Exception {
    Courier courier = courier(1, Duration.ofHours(1), 3);
    for (int i = 0; i < 7; i++) {
      offer("e" + i);
    }

    for (int step = 0; step < 3; step++) {
      assertThat(courier.step()).isZero();
    }
    assertThat(courier.step()).isEqualTo(60_000_000);
    run(courier, 20);

    assertThat(sink.attempts).hasSize(7);
    assertThat(time.nowMicros()).isEqualTo(120_000_000);
  }
}
