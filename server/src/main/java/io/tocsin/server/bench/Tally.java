package io.tocsin.server.bench;

import io.tocsin.dsl.dryrun.DryRunReport;
import io.tocsin.event.Event;
import io.tocsin.sink.SinkSettings;
import io.tocsin.stream.DropReason;
import io.tocsin.stream.StageSpec;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Takes what rules send, log and lose, and only counts it. Confined to one thread. */
public final class Tally implements DryRunReport {

  private final Marks marks;
  private final long[] losses = new long[DropReason.values().length];
  private long messages;
  private long timesReplaced;
  private @Nullable String failure;

  /** Counts messages for the rule that is marked as well. */
  Tally(Marks marks) {
    this.marks = marks;
  }

  @Override
  public void sent(SinkSettings output, List<Event> events, boolean batch) {
    int count = batch ? 1 : events.size();
    messages += count;
    marks.sent(count);
  }

  @Override
  public void dropped(StageSpec stage, Object item, DropReason reason) {
    losses[reason.ordinal()] += reason.lossesOf(item);
  }

  @Override
  public void failed(StageSpec stage, @Nullable Object item, Throwable thrown) {
    losses[DropReason.FAILED.ordinal()]++;
    if (failure == null) {
      failure = stage.place() + ": " + thrown.getClass().getSimpleName();
    }
  }

  @Override
  public void timeReplaced() {
    timesReplaced++;
  }

  /** Messages that outputs were given. */
  public long messages() {
    return messages;
  }

  /** Losses by the reason's label, those that there were. */
  public Map<String, Long> losses() {
    Map<String, Long> found = new TreeMap<>();
    for (DropReason reason : DropReason.values()) {
      if (losses[reason.ordinal()] > 0) {
        found.put(reason.label(), losses[reason.ordinal()]);
      }
    }
    if (timesReplaced > 0) {
      found.put("timeReplaced", timesReplaced);
    }
    return found;
  }

  /** Where a rule failed first, and with what; null when none did. */
  public @Nullable String failure() {
    return failure;
  }
}
