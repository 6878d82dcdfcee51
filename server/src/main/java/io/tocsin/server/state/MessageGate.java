package io.tocsin.server.state;

import io.tocsin.event.Event;
import io.tocsin.sink.MessageId;
import io.tocsin.sink.Outbox;
import io.tocsin.sink.Outboxes;
import io.tocsin.sink.SinkSettings;
import io.tocsin.time.TimeSource;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Between a lane and its outboxes: a message goes on when what it is due to, an input or a moment,
 * is on disk. So a hub that crashes, and runs again what it has on disk, comes to the same message
 * with the same id; none leaves that it would not come to.
 *
 * <p>A disk that makes no progress keeps nobody from being told: when a message has waited for
 * {@link #PATIENCE}, all go on at once until the disk works again. A crash in that time may have
 * them come a second time, under another id.
 *
 * <p>Confined to the lane's thread, but for {@link #passed}. Open until {@link #guard}.
 */
public final class MessageGate implements Outboxes {

  /** How long a message waits for the disk at most; a look each second finds it. */
  static final Duration PATIENCE = Duration.ofSeconds(10);

  private static final long PATIENCE_MICROS = TimeUnit.MICROSECONDS.convert(PATIENCE);

  /** Where the lane's inputs, and moments at which something happened, are written down. */
  interface Causes {

    /**
     * The position of what is due to the last input or to the present moment, whichever is later,
     * which is written down if it is not.
     *
     * @throws IllegalStateException if there is no room for it
     */
    long position(long nowMicros);

    /** The position up to which all is on disk. */
    long durable();

    /** As {@link io.tocsin.source.InputLog#onProgress}. */
    Runnable onProgress(Runnable listener);
  }

  private record Held(
      long position, long sinceMicros, Outbox to, MessageId id, List<Event> message) {}

  /** Says that it took what it holds: what is refused later is counted by the outbox. */
  private record Guarded(MessageGate gate, Outbox to) implements Outbox {

    @Override
    public boolean offer(MessageId id, List<Event> message) {
      return gate.offer(to, id, message);
    }
  }

  private final Outboxes outboxes;
  private final TimeSource time;
  private final Deque<Held> held = new ArrayDeque<>();
  private @Nullable Causes causes;
  private LongSupplier now = () -> 0;

  /** The disk makes no progress. */
  private boolean gaveUp;

  private volatile long firstHeld = Long.MAX_VALUE;

  /**
   * A gate.
   *
   * @param outboxes where messages go on to
   */
  public MessageGate(Outboxes outboxes, TimeSource time) {
    this.outboxes = outboxes;
    this.time = time;
  }

  @Override
  public Outbox of(SinkSettings settings) {
    return new Guarded(this, outboxes.of(settings));
  }

  /** Holds messages from now on. */
  void guard(Causes by, LongSupplier laneNow) {
    causes = by;
    now = laneNow;
    by.onProgress(() -> progress(by.durable()));
  }

  private boolean offer(Outbox to, MessageId id, List<Event> message) {
    Causes by = causes;
    if (by == null || gaveUp) {
      return to.offer(id, message);
    }
    long position;
    try {
      position = by.position(now.getAsLong());
    } catch (IllegalStateException e) {
      giveUp(); // the journal is full and tells so itself
      return to.offer(id, message);
    }
    if (held.isEmpty() && position <= by.durable()) {
      return to.offer(id, message);
    }
    held.add(new Held(position, time.elapsedMicros(), to, id, message));
    firstHeld = held.element().position;
    return true;
  }

  private void progress(long durable) {
    gaveUp = false;
    release(durable);
  }

  /** To be called from time to time. */
  void look() {
    Held first = held.peek();
    if (first != null && time.elapsedMicros() - first.sinceMicros >= PATIENCE_MICROS) {
      giveUp();
    }
  }

  private void giveUp() {
    gaveUp = true;
    release(Long.MAX_VALUE);
  }

  private void release(long upTo) {
    for (Held first = held.peek(); first != null && first.position <= upTo; first = held.peek()) {
      held.remove();
      first.to.offer(first.id, first.message);
    }
    firstHeld = held.isEmpty() ? Long.MAX_VALUE : held.element().position;
  }

  /** Whether it holds no message that is due to a position, or to one before. Any thread. */
  boolean passed(long position) {
    return firstHeld > position;
  }

  /** Whether it holds none. Any thread. */
  boolean isEmpty() {
    return passed(Long.MAX_VALUE - 1);
  }

  /**
   * A question, for any thread: whether all messages that are due to a position, or to one before,
   * have gone on and are on disk, where they are to be.
   *
   * @param written as {@link io.tocsin.sink.RunningOutboxes#written}; asked when they have gone on
   */
  BooleanSupplier written(long position, Supplier<BooleanSupplier> written) {
    return new BooleanSupplier() {
      private @Nullable BooleanSupplier after;

      @Override
      public boolean getAsBoolean() {
        if (after == null && passed(position)) {
          after = written.get();
        }
        return after != null && after.getAsBoolean();
      }
    };
  }
}
