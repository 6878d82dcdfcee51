package io.tocsin.sink;

import static io.tocsin.sink.ScriptedSink.anyId;
import static io.tocsin.sink.ScriptedSink.message;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.event.Event;
import io.tocsin.telemetry.Telemetry;
import io.tocsin.time.SystemTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An outbox whose messages are delivered by lanes and by its own thread in turn. */
@Timeout(60)
final class PromptOutboxTest {

  private static final Duration LONG = Duration.ofSeconds(50);
  private static final int LANES = 3;
  private static final int EACH = 20_000;

  private final Telemetry telemetry = new Telemetry();
  private final RunningOutboxes outboxes = new RunningOutboxes(new SystemTime(), telemetry);

  @AfterEach
  void close() {
    outboxes.close(Duration.ZERO);
  }

  private static OutboxSettings settings(int coalesce) {
    Duration soon = Duration.ofNanos(50_000);
    return new OutboxSettings(
        OutboxLimits.ofMessages(LANES * EACH), coalesce, LONG, soon, soon, LONG, 0);
  }

  /** Fails by chance; keeps what it delivered, and whether two attempts went on at once. */
  private static final class Fickle implements PromptSink {
    final List<String> delivered = Collections.synchronizedList(new ArrayList<>());
    final AtomicInteger overlaps = new AtomicInteger();
    final AtomicInteger atOnce = new AtomicInteger();
    private final AtomicInteger under = new AtomicInteger();
    // Not synchronized: that one thread at a time uses it is what the outbox promises.
    private final Random chance;
    private List<Event> begun = List.of();

    Fickle(long seed) {
      chance = new Random(seed);
    }

    private boolean attempt(List<Event> events) {
      if (under.getAndIncrement() != 0) {
        overlaps.incrementAndGet();
      }
      try {
        if (!begun.isEmpty() && !events.subList(0, begun.size()).equals(begun)) {
          overlaps.incrementAndGet();
        }
        if (chance.nextInt(10) == 0) {
          begun = events;
          return false;
        }
        begun = List.of();
        events.forEach(event -> delivered.add(event.getService()));
        return true;
      } finally {
        under.getAndDecrement();
      }
    }

    @Override
    public boolean deliverAtOnce(List<Event> message) {
      boolean done = attempt(message);
      atOnce.addAndGet(done ? 1 : 0);
      return done;
    }

    @Override
    public Delivery deliver(Parcel parcel, Duration timeout) {
      return attempt(parcel.events()) ? Delivery.delivered() : Delivery.retryable("by chance");
    }

    @Override
    public void close() {}
  }

  @Test
  void keepsTheOrderOfEachLaneAndDeliversEverythingOnce() throws Exception {
    long seed = new Random().nextLong();
    System.out.println("seed " + seed);
    Fickle sink = new Fickle(seed);
    Outbox outbox = outboxes.of(new ScriptedSink.Fixed("a", settings(50), sink));
    List<Thread> lanes = new ArrayList<>();
    for (int lane = 0; lane < LANES; lane++) {
      lanes.add(lane(outbox, lane, new Random(seed + lane)));
    }
    for (Thread lane : lanes) {
      lane.join();
    }
    outboxes.close(LONG);

    assertThat(sink.overlaps).hasValue(0);
    assertThat(sink.atOnce.get()).isPositive();
    assertThat(telemetry.losses()).isEmpty();
    assertThat(telemetry.total("tocsin.sink.delivered")).isEqualTo(LANES * EACH);
    for (int lane = 0; lane < LANES; lane++) {
      String prefix = lane + "/";
      assertThat(sink.delivered.stream().filter(service -> service.startsWith(prefix)))
          .containsExactlyElementsOf(names(lane));
    }
  }

  /** Puts all its messages in, with pauses by chance in which the outbox becomes empty. */
  private static Thread lane(Outbox outbox, int lane, Random chance) {
    Thread thread =
        new Thread(
            () -> {
              long number = 0;
              for (String name : names(lane)) {
                outbox.offer(new MessageId(2, lane, ++number), message(name));
                for (int i = chance.nextInt(20) == 0 ? chance.nextInt(20_000) : 0; i > 0; i--) {
                  Thread.onSpinWait();
                }
              }
            });
    thread.start();
    return thread;
  }

  private static List<String> names(int lane) {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < EACH; i++) {
      names.add(lane + "/" + i);
    }
    return names;
  }

  /** Hangs in the attempt at once, which no sink may; delivers first what is called first. */
  private static final class Hanging implements PromptSink {
    final List<String> delivered = Collections.synchronizedList(new ArrayList<>());
    final CountDownLatch inside = new CountDownLatch(1);
    final CountDownLatch release = new CountDownLatch(1);
    final boolean outcome;

    Hanging(boolean outcome) {
      this.outcome = outcome;
    }

    @Override
    public boolean deliverAtOnce(List<Event> message) {
      inside.countDown();
      try {
        release.await();
      } catch (InterruptedException e) {
        return false;
      }
      return outcome
          && deliver(new Parcel(List.of(new Message(anyId(), message))), LONG)
              .equals(Delivery.delivered());
    }

    @Override
    public Delivery deliver(Parcel parcel, Duration timeout) {
      parcel.events().forEach(event -> delivered.add(event.getService()));
      return Delivery.delivered();
    }

    @Override
    public void close() {}
  }

  @Test
  void letsNothingPassAMessageThatALaneIsDelivering() throws Exception {
    for (boolean outcome : new boolean[] {true, false}) {
      Hanging sink = new Hanging(outcome);
      Outbox outbox = outboxes.of(new ScriptedSink.Fixed("of " + outcome, settings(1), sink));
      Thread lane = insideOf(sink, outbox, "of " + outcome);

      assertThat(outbox.offer(anyId(), message("2"))).isTrue();
      assertThat(sink.delivered).containsExactly("0");
      sink.release.countDown();
      lane.join();
      while (sink.delivered.size() < 3) {
        Thread.onSpinWait();
      }

      assertThat(sink.delivered).containsExactly("0", "1", "2");
    }
  }

  /** A lane that is inside its attempt for the message "1". */
  private Thread insideOf(Hanging sink, Outbox outbox, String name) throws InterruptedException {
    outbox.offer(anyId(), message("0"));
    while (outboxes.status().stream()
        .noneMatch(status -> status.name().equals(name) && status.waiting() == 0)) {
      Thread.onSpinWait();
    }
    Thread lane = new Thread(() -> outbox.offer(anyId(), message("1")));
    lane.start();
    assertThat(sink.inside.await(10, TimeUnit.SECONDS)).isTrue();
    return lane;
  }

  @Test
  void waitsWithTheCloseForALaneThatIsDelivering() throws Exception {
    Hanging sink = new Hanging(false);
    Outbox outbox = outboxes.of(new ScriptedSink.Fixed("a", settings(1), sink));
    Thread lane = insideOf(sink, outbox, "a");
    Thread closer = new Thread(() -> ((RunningOutbox) outbox).close(LONG));
    closer.start();
    while (closer.getState() != Thread.State.TIMED_WAITING) {
      Thread.onSpinWait();
    }
    assertThat(outbox.offer(anyId(), message("2"))).isFalse();
    assertThat(sink.delivered).containsExactly("0");

    sink.release.countDown();
    closer.join();
    lane.join();

    assertThat(sink.delivered).containsExactly("0", "1");
    assertThat(telemetry.losses()).isEqualTo(Map.of("stopped", 1L));
  }
}
