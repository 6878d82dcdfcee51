package io.tocsin.dsl.dryrun;

import io.tocsin.event.Event;
import io.tocsin.sink.SinkSettings;
import io.tocsin.stream.DropReason;
import io.tocsin.stream.StageSpec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Hears of what a {@link DryRun} would have done. Called by the thread that runs it; all no-ops.
 */
public interface DryRunReport {

  /**
   * An output was given a message.
   *
   * @param batch whether the events belong together as a batch; else each stands for itself
   */
  default void sent(SinkSettings output, List<Event> events, boolean batch) {}

  /** An event or a batch passed a probe. */
  default void probed(String probe, Object item) {}

  /** An event or a batch was to be logged. */
  default void logged(String level, Object item, StageSpec where) {}

  /** An item ended for a reason other than a filter. */
  default void dropped(StageSpec stage, Object item, DropReason reason) {}

  /** A stage threw; {@code item} is null when a timer or a close did. */
  default void failed(StageSpec stage, @Nullable Object item, Throwable failure) {}

  /** A stage threw below an {@code onError}, which has got it; otherwise as {@link #failed}. */
  default void handled(StageSpec stage, @Nullable Object item, Throwable failure) {
    failed(stage, item, failure);
  }

  /** An event's time was out of all range and became now. */
  default void timeReplaced() {}
}
