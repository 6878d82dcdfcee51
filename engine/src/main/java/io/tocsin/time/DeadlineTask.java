package io.tocsin.time;

/** What an operator wants done at a moment. */
@FunctionalInterface
public interface DeadlineTask {

  /** Runs on the operator's lane with the moment it was due, however late it runs. */
  void onDeadline(long dueMicros);
}
