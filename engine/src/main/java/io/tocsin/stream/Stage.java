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
  private final Stage<Object, ?>[][] branches;
  private final Operator<I> operator;
  private @Nullable StageTimer timers;

  @SuppressWarnings("unchecked")
  Stage(StageSpec spec, LaneContext lane) {
    this.spec = spec;
    this.lane = lane;
    OperatorSpec<I, O> recipe = (OperatorSpec<I, O>) spec.operator();
    int n = recipe.forksChildren() ? 0 : spec.branches().size();
    branches = new Stage[Math.max(n, 1)][];
    branches[0] = (Stage<Object, ?>[]) NONE;
    for (int i = 0; i < n; i++) {
      branches[i] = open(spec.branches().get(i), lane);
    }
    operator = recipe.create(this);
  }

  @SuppressWarnings("unchecked")
  static Stage<Object, ?>[] open(List<StageSpec> specs, LaneContext lane) {
    if (specs.isEmpty()) {
      return (Stage<Object, ?>[]) NONE;
    }
    Stage<Object, ?>[] stages = new Stage[specs.size()];
    for (int i = 0; i < stages.length; i++) {
      stages[i] = new Stage<>(specs.get(i), lane);
    }
    return stages;
  }

  /** Takes an item; never throws, but for errors that end the process. */
  void accept(I item) {
    try {
      operator.process(item);
    } catch (Exception | AssertionError | StackOverflowError | LinkageError failure) {
      lane.failed(spec, item, failure);
    }
  }

  /** Closes this stage, then those below it: what it emits at the last still finds them open. */
  void close() {
    try {
      operator.close();
    } catch (Exception | AssertionError | StackOverflowError | LinkageError failure) {
      lane.failed(spec, null, failure);
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
    for (Stage<Object, ?> child : branches[0]) {
      child.accept(item);
    }
  }

  @Override
  public void emit(int branch, O item) {
    if (branch < branches.length) {
      for (Stage<Object, ?> child : branches[branch]) {
        child.accept(item);
      }
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
    return new StageFork<>(open(spec.branches().get(0), lane));
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
      try {
        task.onDeadline(dueMicros);
      } catch (Exception | AssertionError | StackOverflowError | LinkageError failure) {
        stage.lane.failed(stage.spec, null, failure);
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
