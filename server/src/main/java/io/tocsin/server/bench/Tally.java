package io.tocsin.server.bench;

import io.tocsin.dsl.dryrun.DryRunReport;
import io.tocsin.event.Event;
import io.tocsin.sink.SinkSettings;
import io.tocsin.stream.DropReason;
import io.tocsin.stream.StageSpec;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Takes what rules send, log and lose, and only counts it. Confined to one thread. */
public final class Tally implements DryRunReport {

  private final Marks marks;

  /** Counters that are set up at once: counting must not allocate. */
  private final Map<DropReason, long[]> losses = new EnumMap<>(DropReason.class);

  private long messages;
  private long timesReplaced;
  private @Nullable String failure;

  /** Counts messages for the rule that is marked as well. */
  Tally(Marks marks) {
    this.marks = marks;
    for (DropReason reason : DropReason.values()) {
      losses.put(reason, new long[1]);
    }
  }

  @Override
  public void sent(SinkSettings output, List<Event> events, boolean batch) {
    int count = batch ? 1 : events.size();
    messages += count;
    marks.sent(count);
  }

  @Override
  public void dropped(StageSpec stage, Object item, DropReason reason) {
    lost(reason, reason.lossesOf(item));
  }

  @Override
  public void failed(StageSpec stage, @Nullable Object item, Throwable thrown) {
    lost(DropReason.FAILED, 1);
    if (failure == null) {
      failure = stage.place() + ": " + thrown.getClass().getSimpleName();
    }
  }

  private void lost(DropReason reason, int count) {
    long[] counter = losses.get(reason);
    if (counter != null) {
      counter[0] += count;
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
    losses.forEach(
        (reason, counter) -> {
          if (counter[0] > 0) {
            found.put(reason.label(), counter[0]);
          }
        });
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
