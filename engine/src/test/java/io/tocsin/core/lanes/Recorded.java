package io.tocsin.core.lanes;

import io.tocsin.core.Lane;
import io.tocsin.core.LaneObserver;
import io.tocsin.core.LaneSettings;
import io.tocsin.event.Batch;
import io.tocsin.event.Event;
import io.tocsin.stream.DropReason;
import io.tocsin.stream.StageSpec;
import io.tocsin.stream.end.Probes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/** Lanes, and what comes out of their probes, in order, from whichever lane. Thread-safe. */
final class Recorded implements LaneObserver {

  final Queue<String> lines = new ConcurrentLinkedQueue<>();
  final Map<String, Integer> losses = new ConcurrentHashMap<>();

  Lane merge() {
    return new Lane(LaneSettings.DEFAULT, this, Map.of(Probes.class, (Probes) this::record));
  }

  Lane byKey() {
    return Lane.ofPart(LaneSettings.DEFAULT, this, Map.of(Probes.class, (Probes) this::record));
  }

  private void record(String probe, Object item) {
    if (item instanceof Batch batch) {
      Event first = batch.events().get(0);
      lines.add(first.getHost() + " " + probe + " batch of " + batch.events());
    } else {
      lines.add(((Event) item).getHost() + " " + probe + " " + item);
    }
  }

  /** The lines of each host in their order; those of no host's rules by themselves. */
  Map<String, List<String>> byHost() {
    Map<String, List<String>> all = new TreeMap<>();
    for (String line : lines) {
      String host = line.substring(0, line.indexOf(' '));
      String key = line.contains(" rate ") ? "all" : host;
      all.computeIfAbsent(key, k -> new ArrayList<>()).add(line);
    }
    return all;
  }

  @Override
  public void dropped(StageSpec stage, Object item, DropReason reason) {
    losses.merge(reason.label(), reason.lossesOf(item), Integer::sum);
  }

  @Override
  public void failed(StageSpec stage, @Nullable Object item, Throwable failure) {
    losses.merge("failed", 1, Integer::sum);
  }

  @Override
  public void timeReplaced() {}
}
