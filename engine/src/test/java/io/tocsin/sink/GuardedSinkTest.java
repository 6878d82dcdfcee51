package io.tocsin.sink;

import static io.tocsin.sink.ScriptedSink.parcel;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tocsin.sink.Delivery.Verdict;
import io.tocsin.time.SystemTime;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Behaviour of {@link GuardedSink}. */
@Timeout(20)
final class GuardedSinkTest {

  private static final Duration SHORT = Duration.ofMillis(10);

  private final ScheduledThreadPoolExecutor watch = RunningOutboxes.watch();

  @AfterEach
  void endThreads() {
    watch.shutdownNow();
  }

  private GuardedSink guarded(Sink sink) {
    return new GuardedSink(
        new ScriptedSink.Fixed("x", OutboxSettings.MESSAGES, sink), watch, new SystemTime(), SHORT);
  }

  @Test
  void interruptsAnAttemptThatIgnoresItsTimeout() throws Exception {
    ScriptedSink sink =
        new ScriptedSink()
            .then(
                (events, timeout) -> {
                  new CountDownLatch(1).await();
                  return Delivery.delivered();
                });

    Delivery delivery = guarded(sink).deliver(parcel("a"), SHORT);

    assertThat(delivery).isEqualTo(Delivery.retryable("no end within 20 ms"));
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
  }

  @Test
  void closesTheSinkUnderAnAttemptThatIgnoresInterruptsAndOpensANewOne() throws Exception {
    CountDownLatch closed = new CountDownLatch(1);
    AtomicInteger opened = new AtomicInteger();
    Sink deaf =
        new Sink() {
          @Override
          public Delivery deliver(Parcel parcel, Duration timeout) {
            while (true) {
              try {
                closed.await();
                return Delivery.retryable("connection closed");
              } catch (InterruptedException e) {
                // Deaf: only the close ends it.
              }
            }
          }

          @Override
          public void close() {
            closed.countDown();
          }
        };
    SinkSettings settings =
        new SinkSettings() {
          @Override
          public String kind() {
            return "deaf";
          }

          @Override
          public String name() {
            return "deaf";
          }

          @Override
          public OutboxSettings outbox() {
            return OutboxSettings.MESSAGES;
          }

          @Override
          public Sink open() {
            opened.incrementAndGet();
            return deaf;
          }
        };
    GuardedSink guarded = new GuardedSink(settings, watch, new SystemTime(), SHORT);

    Delivery first = guarded.deliver(parcel("a"), SHORT);
    guarded.deliver(parcel("a"), SHORT);

    assertThat(first.verdict()).isEqualTo(Verdict.RETRYABLE);
    assertThat(opened).hasValue(2);
  }

  @Test
  void handsOnAnInterruptThatIsNotItsOwn() throws Exception {
    CountDownLatch inside = new CountDownLatch(1);
    ScriptedSink sink =
        new ScriptedSink()
            .then(
                (events, timeout) -> {
                  inside.countDown();
                  new CountDownLatch(1).await();
                  return Delivery.delivered();
                });
    Thread stopped = Thread.currentThread();
    Thread stopper =
        new Thread(
            () -> {
              try {
                if (inside.await(10, TimeUnit.SECONDS)) {
                  stopped.interrupt();
                }
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    stopper.start();

    assertThatExceptionOfType(InterruptedException.class)
        .isThrownBy(() -> guarded(sink).deliver(parcel("a"), Duration.ofMinutes(1)));
    stopper.join();
  }

  @Test
  void opensWithTheFirstAttemptAndClosesOnce() throws Exception {
    ScriptedSink sink = new ScriptedSink();
    GuardedSink guarded = guarded(sink);

    guarded.close();
    assertThat(sink.closed).hasValue(0);
    guarded.deliver(parcel("a"), Duration.ofMinutes(1));
    guarded.close();
    guarded.close();

    assertThat(sink.closed).hasValue(1);
  }
}
