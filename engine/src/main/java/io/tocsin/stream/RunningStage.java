package io.tocsin.stream;

import io.tocsin.event.Event;
import org.jspecify.annotations.Nullable;

/**
 * What a stage does with each item. Small and self-contained, because {@link StageCode} makes
 * copies of this class: no other class may name it, and what it uses of {@link Stage} must not be
 * private.
 *
 * @param <I> what it takes
 * @param <O> what it emits
 */
final class RunningStage<I, O> extends Stage<I, O> {

  RunningStage(StageKind kind, @Nullable Stage<?, ?> handler) {
    super(kind, handler);
  }

  @Override
  @SuppressWarnings("unchecked")
  public void accept(I item) {
    StageKind kind = this.kind;
    StageWatch watch = kind.watching.watch();
    if (watch != null) {
      watch.entered(kind.spec, item);
    }
    try {
      if (kind.condition != null) {
        int branch = kind.condition.test((Event) item, kind.lane.nowMicros()) ? 0 : 1;
        pass(branch, item);
      } else if (kind.transform != null) {
        Event made = kind.transform.apply((Event) item, kind.lane.nowMicros());
        if (made != null) {
          pass(0, made);
        }
      } else if (kind.isPartition()) {
        Fork<I> fork = ((Partition<I>) operator).forkFor(item);
        if (fork != null) {
          fork.accept(item);
        }
      } else {
        operator.process(item);
      }
    } catch (Exception | AssertionError | StackOverflowError | LinkageError failure) {
      failed(item, failure);
    }
    if (watch != null) {
      watch.left(kind.spec);
    }
  }

  /** As emit, in this class's own code. */
  private void pass(int branch, Object item) {
    if (branch >= branches.length) {
      return;
    }
    if (kind.chooses()) {
      kind.below(branch).accept(branches[branch], item);
      return;
    }
    for (Stage<Object, ?> next : branches[branch]) {
      next.accept(item);
    }
  }
}
