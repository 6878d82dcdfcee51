package io.tocsin.transport;

import io.netty.util.concurrent.EventExecutor;
import io.tocsin.event.Event;
import io.tocsin.source.FoundEvents;
import io.tocsin.wire.MessageEncoder;
import io.tocsin.wire.WireException;
import io.tocsin.wire.WireMessage;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The answer to one query, which may take a while. What was found is put into bytes elsewhere when
 * it is much, since the lane has work to do; until that is done it counts against the budget. Told
 * on the loop's thread, as everything here.
 */
final class PendingAnswer implements FoundEvents {

  /** More than so many are sorted and put into bytes on another thread. */
  private static final int FEW = 1_000;

  private final EventExecutor loop;
  private final ByteBudget budget;
  private final int maxBytes;
  private final Consumer<PendingAnswer> done;
  private boolean forgotten;
  private byte @Nullable [] bytes;
  private String error = "";

  PendingAnswer(EventExecutor loop, ByteBudget budget, int maxBytes, Consumer<PendingAnswer> done) {
    this.loop = loop;
    this.budget = budget;
    this.maxBytes = maxBytes;
    this.done = done;
  }

  @Override
  public boolean isWanted() {
    return !forgotten;
  }

  /** Nobody waits for it any more. */
  void forget() {
    forgotten = true;
  }

  /** The message; null when there is an {@link #error} instead. */
  byte @Nullable [] bytes() {
    return bytes;
  }

  String error() {
    return error;
  }

  @Override
  public void found(int number, long held, Supplier<List<Event>> events) {
    if (number <= FEW) {
      encode(events);
      done.accept(this);
      return;
    }
    if (!budget.reserve(held)) {
      error =
          "there is no room for the "
              + number
              + " events found; add limit N, ask for fewer, or try later";
      done.accept(this);
      return;
    }
    ForkJoinPool.commonPool()
        .execute(
            () -> {
              encode(events);
              loop.execute(() -> tell(held));
            });
  }

  private void tell(long held) {
    budget.release(held);
    if (!forgotten) {
      done.accept(this);
    }
  }

  private void encode(Supplier<List<Event>> events) {
    try {
      bytes = MessageEncoder.encode(WireMessage.answer(events.get()), maxBytes);
    } catch (WireException e) {
      error = "the answer is too large: " + e.getMessage() + "; ask for less";
    } catch (RuntimeException | StackOverflowError e) {
      error = Intake.textOf(e);
    }
  }

  @Override
  public void failed(Throwable failure) {
    error = Intake.textOf(failure);
    done.accept(this);
  }
}
