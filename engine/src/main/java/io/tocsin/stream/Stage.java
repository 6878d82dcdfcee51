package io.tocsin.stream;

import io.tocsin.event.Event;
import io.tocsin.time.Cancellable;
import io.tocsin.time.TimerQueue;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A live stage: an operator, its children, and the timers it owns. Confined to one lane.
 *
 * @param <I> what it takes
 * @param <O> what it emits
 */
final class Stage<I, O> implements OperatorContext<O> {

  private static final Stage<?, ?>[] NONE = {};

  private final StageSpec spec;
  private final LaneContext lane;
  private final Watching watching;
  private final @Nullable Stage<?, ?> handler;
  private final Stage<Object, ?>[][] branches;
  private final Operator<I> operator;
  private @Nullable StageTimer timers;

  /**
   * Opens a stage and all below it.
   *
   * @param handler the stage that is told of failures, null when the lane is
   */
  @SuppressWarnings("unchecked")
  Stage(StageSpec spec, LaneContext lane, @Nullable Stage<?, ?> handler) {
    this.spec = spec;
    this.lane = lane;
    this.watching = lane.watching();
    this.handler = handler;
    OperatorSpec<I, O> recipe = (OperatorSpec<I, O>) spec.operator();
    int n = recipe.forksChildren() ? 0 : spec.branches().size();
    branches = new Stage[Math.max(n, 1)][];
    branches[0] = (Stage<Object, ?>[]) NONE;
    for (int i = 0; i < n; i++) {
      boolean handled = i == 0 && recipe.handlesFailures();
      branches[i] = open(spec.branches().get(i), lane, handled ? this : handler);
    }
    operator = recipe.create(this);
  }

  @SuppressWarnings("unchecked")
  static Stage<Object, ?>[] open(
      List<StageSpec> specs, LaneContext lane, @Nullable Stage<?, ?> handler) {
    if (specs.isEmpty()) {
      return (Stage<Object, ?>[]) NONE;
    }
    Stage<Object, ?>[] stages = new Stage[specs.size()];
    for (int i = 0; i < stages.length; i++) {
      stages[i] = new Stage<>(specs.get(i), lane, handler);
    }
    return stages;
  }

  /** Takes an item; never throws, but for errors that end the process. */
  void accept(I item) {
    StageWatch watch = watching.watch();
    if (watch != null) {
      watch.entered(spec, item);
    }
    try {
      operator.process(item);
    } catch (Exception | AssertionError | StackOverflowError | LinkageError failure) {
      failed(item, failure);
    }
    if (watch != null) {
      watch.left(spec);
    }
  }

  /** Tells the nearest handler, or the lane. */
  private void failed(@Nullable Object item, Throwable failure) {
    if (handler == null) {
      lane.failed(spec, item, failure);
      return;
    }
    lane.handled(spec, item, failure);
    try {
      ((FailureHandler) handler.operator).onFailure(spec, item, failure);
    } catch (Exception | AssertionError | StackOverflowError | LinkageError another) {
      handler.failed(item, another);
    }
  }

  /** Closes this stage, then those below it: what it emits at the last still finds them open. */
  void close() {
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
  public void emit(O item) {
    pass(0, item);
  }

  @Override
  public void emit(int branch, O item) {
    if (branch < branches.length) {
      pass(branch, item);
    }
  }

  private void pass(int branch, O item) {
    Stage<Object, ?>[] children = branches[branch];
    if (children.length >= Dispatches.FEWEST) {
      lane.dispatches().accept(spec.branches().get(branch), children, item);
      return;
    }
    for (Stage<Object, ?> child : children) {
      child.accept(item);
    }
  }

  @Override
  public void drop(Object item, DropReason reason) {
    lane.dropped(spec, item, reason);
  }

  @Override
  public long nowMicros() {
    return lane.nowMicros();
  }

  @Override
  public long presentMicros() {
    return lane.presentMicros();
  }

  @Override
  public long eventTimeMicros(Event event) {
    return lane.eventTimeMicros(event);
  }

  @Override
  public Cancellable schedule(long atMicros, DeadlineTask task) {
    StageTimer timer = new StageTimer(this, task);
    lane.timers().set(timer, atMicros);
    return timer;
  }

  @Override
  public Fork<O> fork() {
    List<StageSpec> children = spec.branches().get(0);
    Stage<Object, ?>[] stages = open(children, lane, handler);
    return stages.length >= Dispatches.FEWEST
        ? lane.dispatches().fork(children, stages)
        : new StageFork<>(stages);
  }

  @Override
  public <T> T service(Class<T> type) {
    return lane.service(type);
  }

  @Override
  public StageSpec spec() {
    return spec;
  }

  private record StageFork<T>(Stage<Object, ?>[] stages) implements Fork<T> {
    @Override
    public void accept(T item) {
      for (Stage<Object, ?> stage : stages) {
        stage.accept(item);
      }
    }

    @Override
    public void close() {
      closeAll(stages);
    }
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
      StageWatch watch = stage.watching.watch();
      if (watch != null) {
        watch.woken(stage.spec, dueMicros);
      }
      try {
        task.onDeadline(dueMicros);
      } catch (Exception | AssertionError | StackOverflowError | LinkageError failure) {
        stage.failed(null, failure);
      }
      if (watch != null) {
        watch.left(stage.spec);
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
