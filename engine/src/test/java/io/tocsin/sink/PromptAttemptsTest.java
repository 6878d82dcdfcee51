package io.tocsin.sink;

import static io.tocsin.sink.ScriptedSink.message;
import static io.tocsin.sink.ScriptedSink.parcelled;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.event.Event;
import io.tocsin.telemetry.QuietLog;
import io.tocsin.telemetry.Telemetry;
import io.tocsin.testkit.ManualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.helpers.NOPLogger;

/** Behaviour of {@link PromptAttempts}, in virtual time and without the outbox's thread. */
@Timeout(20)
final class PromptAttemptsTest {

  private static final Duration SECOND = Duration.ofSeconds(1);

  private final ManualTime time = new ManualTime();
  private final Telemetry telemetry = new Telemetry();
  private final ScriptedSink scripted = new ScriptedSink();
  private final List<String> atOnce = new ArrayList<>();
  private final ScheduledExecutorService unused = Executors.newScheduledThreadPool(0);
  private final WaitingMessages waiting =
      new WaitingMessages(
          OutboxLimits.ofMessages(2), OutboxStore.NONE, OutboxStore.Contents.EMPTY, time);
  private Predicate<List<Event>> quick = message -> true;
  private Courier courier;
  private PromptAttempts entrance;

  @AfterEach
  void endThreads() {
    unused.shutdownNow();
  }

  /** What the test says about attempts at once, and else the scripted sink. */
  private PromptSink prompt() {
    return new PromptSink() {
      @Override
      public boolean deliverAtOnce(List<Event> message) {
        if (!quick.test(message)) {
          return false;
        }
        atOnce.add(String.valueOf(message.get(0).getService()));
        return true;
      }

      @Override
      public Delivery deliver(Parcel parcel, Duration timeout) throws InterruptedException {
        return scripted.deliver(parcel, timeout);
      }

      @Override
      public void close() {}
    };
  }

  /** An outbox whose sink is open, since it has delivered something. */
  private void open(Sink sink, int rate) throws InterruptedException {
    OutboxSettings outbox =
        new OutboxSettings(
            OutboxLimits.ofMessages(2), 1, SECOND, SECOND, SECOND, Duration.ofHours(1), rate);
    SinkSettings settings = new ScriptedSink.Fixed("graphs", outbox, sink);
    QuietLog log = new QuietLog(NOPLogger.NOP_LOGGER, time, 1);
    OutboxShared shared = new OutboxShared(time, telemetry, log, unused, () -> 0);
    SinkAccount account = new SinkAccount(settings, telemetry, log);
    GuardedSink guarded = new GuardedSink(settings, unused, time, SECOND);
    courier =
        new Courier(
            new Holdings(
                waiting,
                new DeadLetters(OutboxStore.NONE, List.of(), time),
                OutboxStore.NONE,
                account),
            guarded,
            outbox,
            shared);
    entrance = new PromptAttempts(waiting, guarded, courier, account);
    assertThat(offer("first")).isEqualTo(Offer.TAKEN);
    assertThat(atOnce).isEmpty();
    assertThat(courier.step()).isZero();
    scripted.attempts.clear();
  }

  private Offer offer(String... services) {
    return entrance.offer(parcelled(services), time.nowMicros());
  }

  private long delivered() {
    return telemetry.total("tocsin.sink.delivered");
  }

  @Test
  void deliversWhatFindsNothingWaiting() throws Exception {
    open(prompt(), 0);

    assertThat(offer("a")).isEqualTo(Offer.TAKEN);
    assertThat(offer("b")).isEqualTo(Offer.TAKEN);

    assertThat(atOnce).containsExactly("a", "b");
    assertThat(waiting.size()).isZero();
    assertThat(delivered()).isEqualTo(3);
    assertThat(courier.step()).isEqualTo(Courier.UNTIL_OFFERED);
  }

  @Test
  void leavesEverythingOfASinkThatCannotToTheOtherThread() throws Exception {
    open(scripted, 0);

    offer("a");

    assertThat(waiting.size()).isEqualTo(1);
    assertThat(courier.step()).isZero();
    assertThat(scripted.attempts).containsExactly(List.of("a"));
  }

  @Test
  void leavesAMessageThatCouldNotGoAtOnceAndAllAfterIt() throws Exception {
    open(prompt(), 0);
    quick = message -> false;
    assertThat(offer("a")).isEqualTo(Offer.TAKEN);
    quick = message -> true;

    assertThat(offer("b")).isEqualTo(Offer.TAKEN);
    assertThat(offer("c")).isEqualTo(Offer.FULL);

    assertThat(atOnce).isEmpty();
    assertThat(telemetry.total("tocsin.sink.retried")).isZero();
    assertThat(courier.step()).isZero();
    assertThat(courier.step()).isZero();
    assertThat(scripted.attempts).containsExactly(List.of("a"), List.of("b"));
    assertThat(delivered()).isEqualTo(3);
    offer("d");
    assertThat(atOnce).containsExactly("d");
  }

  @Test
  void leavesAMessageToTheOtherThreadWhenTheSinkFails() throws Exception {
    open(prompt(), 0);
    quick =
        message -> {
          throw new IllegalStateException("a defect");
        };

    assertThat(offer("a")).isEqualTo(Offer.TAKEN);

    assertThat(courier.step()).isZero();
    assertThat(scripted.attempts).containsExactly(List.of("a"));
    assertThat(delivered()).isEqualTo(2);
  }

  @Test
  void waitsForTheMomentOfARetryEvenIfNothingWaits() throws Exception {
    open(prompt(), 0);
    quick = message -> false;
    offer("a");
    scripted.thenFails(1);
    courier.step();
    quick = message -> true;
    waiting.removeFirst(1);

    offer("b");

    assertThat(atOnce).isEmpty();
    time.set(time.nowMicros() + courier.step());
    waiting.removeFirst(1);
    offer("c");
    assertThat(atOnce).containsExactly("c");
  }

  @Test
  void takesPlacesOfTheRateLimit() throws Exception {
    open(prompt(), 2);

    offer("second");
    offer("third");

    assertThat(atOnce).containsExactly("second");
    assertThat(courier.step()).isEqualTo(60_000_000);
    time.set(time.nowMicros() + 60_000_000);
    assertThat(courier.step()).isZero();
    assertThat(scripted.attempts).containsExactly(List.of("third"));
  }

  @ParameterizedTest(name = "{0} events")
  @CsvSource({"1, true", "8, true", "9, false"})
  void deliversSmallMessagesOnly(int events, boolean goes) throws Exception {
    open(prompt(), 0);

    offer(Collections.nCopies(events, "a").toArray(String[]::new));

    assertThat(atOnce.isEmpty()).isEqualTo(!goes);
    assertThat(waiting.size()).isEqualTo(goes ? 0 : 1);
  }

  @ParameterizedTest(name = "after {0} µs {1} more")
  @CsvSource({"0, 0", "499, 0", "500, 1", "999, 1", "1000, 2", "2000, 4", "1000000, 4"})
  void spendsABoundedTimeOnIt(long later, int more) throws Exception {
    open(prompt(), 0);
    for (int i = 0; i < PromptAttempts.BURST; i++) {
      offer("burst");
    }
    assertThat(atOnce).hasSize(PromptAttempts.BURST);
    atOnce.clear();

    time.set(time.nowMicros() + later);
    for (int i = 0; i < 6; i++) {
      offer("later");
      courier.step();
    }

    assertThat(atOnce).hasSize(more);
    assertThat(scripted.attempts).hasSize(6 - more);
    assertThat(delivered()).isEqualTo(1 + PromptAttempts.BURST + 6);
  }

  @Test
  void takesNothingAfterTheClose() throws Exception {
    open(prompt(), 0);
    waiting.close();

    assertThat(offer("a")).isEqualTo(Offer.CLOSED);

    assertThat(atOnce).isEmpty();
  }

  @Test
  void doesNotCountAMessageThatTheCloseHasCounted() throws Exception {
    open(prompt(), 0);
    quick =
        message -> {
          waiting.close();
          assertThat(waiting.removeFirst(Integer.MAX_VALUE)).hasSize(1);
          return true;
        };

    assertThat(offer("a")).isEqualTo(Offer.TAKEN);

    assertThat(atOnce).containsExactly("a");
    assertThat(delivered()).isEqualTo(1);
  }
}
