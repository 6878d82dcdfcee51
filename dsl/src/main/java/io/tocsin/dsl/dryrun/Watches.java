package io.tocsin.dsl.dryrun;

import io.tocsin.stream.StageSpec;
import io.tocsin.stream.StageWatch;

/** Two who watch the same stages, one told after the other. */
public record Watches(StageWatch first, StageWatch second) implements StageWatch {

  @Override
  public void entered(StageSpec stage, Object item) {
    first.entered(stage, item);
    second.entered(stage, item);
  }

  @Override
  public void woken(StageSpec stage, long dueMicros) {
    first.woken(stage, dueMicros);
    second.woken(stage, dueMicros);
  }

  @Override
  public void left(StageSpec stage) {
    first.left(stage);
    second.left(stage);
  }
}
