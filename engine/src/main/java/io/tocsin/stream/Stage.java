package io.tocsin.stream;

import io.tocsin.event.Event;
import io.tocsin.time.Cancellable;
import io.tocsin.time.DeadlineTask;
import io.tocsin.time.TimerQueue;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A live stage: an operator, its children, and the timers it owns. Confined to one lane.
 *
 * @param <I> what it takes
 * @param <O> what it emits
 */
abstract class Stage<I, O> implements OperatorContext<O>, Fork<I> {

  private static final Operator<?> BY_KIND = item -> {};

  final StageFacts facts;
  final Operator<I> operator;

  /** By branch; there is at least branch 0. */
  final Stage<Object, ?>[][] branches;

  private final @Nullable Stage<?, ?> handler;
  private @Nullable StageTimer timers;

  /**
   * Opens a stage and all below it.
   *
   * @param handler the stage that is told of failures, null when the lane is
   */
  @SuppressWarnings("unchecked")
  Stage(StageKind kind, @Nullable Stage<?, ?> handler) {
    facts = kind.facts;
    this.handler = handler;
    branches = kind.openBranches(this, handler);
    boolean byKind = facts.condition() != null || facts.transform() != null;
    operator =
        byKind
            ? (Operator<I>) BY_KIND
            : ((OperatorSpec<I, O>) facts.spec().operator()).create(this);
  }

  /** Takes an item; never throws, but for errors that end the process. */
  @Override
  public abstract void accept(I item);

  /** Tells the nearest handler, or the lane. */
  final void failed(@Nullable Object item, Throwable failure) {
    if (handler == null) {
      facts.lane().failed(facts.spec(), item, failure);
      return;
    }
    facts.lane().handled(facts.spec(), item, failure);
    try {
      ((FailureHandler) handler.operator).onFailure(facts.spec(), item, failure);
    } catch (Exception | AssertionError | StackOverflowError | LinkageError another) {
      handler.failed(item, another);
    }
  }

  @Override
  public final int glance() {
    return operator.glance();
  }

  /** Closes this stage, then those below it: what it emits at the last still finds them open. */
  @Override
  public final void close() {
    if (facts.kind().isShared()) {
      return;
    }
    try {
      operator.close();
    } catch (Exception | AssertionError | StackOverflowError | LinkageError failure) {
      failed(null, failure);
    }
    while (timers != null) {
      timers.cancel();
    }
    for (Stage<Object, ?>[] branch : branches) {
      closeAll(branch);
    }
  }

  static void closeAll(Stage<Object, ?>[] stages) {
    for (Stage<Object, ?> stage : stages) {
      stage.close();
    }
  }

  @Override
  public final void emit(O item) {
    emit(0, item);
  }

  @Override
  public final void emit(int branch, O item) {
    if (branch >= branches.length) {
      return;
    }
    if (facts.chooses()) {
      facts.kind().below(branch).accept(branches[branch], item);
      return;
    }
    for (Stage<Object, ?> child : branches[branch]) {
      child.accept(item);
    }
  }

  @Override
  public final void drop(Object item, DropReason reason) {
    facts.lane().dropped(facts.spec(), item, reason);
  }

  @Override
  public final long nowMicros() {
    return facts.lane().nowMicros();
  }

  @Override
  public final long presentMicros() {
    return facts.lane().presentMicros();
  }

  @Override
  public final long eventTimeMicros(Event event) {
    return facts.lane().eventTimeMicros(event);
  }

  @Override
  public final Cancellable schedule(long atMicros, DeadlineTask task) {
    StageTimer timer = new StageTimer(this, task);
    facts.lane().timers().set(timer, atMicros);
    return timer;
  }

  @Override
  public final Fork<O> fork() {
    return facts.kind().below(0).fork(handler);
  }

  @Override
  public final <T> T service(Class<T> type) {
    return facts.lane().service(type);
  }

  @Override
  public final <T> T common(Supplier<T> made) {
    return facts.kind().common(made);
  }

  @Override
  public final StageSpec spec() {
    return facts.spec();
  }

  /** A timer in the list of its stage, so that it ends with it. */
  private static final class StageTimer extends TimerQueue.Timer {
    private final Stage<?, ?> stage;
    private final DeadlineTask task;
    private @Nullable StageTimer before;
    private @Nullable StageTimer after;

    StageTimer(Stage<?, ?> stage, DeadlineTask task) {
      this.stage = stage;
      this.task = task;
      after = stage.timers;
      if (after != null) {
        after.before = this;
      }
      stage.timers = this;
    }

    @Override
    protected void fire(long dueMicros) {
      unlink();
      StageWatch watch = stage.facts.watching().watch();
      if (watch != null) {
        watch.woken(stage.facts.spec(), dueMicros);
      }
      try {
        task.onDeadline(dueMicros);
      } catch (Exception | AssertionError | StackOverflowError | LinkageError failure) {
        stage.failed(null, failure);
      }
      if (watch != null) {
        watch.left(stage.facts.spec());
      }
    }

    @Override
    protected void onCancel() {
      unlink();
    }

    private void unlink() {
      if (before == null) {
        stage.timers = after;
      } else {
        before.after = after;
      }
      if (after != null) {
        after.before = before;
      }
      before = null;
      after = null;
    }
  }
}
