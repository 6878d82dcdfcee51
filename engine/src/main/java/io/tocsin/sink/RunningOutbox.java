package io.tocsin.sink;

import io.tocsin.event.Event;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/**
 * An outbox: a bounded queue, kept by a store if there is one, and a thread of its own that carries
 * the messages to the sink, in their order, with retries. A message that finds nothing waiting may
 * be delivered by the caller: see {@link PromptAttempts}.
 *
 * <p>Everything that is not delivered is counted under {@code tocsin.lost} with the output's name:
 * {@code outboxFull}, {@code droppedOldest}, {@code rejected} by the receiver, {@code gaveUp} after
 * {@link OutboxSettings#giveUpAfter}, {@code tooOld} after {@link OutboxLimits#age}, {@code
 * stopped} at the close, if no store has it.
 *
 * <p>Thread-safe.
 */
final class RunningOutbox implements Outbox {

  private static final Duration GRACE_OF_CHANGE = Duration.ofSeconds(5);

  private final OutboxShared shared;
  private final Holdings holdings;
  private volatile SinkSettings settings;
  private volatile CourierThread carrying;
  private boolean closed;

  /** Starts its thread at once; connects with the first message. */
  RunningOutbox(SinkSettings settings, OutboxStore store, OutboxShared shared) {
    this.shared = shared;
    this.settings = settings;
    this.holdings = Holdings.of(settings, store, shared);
    this.carrying = new CourierThread(settings, holdings, shared);
    carrying.start();
  }

  /** {@inheritDoc} An empty message is taken and forgotten. After the close none is taken. */
  @Override
  public boolean offer(MessageId id, List<Event> message) {
    if (message.isEmpty()) {
      return true;
    }
    boolean taken =
        switch (carrying.offer(new Message(id, message))) {
          case TAKEN, YOURS, KNOWN -> true;
          case FULL -> {
            holdings.account().full();
            yield false;
          }
          case CLOSED -> {
            holdings.account().stopped(1);
            yield false;
          }
        };
    holdings.account().droppedOldest(holdings.waiting().evicted());
    return taken;
  }

  OutboxStatus status() {
    return holdings
        .account()
        .status(settings, holdings.waiting().load(), holdings.dead().size(), holdings.store());
  }

  /** Messages that would not outlive the program though they are to. */
  int unwritten() {
    return holdings.store().unwritten();
  }

  /** Tells whether all messages that were taken until now are on disk, if they are to be. */
  BooleanSupplier written() {
    OutboxStore store = holdings.store();
    long last = store.lastTaken();
    return () -> store.firstUnwritten() > last;
  }

  /** Whether listeners need not stop reading because of it. */
  boolean hasRoom() {
    return holdings.waiting().hasRoom();
  }

  /** From the oldest on. */
  List<DeadLetter> deadLetters() {
    return holdings.dead().all();
  }

  /** Has dead letters wait again behind all others, as far as there is room; says how many. */
  int retry(Predicate<DeadLetter> which) {
    return holdings.dead().retry(which, holdings.waiting());
  }

  /** Removes dead letters for good; says how many. */
  int drop(Predicate<DeadLetter> which) {
    return holdings.dead().drop(which);
  }

  /**
   * Goes on with other settings of the same output. The attempt under way has a grace of five
   * seconds; only when it has ended is another made. Does not wait.
   */
  synchronized void change(SinkSettings next) {
    if (closed || next.equals(settings)) {
      return;
    }
    settings = next;
    holdings.waiting().limits(next.outbox().limits());
    CourierThread before = carrying;
    CourierThread after = new CourierThread(next, holdings, shared);
    carrying = after;
    Thread relief =
        new Thread(
            () -> {
              do {
                before.relieve(GRACE_OF_CHANGE);
              } while (!before.hasEnded() && !Thread.currentThread().isInterrupted());
              after.start();
            },
            "tocsin-sink-change");
    relief.setDaemon(true);
    relief.start();
  }

  /**
   * Takes no more messages, delivers what waits within {@code grace}, and leaves the rest to the
   * store; what that does not have counts as lost. Waits no longer than it takes: not for a retry
   * that would come after the grace. Idempotent; an interrupt ends the grace.
   */
  synchronized void close(Duration grace) {
    if (closed) {
      return;
    }
    closed = true;
    holdings.waiting().close();
    carrying.finish(grace);
    int left = holdings.waiting().removeFirst(Integer.MAX_VALUE).size();
    int unwritten = holdings.store().close();
    holdings.account().stopped(holdings.store().isDurable() ? Math.min(left, unwritten) : left);
  }
}
