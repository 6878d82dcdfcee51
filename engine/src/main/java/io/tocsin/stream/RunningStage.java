package io.tocsin.stream;

import io.tocsin.event.Event;
import java.lang.constant.ConstantDescs;
import java.lang.invoke.MethodHandles;
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

  /** In a copy for one kind what is known of that kind; null in the class that all may run. */
  private static final @Nullable StageFacts OWN = own();

  RunningStage(StageKind kind, @Nullable Stage<?, ?> handler, @Nullable ForkHome home) {
    super(kind, handler, home);
  }

  private static @Nullable StageFacts own() {
    try {
      return MethodHandles.classData(
          MethodHandles.lookup(), ConstantDescs.DEFAULT_NAME, StageFacts.class);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }

  private StageFacts facts() {
    return OWN != null ? OWN : facts;
  }

  @Override
  @SuppressWarnings("unchecked")
  public void accept(I item) {
    StageFacts facts = facts();
    StageWatch watch = facts.watching().watch();
    if (watch != null) {
      watch.entered(facts.spec(), item);
    }
    try {
      if (facts.condition() != null) {
        int branch = facts.condition().test((Event) item, facts.lane().nowMicros()) ? 0 : 1;
        pass(branch, item);
      } else if (facts.transform() != null) {
        Event made = facts.transform().apply((Event) item, facts.lane().nowMicros());
        if (made != null) {
          pass(0, made);
        }
      } else if (facts.isPartition()) {
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
      watch.left(facts.spec());
    }
  }

  /** As emit, in this class's own code. */
  private void pass(int branch, Object item) {
    if (branch >= branches.length) {
      return;
    }
    if (facts().chooses()) {
      facts().kind().below(branch).accept(branches[branch], item);
      return;
    }
    for (Stage<Object, ?> next : branches[branch]) {
      next.accept(item);
    }
  }
}
