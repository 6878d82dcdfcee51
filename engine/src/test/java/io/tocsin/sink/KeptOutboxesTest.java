package io.tocsin.sink;

import static io.tocsin.sink.ScriptedSink.message;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.telemetry.Telemetry;
import io.tocsin.time.SystemTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Behaviour of {@link RunningOutboxes} whose outboxes are kept, here in a map. */
@Timeout(30)
final class KeptOutboxesTest {

  private static final Duration LONG = Duration.ofMinutes(10);

  /** What outlives the outboxes. */
  private final Map<OutboxKey, Map<Long, OutboxStore.Kept>> disk = new LinkedHashMap<>();

  private final Map<OutboxKey, Map<Long, DeadLetter>> letters = new LinkedHashMap<>();
  private final Map<OutboxKey, TakenNumbers> taken = new LinkedHashMap<>();
  private Telemetry telemetry = new Telemetry();
  private RunningOutboxes outboxes = open();

  private RunningOutboxes open() {
    return new RunningOutboxes(new SystemTime(), telemetry, new MapStores());
  }

  private void restart() {
    outboxes.close(Duration.ZERO);
    telemetry = new Telemetry();
    outboxes = open();
  }

  private final class MapStores implements OutboxStores {
    @Override
    public OutboxStore open(OutboxKey key) {
      synchronized (disk) {
        disk.computeIfAbsent(key, k -> new LinkedHashMap<>());
        letters.computeIfAbsent(key, k -> new LinkedHashMap<>());
        taken.computeIfAbsent(key, k -> new TakenNumbers());
      }
      return new MapStore(key);
    }

    @Override
    public List<OutboxKey> found() {
      synchronized (disk) {
        return List.copyOf(disk.keySet());
      }
    }

    @Override
    public void close() {}
  }

  private final class MapStore implements OutboxStore {
    private final OutboxKey key;

    MapStore(OutboxKey key) {
      this.key = key;
    }

    @Override
    public Contents contents() {
      synchronized (disk) {
        long highest = 0;
        for (long place : disk.get(key).keySet()) {
          highest = Math.max(highest, place);
        }
        return new Contents(
            new ArrayList<>(disk.get(key).values()),
            new ArrayList<>(letters.get(key).values()),
            taken.get(key).all(),
            highest + 100);
      }
    }

    @Override
    public void taken(Kept message) {
      synchronized (disk) {
        disk.get(key).put(message.place(), message);
        taken.get(key).add(message.message().id());
      }
    }

    @Override
    public void passed(MessageId id) {
      synchronized (disk) {
        taken.get(key).add(id);
      }
    }

    @Override
    public void settled(long place) {
      synchronized (disk) {
        disk.get(key).remove(place);
        letters.get(key).remove(place);
      }
    }

    @Override
    public void dead(DeadLetter letter) {
      synchronized (disk) {
        disk.get(key).remove(letter.place());
        letters.get(key).put(letter.place(), letter);
      }
    }

    @Override
    public long lastTaken() {
      return 0;
    }

    @Override
    public long firstUnwritten() {
      return Long.MAX_VALUE;
    }

    @Override
    public int unwritten() {
      return 0;
    }

    @Override
    public long bytes() {
      return 1;
    }

    @Override
    public String trouble() {
      return "";
    }

    @Override
    public boolean isDurable() {
      return true;
    }

    @Override
    public int close() {
      return 0;
    }

    @Override
    public void delete() {
      synchronized (disk) {
        disk.remove(key);
      }
    }
  }

  private static OutboxSettings settings(Duration timeout) {
    return new OutboxSettings(OutboxLimits.ofMessages(10), 1, timeout, LONG, LONG, LONG, 0);
  }

  private static MessageId id(long number) {
    return new MessageId(7, 0, number);
  }

  /** One that fails once it was tried, and is then left alone for long. */
  private static CountDownLatch down(ScriptedSink sink) {
    CountDownLatch tried = new CountDownLatch(1);
    sink.then(
        (events, timeout) -> {
          tried.countDown();
          return Delivery.retryable("down");
        });
    return tried;
  }

  private static void await(CountDownLatch latch) throws InterruptedException {
    assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
  }

  private OutboxStatus only() {
    assertThat(outboxes.status()).hasSize(1);
    return outboxes.status().get(0);
  }

  @Test
  void deliversWhatWaitedBeforeTheRestartInOrderWithItsIds() throws Exception {
    ScriptedSink before = new ScriptedSink();
    CountDownLatch tried = down(before);
    Outbox outbox = outboxes.of(before.settings("a", settings(LONG)));
    outbox.offer(id(1), message("1"));
    outbox.offer(id(2), message("2"));
    await(tried);
    restart();
    assertThat(telemetry.losses()).isEmpty();
    ScriptedSink after = new ScriptedSink();

    outboxes.prepare(List.of(after.settings("a", settings(LONG))));
    outboxes.of(after.settings("a", settings(LONG))).offer(id(3), message("3"));
    outboxes.close(LONG);

    assertThat(after.attempts).containsExactly(List.of("1"), List.of("2"), List.of("3"));
    assertThat(after.ids).containsExactly(id(1), id(2), id(3));
  }

  @Test
  void doesNotTakeAgainWhatItTookBeforeTheRestart() {
    ScriptedSink sink = new ScriptedSink();
    outboxes.of(sink.settings("a", settings(LONG))).offer(id(5), message("5"));
    outboxes.close(LONG);
    outboxes = open();
    Outbox outbox = outboxes.of(sink.settings("a", settings(LONG)));

    assertThat(outbox.offer(id(4), message("4"))).isTrue();
    assertThat(outbox.offer(id(5), message("5"))).isTrue();
    assertThat(outbox.offer(id(6), message("6"))).isTrue();
    assertThat(outbox.offer(new MessageId(7, 1, 5), message("other lane"))).isTrue();
    assertThat(outbox.offer(new MessageId(8, 0, 5), message("other run"))).isTrue();
    outboxes.close(LONG);

    assertThat(sink.attempts.stream().map(services -> services.get(0)))
        .containsExactly("5", "6", "other lane", "other run");
  }

  @Test
  void goesOnWithOtherSettingsOfTheSameOutput() throws Exception {
    ScriptedSink before = new ScriptedSink();
    SinkSettings old = before.settings("a", settings(LONG));
    CountDownLatch tried = down(before);
    outboxes.of(old).offer(id(1), message("1"));
    await(tried);
    ScriptedSink after = new ScriptedSink();
    SinkSettings next = after.settings("a", settings(Duration.ofSeconds(5)));

    outboxes.prepare(List.of(next));
    assertThat(outboxes.of(next)).isSameAs(outboxes.of(old));
    outboxes.of(next).offer(id(2), message("2"));
    outboxes.retain(Set.of(next));

    while (after.attempts.size() < 2) {
      Thread.onSpinWait();
    }
    assertThat(after.attempts).containsExactly(List.of("1"), List.of("2"));
    assertThat(before.closed).hasValue(1);
    assertThat(only().name()).isEqualTo("a");
    outboxes.close(LONG);
  }

  @Test
  void leavesAnOutboxAsItWasWhenTheReloadFails() throws Exception {
    ScriptedSink before = new ScriptedSink();
    SinkSettings old = before.settings("a", settings(LONG));
    Outbox outbox = outboxes.of(old);
    SinkSettings next = new ScriptedSink().settings("a", settings(Duration.ofSeconds(5)));

    outboxes.prepare(List.of(next));
    outboxes.retain(Set.of(old));
    outbox.offer(id(1), message("1"));
    outboxes.close(LONG);

    assertThat(before.attempts).containsExactly(List.of("1"));
  }

  @Test
  void showsAsOrphansWhatIsKeptForAnOutputThatIsGoneAndGivesItBack() throws Exception {
    ScriptedSink sink = new ScriptedSink();
    CountDownLatch tried = down(sink);
    outboxes.of(sink.settings("a", settings(LONG))).offer(id(1), message("1"));
    await(tried);
    restart();
    outboxes.prepare(List.of());
    OutboxContents orphan = outboxes.contents().get(0);
    assertThat(orphan.status().name()).isEqualTo("a");
    assertThat(orphan.deadLetters())
        .extracting(DeadLetter::reason)
        .containsExactly(DeadLetter.Reason.ORPHANED);

    ScriptedSink back = new ScriptedSink();
    outboxes.prepare(List.of(back.settings("a", settings(LONG))));
    outboxes.close(LONG);

    assertThat(back.ids).containsExactly(id(1));
  }

  @Test
  void dropsOrphansForGood() throws Exception {
    ScriptedSink sink = new ScriptedSink();
    CountDownLatch tried = down(sink);
    outboxes.of(sink.settings("a", settings(LONG))).offer(id(1), message("1"));
    await(tried);
    restart();
    outboxes.prepare(List.of());

    assertThat(outboxes.drop("b", letter -> true)).isZero();
    assertThat(outboxes.drop("a", letter -> true)).isEqualTo(1);

    assertThat(outboxes.contents()).isEmpty();
    assertThat(disk).isEmpty();
  }

  @Test
  void triesADeadLetterAgainBehindTheOthersWithItsId() throws Exception {
    ScriptedSink sink = new ScriptedSink();
    sink.then(Delivery.rejected("HTTP 400"));
    Outbox outbox = outboxes.of(sink.settings("a", settings(LONG)));
    outbox.offer(id(1), message("1"));
    outbox.offer(id(2), message("2"));
    while (sink.attempts.size() < 2 || only().dead() < 1) {
      Thread.onSpinWait();
    }
    assertThat(outboxes.contents().get(0).deadLetters().get(0).text()).isEqualTo("HTTP 400");

    assertThat(outboxes.retry("a", letter -> true)).isEqualTo(1);
    outboxes.close(LONG);

    assertThat(sink.ids).containsExactly(id(1), id(2), id(1));
    assertThat(letters.values()).allSatisfy(all -> assertThat(all).isEmpty());
  }
}
