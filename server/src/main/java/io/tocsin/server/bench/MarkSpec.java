package io.tocsin.server.bench;

import io.tocsin.stream.Operator;
import io.tocsin.stream.OperatorContext;
import io.tocsin.stream.OperatorSpec;
import io.tocsin.stream.dispatch.TextGuard;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Stands in front of a stage and notes that the lane is in its rule, until the stage and all below
 * it are done. Chosen by the lane as the stage itself would be.
 *
 * @param rule its number
 * @param guards what is demanded of an event for the stage to do anything
 * @param channel the stage's, null for none
 */
record MarkSpec(Marks marks, int rule, List<TextGuard> guards, @Nullable String channel)
    implements OperatorSpec<Object, Object> {

  @Override
  public Operator<Object> create(OperatorContext<Object> context) {
    return item -> {
      int before = marks.take(rule);
      context.emit(item);
      marks.enter(before);
    };
  }

  @Override
  public boolean isStateless() {
    return true;
  }
}
