package io.tocsin.stream.end;

import io.tocsin.stream.StageSpec;

/** Where rules log. Called on the lane; does not wait. */
@FunctionalInterface
public interface EventLog {

  /**
   * An event or a batch is to be logged.
   *
   * @param level one of {@link LogSpec#LEVELS}
   * @param where the rule and its place; its operator is a {@link LogSpec}, which may have a
   *     message
   */
  void log(String level, Object item, StageSpec where);
}
