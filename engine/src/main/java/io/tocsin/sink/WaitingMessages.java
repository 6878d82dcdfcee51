package io.tocsin.sink;

import io.tocsin.sink.OutboxStore.Contents;
import io.tocsin.time.TimeSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The messages of an outbox in the order they came; bounded. A message stays in until it is
 * settled, so that whatever stops the outbox can say what is left; its store is told of each step.
 *
 * <p>A message that comes when nothing waits may be left to the lane that brought it, until that
 * lane says whether it could deliver it: meanwhile nobody else is given any message.
 *
 * <p>Thread-safe: lanes put in, one thread takes out, any thread may close.
 */
final class WaitingMessages {

  private final TimeSource time;
  private final OutboxStore store;
  private final ReentrantLock lock = new ReentrantLock();

  /** There may be something to take out that was not there before. */
  private final Condition notEmpty = lock.newCondition();

  private final Condition closing = lock.newCondition();
  private final MessageQueue messages;
  private final TakenNumbers taken = new TakenNumbers();

  /** Messages that made room for others; see {@link #evicted}. */
  private final AtomicInteger evicted = new AtomicInteger();

  private long nextPlace;
  private boolean closed;

  /** The first message is with the lane that brought it. */
  private boolean withLane;

  /**
   * Goes on with what a store had.
   *
   * @param contents what waits already, beyond the limits too
   */
  WaitingMessages(OutboxLimits limits, OutboxStore store, Contents contents, TimeSource time) {
    this.time = time;
    this.store = store;
    this.messages = new MessageQueue(limits);
    nextPlace = contents.nextPlace();
    contents.taken().forEach(taken::add);
    contents.waiting().forEach(kept -> messages.add(WaitingMessage.of(kept, time)));
  }

  /**
   * Puts a message in; never waits.
   *
   * @param mine whether the caller would deliver the message itself, if it is the only one
   */
  Offer offer(Message message, long nowMicros, boolean mine) {
    lock.lock();
    try {
      if (closed) {
        return Offer.CLOSED;
      }
      if (taken.contains(message.id())) {
        return Offer.KNOWN;
      }
      WaitingMessage entry = WaitingMessage.of(nextPlace, message, nowMicros);
      if (!makeRoom(entry)) {
        return Offer.FULL;
      }
      taken.add(message.id());
      return put(entry, mine);
    } finally {
      lock.unlock();
    }
  }

  /** Puts a message that was taken once at the end; says whether there was room. */
  boolean putBack(Message message) {
    lock.lock();
    try {
      WaitingMessage entry = WaitingMessage.of(nextPlace, message, time.elapsedMicros());
      return !closed && messages.hasRoomFor(entry) && put(entry, false) == Offer.TAKEN;
    } finally {
      lock.unlock();
    }
  }

  private Offer put(WaitingMessage entry, boolean mine) {
    nextPlace++;
    messages.add(entry);
    if (mine && messages.size() == 1) {
      withLane = true;
      return Offer.YOURS;
    }
    store.taken(entry.kept(time));
    if (messages.size() == 1) {
      notEmpty.signalAll();
    }
    return Offer.TAKEN;
  }

  private boolean makeRoom(WaitingMessage entry) {
    while (!messages.takes(entry)) {
      // What is with a lane is being delivered.
      WaitingMessage oldest = withLane ? null : messages.evict();
      if (oldest == null) {
        return false;
      }
      store.settled(oldest.place());
      evicted.incrementAndGet();
    }
    return true;
  }

  /** How many messages made room for others since this was asked last. */
  int evicted() {
    return evicted.get() == 0 ? 0 : evicted.getAndSet(0);
  }

  /**
   * Ends what {@link Offer#YOURS} began: takes the message out if it was delivered, and leaves it
   * to the other thread if not.
   *
   * @return how many messages were taken out: 0 too when the close had counted it already
   */
  int settle(boolean delivered) {
    lock.lock();
    try {
      withLane = false;
      WaitingMessage first = messages.first();
      int removed = 0;
      if (first != null) {
        if (delivered) {
          messages.removeFirst(1);
          store.passed(first.message().id());
          removed = 1;
        } else {
          store.taken(first.kept(time));
        }
      }
      if (messages.size() > 0 || closed) {
        notEmpty.signalAll();
      }
      return removed;
    } finally {
      lock.unlock();
    }
  }

  /**
   * The first message, with those after it as long as there are not more than {@code maxEvents}
   * events; null when nothing waits. Waits while a lane has the first one.
   */
  @Nullable Parcel first(int maxEvents) throws InterruptedException {
    lock.lock();
    try {
      while (withLane) {
        notEmpty.await();
      }
      return messages.begin(maxEvents);
    } finally {
      lock.unlock();
    }
  }

  /** Takes the first {@code count} messages out, as far as they are still there. */
  List<WaitingMessage> removeFirst(int count) {
    lock.lock();
    try {
      return messages.removeFirst(count);
    } finally {
      lock.unlock();
    }
  }

  /** Takes the first {@code count} messages out for good; says how many were still there. */
  int settleFirst(int count) {
    List<WaitingMessage> settled = removeFirst(count);
    settled.forEach(message -> store.settled(message.place()));
    return settled.size();
  }

  /** How many messages from the first on were offered at or before that moment. */
  int offeredUntil(long micros) {
    lock.lock();
    try {
      return messages.offeredUntil(micros);
    } finally {
      lock.unlock();
    }
  }

  int size() {
    lock.lock();
    try {
      return messages.size();
    } finally {
      lock.unlock();
    }
  }

  /** How much waits: messages, bytes, and the age of the oldest in microseconds. */
  Load load() {
    lock.lock();
    try {
      WaitingMessage first = messages.first();
      long age = first == null ? 0 : time.elapsedMicros() - first.offeredMicros();
      return new Load(messages.size(), messages.bytes(), age);
    } finally {
      lock.unlock();
    }
  }

  /** See {@link #load}. */
  record Load(int messages, long bytes, long oldestMicros) {}

  /** Whether listeners need not stop reading because of this outbox. */
  boolean hasRoom() {
    lock.lock();
    try {
      return messages.hasRoom();
    } finally {
      lock.unlock();
    }
  }

  /** Goes on with other limits. What waits already stays. */
  void limits(OutboxLimits limits) {
    lock.lock();
    try {
      messages.limits(limits);
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits that long, or until it is closed or {@link #wake} is called; new messages do not end the
   * wait.
   *
   * @param knownClosed whether the caller knows it to be closed already, and waits all the same
   * @param ended whether there is nothing to wait for; heeded at each {@link #wake}
   */
  void awaitClosing(long micros, boolean knownClosed, BooleanSupplier ended)
      throws InterruptedException {
    lock.lock();
    try {
      long left = TimeUnit.MICROSECONDS.toNanos(micros);
      while (left > 0 && (!closed || knownClosed) && !ended.getAsBoolean()) {
        left = closing.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits until there is something to deliver or it is closed.
   *
   * @param ended as above
   */
  void awaitMessage(BooleanSupplier ended) throws InterruptedException {
    lock.lock();
    try {
      while ((messages.size() == 0 || withLane) && !closed && !ended.getAsBoolean()) {
        notEmpty.await();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Has the thread that waits look around. */
  void wake() {
    lock.lock();
    try {
      notEmpty.signalAll();
      closing.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Takes no more messages. */
  void close() {
    lock.lock();
    try {
      closed = true;
      wake();
    } finally {
      lock.unlock();
    }
  }
}
