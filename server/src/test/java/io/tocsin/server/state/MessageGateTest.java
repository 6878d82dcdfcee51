package io.tocsin.server.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.event.Event;
import io.tocsin.sink.MessageId;
import io.tocsin.sink.Outbox;
import io.tocsin.sink.OutboxSettings;
import io.tocsin.sink.Sink;
import io.tocsin.sink.SinkSettings;
import io.tocsin.testkit.ManualTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

/** A message goes on when what it is due to is on disk. */
final class MessageGateTest {

  private final List<Long> delivered = new ArrayList<>();
  private final ManualTime time = new ManualTime();
  private final Disk disk = new Disk();
  private final MessageGate gate =
      new MessageGate(
          settings ->
              (id, message) -> {
                delivered.add(id.number());
                return true;
              },
          time);
  private final Outbox outbox = gate.of(new NoSettings());
  private long laneNow;
  private long number;

  /** Inputs and moments that are written down as far as the test says. */
  private static final class Disk implements MessageGate.Causes {
    private final List<Runnable> listeners = new ArrayList<>();
    private final List<Long> moments = new ArrayList<>();
    private long last;
    private long lastMicros = -1;
    private long durable;
    private boolean full;

    void input(long micros) {
      last++;
      lastMicros = micros;
    }

    void durable(long upTo) {
      durable = upTo;
      listeners.forEach(Runnable::run);
    }

    @Override
    public long position(long nowMicros) {
      if (full) {
        throw new IllegalStateException("full");
      }
      if (nowMicros > lastMicros) {
        moments.add(nowMicros);
        input(nowMicros);
      }
      return last;
    }

    @Override
    public long durable() {
      return durable;
    }

    @Override
    public Runnable onProgress(Runnable listener) {
      listeners.add(listener);
      return () -> listeners.remove(listener);
    }
  }

  private record NoSettings() implements SinkSettings {
    @Override
    public String kind() {
      return "none";
    }

    @Override
    public String name() {
      return "none";
    }

    @Override
    public OutboxSettings outbox() {
      throw new UnsupportedOperationException();
    }

    @Override
    public Sink open() {
      throw new UnsupportedOperationException();
    }
  }

  private void guard() {
    gate.guard(disk, () -> laneNow);
  }

  private void input(long micros) {
    laneNow = micros;
    disk.input(micros);
  }

  private void message() {
    number++;
    assertThat(outbox.offer(new MessageId(1, 0, number), List.of(Event.builder().build())))
        .isTrue();
  }

  @Test
  void holdsNothingBeforeItIsToldTo() {
    input(1);

    message();

    assertThat(delivered).containsExactly(1L);
  }

  @Test
  void aMessageWaitsForItsInput() {
    guard();
    input(1);
    message();
    input(2);
    message();
    message();
    input(3);
    message();
    assertThat(delivered).isEmpty();
    assertThat(gate.passed(0)).isTrue();
    assertThat(gate.passed(1)).isFalse();

    disk.durable(1);
    assertThat(delivered).containsExactly(1L);
    assertThat(gate.passed(1)).isTrue();

    disk.durable(2);
    assertThat(delivered).containsExactly(1L, 2L, 3L);
    assertThat(gate.isEmpty()).isFalse();

    disk.durable(3);
    assertThat(delivered).containsExactly(1L, 2L, 3L, 4L);
    assertThat(gate.isEmpty()).isTrue();
    message();
    assertThat(delivered).hasSize(5);
  }

  @Test
  void noneOvertakesOneThatWaits() {
    guard();
    input(1);
    message();
    disk.durable = 1; // not told yet

    message();

    assertThat(delivered).isEmpty();
    disk.durable(1);
    assertThat(delivered).containsExactly(1L, 2L);
  }

  @Test
  void aMessageOfATimerWaitsForItsMoment() {
    guard();
    input(1);
    disk.durable(1);
    laneNow = 5;

    message();
    message();

    assertThat(disk.moments).containsExactly(5L);
    assertThat(delivered).isEmpty();
    disk.durable(2);
    assertThat(delivered).containsExactly(1L, 2L);
  }

  @Test
  void aDiskThatMakesNoProgressKeepsNobodyFromBeingTold() {
    guard();
    input(1);
    message();
    time.set(MessageGate.PATIENCE.toMillis() * 1_000 - 1);
    gate.look();
    assertThat(delivered).isEmpty();

    time.set(MessageGate.PATIENCE.toMillis() * 1_000);
    gate.look();
    assertThat(delivered).containsExactly(1L);
    input(2);
    message();
    assertThat(delivered).containsExactly(1L, 2L);

    disk.durable(2);
    input(3);
    message();
    assertThat(delivered).containsExactly(1L, 2L);
  }

  @Test
  void aJournalWithoutRoomKeepsNobodyFromBeingTold() {
    guard();
    input(1);
    message();
    disk.full = true;

    message();

    assertThat(delivered).containsExactly(1L, 2L);
  }

  @Test
  void messagesAreWrittenWhenTheyHaveGoneOnAndTheOutboxHasThem() {
    guard();
    input(1);
    message();
    AtomicInteger asked = new AtomicInteger();
    AtomicBoolean stored = new AtomicBoolean();
    BooleanSupplier written =
        gate.written(
            1,
            () -> {
              asked.incrementAndGet();
              return stored::get;
            });

    assertThat(written.getAsBoolean()).isFalse();
    assertThat(asked).hasValue(0);
    disk.durable(1);
    assertThat(written.getAsBoolean()).isFalse();
    stored.set(true);
    assertThat(written.getAsBoolean()).isTrue();
    assertThat(asked).hasValue(1);
  }
}
