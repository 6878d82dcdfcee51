package io.tocsin.stream.correlation;

import io.tocsin.event.Batch;
import io.tocsin.event.Event;
import io.tocsin.stream.Bounds;
import io.tocsin.stream.DropReason;
import io.tocsin.stream.Operator;
import io.tocsin.stream.OperatorContext;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The live half of {@link SequenceSpec}. */
final class SequenceOperator implements Operator<Event> {

  /** One sequence that has begun; compared by identity. */
  private static final class Open {
    private final List<@Nullable Object> key;
    private final long begunMicros;
    private final List<Event> events = new ArrayList<>(2);

    Open(List<@Nullable Object> key, long begunMicros) {
      this.key = key;
      this.begunMicros = begunMicros;
    }
  }

  private final SequenceSpec spec;
  private final OperatorContext<Batch> context;
  private final long withinMicros;
  private final Set<Open> byAge = new LinkedHashSet<>();
  private final Map<List<@Nullable Object>, Set<Open>> byKey = new HashMap<>();
  private boolean waiting;

  SequenceOperator(SequenceSpec spec, OperatorContext<Batch> context) {
    this.spec = spec;
    this.context = context;
    withinMicros = Bounds.micros(spec.within());
  }

  @Override
  public void process(Event event) {
    int holds = holds(event);
    if (holds == 0) {
      return;
    }
    List<@Nullable Object> key = Keys.of(event, spec.by());
    Open further = waitingFor(holds, key);
    boolean whole = false;
    if (further != null) {
      further.events.add(event);
      whole = further.events.size() == spec.steps().size();
    }
    if (whole) {
      forget(further);
    }
    if ((holds & 1) != 0) {
      begin(event, key);
    }
    if (whole) {
      context.emit(new Batch(further.events, further.begunMicros, context.nowMicros()));
    }
  }

  /** A bit for each step that holds. */
  private int holds(Event event) {
    int holds = 0;
    for (int i = 0; i < spec.steps().size(); i++) {
      if (spec.steps().get(i).function().test(event, context.nowMicros())) {
        holds |= 1 << i;
      }
    }
    return holds;
  }

  private @Nullable Open waitingFor(int holds, List<@Nullable Object> key) {
    for (Open open : byKey.getOrDefault(key, Set.of())) {
      if ((holds >> open.events.size() & 1) != 0) {
        return open;
      }
    }
    return null;
  }

  private void begin(Event event, List<@Nullable Object> key) {
    if (byAge.size() >= spec.maxOpen()) {
      context.drop(event, DropReason.BUFFER_FULL);
      return;
    }
    Open open = new Open(key, context.nowMicros());
    open.events.add(event);
    byAge.add(open);
    byKey.computeIfAbsent(key, k -> new LinkedHashSet<>()).add(open);
    arm(open);
  }

  /** All are open for the same length, so the oldest is due first and one timer is enough. */
  private void arm(Open oldest) {
    if (!waiting) {
      waiting = true;
      context.schedule(oldest.begunMicros + withinMicros, this::miss);
    }
  }

  private void miss(long due) {
    waiting = false;
    Iterator<Open> oldest = byAge.iterator();
    List<Open> missed = new ArrayList<>();
    while (oldest.hasNext()) {
      Open open = oldest.next();
      if (open.begunMicros + withinMicros > due) {
        arm(open);
        break;
      }
      missed.add(open);
    }
    missed.forEach(this::forget);
    for (Open open : missed) {
      context.emit(1, new Batch(open.events, open.begunMicros, due));
    }
  }

  private void forget(Open open) {
    byAge.remove(open);
    Set<Open> ofKey = byKey.get(open.key);
    if (ofKey != null && ofKey.remove(open) && ofKey.isEmpty()) {
      byKey.remove(open.key);
    }
  }

  @Override
  public void close() {
    for (Open open : byAge) {
      open.events.forEach(event -> context.drop(event, DropReason.UNFINISHED));
    }
    byAge.clear();
    byKey.clear();
  }
}
