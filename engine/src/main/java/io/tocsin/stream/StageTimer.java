package io.tocsin.stream;

import io.tocsin.time.DeadlineTask;
import io.tocsin.time.TimerQueue;
import org.jspecify.annotations.Nullable;

/** A timer in the list of its stage, so that it ends with it or goes over to its successor. */
final class StageTimer extends TimerQueue.Timer {

  private Stage<?, ?> stage;
  private DeadlineTask task;
  private @Nullable StageTimer before;
  private @Nullable StageTimer after;

  /** Whether it has yet to run, and was not called off. */
  private boolean owed;

  StageTimer(Stage<?, ?> stage, DeadlineTask task) {
    this.stage = stage;
    this.task = task;
    link();
  }

  /** Whether it has yet to run. */
  boolean isOwed() {
    return owed;
  }

  /** Lets another stage have it, which does something else at that moment. */
  void moveTo(Stage<?, ?> next, DeadlineTask nextTask) {
    unlink();
    stage = next;
    task = nextTask;
    link();
  }

  /** Calls it off, even if it is just about to run. */
  void end() {
    if (isWaiting()) {
      cancel();
    } else {
      unlink();
    }
  }

  @Override
  protected void fire(long dueMicros) {
    stage.bringUpToDate();
    if (!owed) {
      return;
    }
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

  private void link() {
    owed = true;
    before = null;
    after = stage.timers;
    if (after != null) {
      after.before = this;
    }
    stage.timers = this;
  }

  private void unlink() {
    if (!owed) {
      return;
    }
    owed = false;
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
