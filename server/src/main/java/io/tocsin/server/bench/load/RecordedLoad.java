package io.tocsin.server.bench.load;

import io.tocsin.dsl.dryrun.RecordedEvents;
import io.tocsin.event.Event;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A recording that is repeated: each time its events are as much later as it is long, so that time
 * goes on. Grown, each event comes several times, from hosts of other names. Confined to one
 * thread.
 */
public final class RecordedLoad implements Load {

  /** Events of a file that are taken at most; they are held in memory. */
  public static final int MAX_EVENTS = 200_000;

  /** The events, and how much of the file they are. Immutable. */
  private record Recording(String name, List<Event> events, boolean whole, int keys, long micros) {}

  private final Recording recording;
  private final int copies;
  private final Map<String, String> names = new HashMap<>();
  private long now;
  private long passStart;
  private int next;
  private int copy;

  private RecordedLoad(Recording recording, int copies) {
    this.recording = recording;
    this.copies = copies;
    now = startMicros();
  }

  /**
   * Reads a file of events, one JSON object a line, {@code .gz} too; at most {@link #MAX_EVENTS}.
   *
   * @throws IOException if it cannot be read or has no event; names it
   */
  public static RecordedLoad of(Path file) throws IOException {
    try (RecordedEvents in = RecordedEvents.open(file)) {
      List<Event> events = new ArrayList<>();
      Event event = in.next();
      for (; event != null && events.size() < MAX_EVENTS; event = in.next()) {
        events.add(event);
      }
      if (events.isEmpty()) {
        throw new IOException(file + ": has no events: record some with the output file(..)");
      }
      String name = String.valueOf(file.getFileName());
      return new RecordedLoad(
          new Recording(name, List.copyOf(events), event == null, pairs(events), length(events)),
          1);
    }
  }

  private static int pairs(List<Event> events) {
    Set<List<@Nullable String>> pairs = new HashSet<>();
    for (Event event : events) {
      List<@Nullable String> pair = new ArrayList<>();
      pair.add(event.getHost());
      pair.add(event.getService());
      pairs.add(pair);
    }
    return pairs.size();
  }

  /** From the first event to the last, and the mean gap until it may begin again. */
  private static long length(List<Event> events) {
    long start = Math.max(0, events.get(0).timeMicrosOr(0));
    long end = start;
    for (Event event : events) {
      end = RecordedEvents.arrival(event, end);
    }
    return Math.max(1, (end - start) + Math.max(1, (end - start) / events.size()));
  }

  @Override
  public long startMicros() {
    return Math.max(0, recording.events.get(0).timeMicrosOr(0));
  }

  @Override
  public void fill(Block block) {
    for (int i = 0; i < Block.SIZE; i++) {
      if (next == recording.events.size()) {
        next = 0;
        passStart += recording.micros;
        now = Math.max(now, startMicros() + passStart);
      }
      Event event = copied(recording.events.get(next));
      if (event.hasTime()) {
        event = event.withTimeMicros(event.timeMicrosOr(0) + passStart);
      }
      now = RecordedEvents.arrival(event, now);
      block.put(i, event, now);
      copy = (copy + 1) % copies;
      next += copy == 0 ? 1 : 0;
    }
  }

  private Event copied(Event event) {
    if (copy == 0) {
      return event;
    }
    String of = event.getHost() == null ? "" : event.getHost();
    String host = names.computeIfAbsent(of + "~" + (copy + 1), name -> name);
    return event.toBuilder().host(host).build();
  }

  @Override
  public int keys() {
    return Math.multiplyExact(recording.keys, copies);
  }

  @Override
  public Load grown(int times) {
    return new RecordedLoad(recording, Math.multiplyExact(copies, times));
  }

  @Override
  public String description() {
    return recording.name
        + ", repeated: "
        + (recording.whole ? "" : "its first ")
        + recording.events.size()
        + (recording.events.size() == 1 ? " event of " : " events of ")
        + recording.keys
        + (recording.keys == 1 ? " pair" : " pairs")
        + " of host and service, "
        + String.format(Locale.ROOT, "%.1f", recording.micros / 1e6)
        + " s of event time";
  }
}
