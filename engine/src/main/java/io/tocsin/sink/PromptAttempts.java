package io.tocsin.sink;

/**
 * Where lanes put messages in: a message that finds nothing waiting is delivered by the lane itself
 * if the sink can do so without waiting; all others, and that one if it cannot, are left to the
 * outbox's thread. Order is kept, since nothing overtakes what waits or is being delivered.
 *
 * <p>What a lane may spend on it is bounded: {@value #MOST_EVENTS} events a message, and {@value
 * #BURST} messages at once, then one in {@value #INTERVAL_MICROS} microseconds. Beyond that the
 * other thread is busy anyway, and takes many messages in one attempt.
 *
 * <p>Thread-safe. What becomes of a message is never told to the lane.
 */
final class PromptAttempts {

  static final int MOST_EVENTS = 8;
  static final int BURST = 4;
  static final long INTERVAL_MICROS = 500;

  private final WaitingMessages waiting;
  private final GuardedSink sink;
  private final Courier courier;
  private final SinkAccount account;

  /** Up to when attempts are paid for. Belongs to the lane that has a message. */
  private long paidUntilMicros = Long.MIN_VALUE;

  PromptAttempts(WaitingMessages waiting, GuardedSink sink, Courier courier, SinkAccount account) {
    this.waiting = waiting;
    this.sink = sink;
    this.courier = courier;
    this.account = account;
  }

  /** As {@link WaitingMessages#offer}; never waits. */
  Offer offer(Message message, long nowMicros) {
    boolean mine = message.events().size() <= MOST_EVENTS && sink.isPrompt();
    Offer offer = waiting.offer(message, nowMicros, mine);
    if (offer != Offer.YOURS) {
      return offer;
    }
    boolean delivered = false;
    try {
      delivered = isAffordable(nowMicros) && courier.triesAtOnce(message.events());
    } finally {
      int settled = waiting.settle(delivered);
      if (delivered) {
        account.delivered(settled);
      }
    }
    return Offer.TAKEN;
  }

  private boolean isAffordable(long nowMicros) {
    long from = Math.max(paidUntilMicros, nowMicros);
    if (from - nowMicros > (BURST - 1) * INTERVAL_MICROS) {
      return false;
    }
    paidUntilMicros = from + INTERVAL_MICROS;
    return true;
  }
}
