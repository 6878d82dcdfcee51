package io.tocsin.sink;

import io.tocsin.event.Event;
import io.tocsin.sink.DeadLetter.Reason;
import io.tocsin.time.TimeSource;
import java.time.Duration;
import java.util.List;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Carries waiting messages to a sink, one attempt at a time, in their order: decides when to try,
 * when to try again and when to give up. It never waits itself, so that time can be virtual.
 *
 * <p>A message that fails holds up those behind it. When it is given up, the next one has its own
 * attempt; when that fails too, the receiver and not the message is at fault, and all that are too
 * old go at once.
 *
 * <p>For one thread at a time: the outbox's, or a lane's while {@link WaitingMessages} leaves a
 * message to it, whose lock stands between the two.
 */
final class Courier {

  /** Nothing to do until a message comes. */
  static final long UNTIL_OFFERED = Long.MAX_VALUE;

  private final WaitingMessages waiting;
  private final DeadLetters dead;
  private final Sink sink;
  private final OutboxSettings settings;
  private final SinkAccount account;
  private final TimeSource time;
  private final DoubleSupplier chance;
  private final RetryPolicy retry;
  private final RateLimit rate;

  /** What the last attempt carried; the same again until it is settled. */
  private @Nullable Parcel underWay;

  private long notBeforeMicros = Long.MIN_VALUE;
  private int failures;
  private boolean gaveUpSinceDelivery;

  Courier(Holdings holdings, Sink sink, OutboxSettings settings, OutboxShared shared) {
    this.waiting = holdings.waiting();
    this.dead = holdings.dead();
    this.account = holdings.account();
    this.sink = sink;
    this.settings = settings;
    this.time = shared.time();
    this.chance = shared.chance();
    this.retry = RetryPolicy.of(settings);
    this.rate = new RateLimit(settings.ratePerMinute());
  }

  /**
   * Makes one attempt if it is time for it.
   *
   * @return microseconds until the next step is of use; 0 for at once, {@link #UNTIL_OFFERED} when
   *     nothing waits
   */
  long step() throws InterruptedException {
    giveUpTooOld();
    Parcel parcel = underWay == null ? waiting.first(settings.coalesce()) : underWay;
    if (parcel == null) {
      return UNTIL_OFFERED;
    }
    long now = time.elapsedMicros();
    long start = Math.max(notBeforeMicros, rate.allowedAtMicros());
    if (start > now) {
      return start - now;
    }
    rate.take(now);
    underWay = parcel;
    settle(parcel, attempt(parcel));
    return 0;
  }

  /**
   * Has the only message delivered if that needs no waiting: neither for the receiver nor for a
   * retry's or the rate's moment. A failure is none here: the next step makes the attempt that
   * counts.
   */
  boolean triesAtOnce(List<Event> message) {
    if (!(sink instanceof PromptSink prompt)) {
      return false;
    }
    long now = time.elapsedMicros();
    if (Math.max(notBeforeMicros, rate.allowedAtMicros()) > now
        || !deliverAtOnce(prompt, message)) {
      return false;
    }
    rate.take(now);
    gaveUpSinceDelivery = false;
    failures = 0;
    return true;
  }

  private static boolean deliverAtOnce(PromptSink prompt, List<Event> message) {
    try {
      return prompt.deliverAtOnce(message);
    } catch (Exception | LinkageError | StackOverflowError e) {
      // A sink's defect must not reach the lane.
      return false;
    }
  }

  private Delivery attempt(Parcel parcel) throws InterruptedException {
    try {
      return sink.deliver(parcel, settings.timeout());
    } catch (InterruptedException e) {
      throw e;
    } catch (Throwable e) {
      // A sink's defect must not end the thread that all later messages wait for.
      return Delivery.retryable(e.getClass().getSimpleName());
    }
  }

  /** What has waited for longer than it may is not tried any more. */
  private void giveUpTooOld() {
    long oldest = time.elapsedMicros() - RetryPolicy.micros(settings.limits().age());
    int tooOld = waiting.offeredUntil(oldest);
    if (tooOld > 0) {
      account.tooOld(bury(tooOld, Reason.TOO_OLD, ""));
    }
  }

  private void settle(Parcel parcel, Delivery delivery) {
    int messages = parcel.messages().size();
    switch (delivery.verdict()) {
      case DELIVERED -> {
        gaveUpSinceDelivery = false;
        failures = 0;
        // With nothing left a lane may be the next to come in.
        underWay = null;
        account.delivered(waiting.settleFirst(messages));
      }
      case REJECTED -> {
        failures = 0;
        account.rejected(bury(messages, Reason.REJECTED, delivery.reason()), delivery.reason());
      }
      case RETRYABLE -> failed(messages, delivery);
    }
  }

  private void failed(int messages, Delivery delivery) {
    failures++;
    long now = time.elapsedMicros();
    long delay =
        retry.delayMicros(failures, chance.getAsDouble(), nonNegative(delivery.notBefore()));
    notBeforeMicros = RetryPolicy.later(now, delay);
    int tooOld = waiting.offeredUntil(now - RetryPolicy.micros(settings.giveUpAfter()));
    if (tooOld == 0) {
      account.retried(messages, delivery.reason());
      return;
    }
    int given = gaveUpSinceDelivery ? tooOld : Math.min(tooOld, messages);
    gaveUpSinceDelivery = true;
    account.gaveUp(bury(given, Reason.GAVE_UP, delivery.reason()), delivery.reason());
  }

  private int bury(int messages, Reason why, String text) {
    underWay = null;
    List<WaitingMessage> removed = waiting.removeFirst(messages);
    dead.add(removed, why, SinkAccount.readable(text));
    return removed.size();
  }

  private static Duration nonNegative(Duration asked) {
    return asked.isNegative() ? Duration.ZERO : asked;
  }
}
