package io.tocsin.stream;

import io.tocsin.event.Event;
import io.tocsin.time.Cancellable;
import io.tocsin.time.DeadlineTask;
import java.util.List;
import java.util.function.Consumer;
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
  private final @Nullable ForkHome home;
  @Nullable StageTimer timers;

  /**
   * Opens a stage and all below it.
   *
   * @param handler the stage that is told of failures, null when the lane is
   * @param home where the copy is kept that the stage is part of, null if it is part of none
   */
  @SuppressWarnings("unchecked")
  Stage(StageKind kind, @Nullable Stage<?, ?> handler, @Nullable ForkHome home) {
    facts = kind.facts;
    this.handler = handler;
    this.home = home;
    branches = kind.openBranches(this, handler, home);
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
    endTimers();
    for (Stage<Object, ?>[] branch : branches) {
      closeAll(branch);
    }
  }

  private void endTimers() {
    while (timers != null) {
      timers.end();
    }
  }

  /** Closes those below that have no heir. */
  final void closeLeft(List<Succession> below) {
    for (int i = 0; i < Math.min(branches.length, below.size()); i++) {
      Siblings.closeLeft(branches[i], below.get(i));
    }
  }

  /**
   * Goes on with what an earlier stage, which is not used after that, and those below it know.
   *
   * @param below who goes on with whom, by branch
   */
  final void inherit(Stage<?, ?> earlier, List<Succession> below, Handover handover) {
    if (facts.kind().isShared()) {
      return;
    }
    try {
      pass(earlier, handover);
    } catch (Exception | AssertionError | StackOverflowError | LinkageError failure) {
      failed(null, failure);
    }
    int shared = Math.min(below.size(), Math.min(branches.length, earlier.branches.length));
    for (int i = 0; i < shared; i++) {
      Siblings.inherit(earlier.branches[i], branches[i], below.get(i), handover);
    }
    earlier.endTimers();
  }

  @SuppressWarnings("unchecked")
  private void pass(Stage<?, ?> earlier, Handover handover) {
    if (operator instanceof Partition<I> next
        && earlier.operator instanceof Partition<?> partition) {
      next.inherit((Partition<I>) partition);
    } else if (!handover.pass(earlier, this) && !facts.spec().operator().isStateless()) {
      earlier.operator.close();
    }
  }

  /** Writes what this stage and those below it know. */
  final void record(StateRecording to) {
    visit(stage -> to.stage(stage.facts.kind(), stage.operator));
  }

  /** This stage and those below it that are not shared, from the top down. */
  final void visit(Consumer<Stage<?, ?>> visitor) {
    if (facts.kind().isShared()) {
      return;
    }
    visitor.accept(this);
    for (Stage<Object, ?>[] branch : branches) {
      for (Stage<Object, ?> stage : branch) {
        stage.visit(visitor);
      }
    }
  }

  /** The one of a kind among this and those below it; null when there is none. */
  final @Nullable Stage<?, ?> find(StageKind kind) {
    if (facts.kind() == kind) {
      return this;
    }
    for (Stage<Object, ?>[] branch : branches) {
      for (Stage<Object, ?> stage : branch) {
        Stage<?, ?> found = stage.find(kind);
        if (found != null) {
          return found;
        }
      }
    }
    return null;
  }

  @Override
  public final Recordings recordings() {
    return facts.lane().recordings();
  }

  @Override
  public final Sweeps sweeps() {
    return facts.lane().sweeps();
  }

  @Override
  public final void bringUpToDate() {
    if (home != null
        && (facts.kind().isSuperseded() || facts.lane().recordings().current() != null)) {
      home.bringUpToDate();
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
  public final Fork<O> fork(@Nullable ForkHome at) {
    return facts.kind().below(0).fork(handler, at);
  }

  @Override
  public final Fork<O> upToDate(Fork<O> fork, ForkHome at) {
    return facts.kind().below(0).upToDate(fork, handler, at);
  }

  @Override
  public final @Nullable Cancellable inherit(@Nullable Cancellable timer, DeadlineTask task) {
    if (!(timer instanceof StageTimer owed) || !owed.isOwed()) {
      return null;
    }
    owed.moveTo(this, task);
    return owed;
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
}
