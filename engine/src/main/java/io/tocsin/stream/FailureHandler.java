package io.tocsin.stream;

import org.jspecify.annotations.Nullable;

/**
 * An operator that is told what fails in the stages below its branch 0, however deep, unless
 * another one stands between. Its recipe says so by {@link OperatorSpec#handlesFailures}. What
 * fails below its other branches is not its affair.
 */
public interface FailureHandler {

  /**
   * A stage threw. Called on the lane, in the middle of what it was doing.
   *
   * @param item what the stage had; null when a timer or close threw
   */
  void onFailure(StageSpec stage, @Nullable Object item, Throwable failure);
}
