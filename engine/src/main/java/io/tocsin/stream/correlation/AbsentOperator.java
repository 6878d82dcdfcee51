package io.tocsin.stream.correlation;

import io.tocsin.event.Event;
import io.tocsin.event.EventFields;
import io.tocsin.state.StateException;
import io.tocsin.state.StateReader;
import io.tocsin.state.StateWriter;
import io.tocsin.state.Stateful;
import io.tocsin.stream.Bounds;
import io.tocsin.stream.DropReason;
import io.tocsin.stream.Operator;
import io.tocsin.stream.OperatorContext;
import io.tocsin.time.Cancellable;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The live half of {@link AbsentSpec}. */
final class AbsentOperator implements Operator<Event>, Stateful {

  private static final class Entry {
    private final List<@Nullable Object> key;
    private final boolean expected;
    private @Nullable Event last;
    private long sinceMicros;
    private boolean absent;
    private @Nullable Cancellable timer;

    Entry(List<@Nullable Object> key, boolean expected) {
      this.key = key;
      this.expected = expected;
    }
  }

  private final AbsentSpec spec;
  private final OperatorContext<Event> context;
  private final long withinMicros;
  private final long ttlMicros;
  private final Map<List<@Nullable Object>, Entry> entries = new LinkedHashMap<>();

  AbsentOperator(AbsentSpec spec, OperatorContext<Event> context) {
    this.spec = spec;
    this.context = context;
    withinMicros = Bounds.micros(spec.within());
    ttlMicros = Bounds.micros(spec.ttl());
    for (List<@Nullable Object> key : spec.expected()) {
      await(new Entry(key, true));
    }
  }

  @Override
  public void process(Event event) {
    if (event.isExpiredAt(context.nowMicros())) {
      return;
    }
    List<@Nullable Object> key = Keys.of(event, spec.fields());
    Entry entry = entries.get(key);
    if (entry == null) {
      if (entries.size() >= spec.maxKeys()) {
        context.drop(event, DropReason.KEY_LIMIT);
        return;
      }
      entry = new Entry(key, false);
      await(entry);
    }
    boolean first = entry.last == null;
    boolean returned = entry.absent;
    entry.last = event;
    entry.sinceMicros = context.nowMicros();
    if (returned) {
      if (entry.timer != null) {
        entry.timer.cancel();
      }
      await(entry);
      context.emit(event.withState("returned"));
    } else if (first && spec.firstSeen()) {
      context.emit(event.withState("first seen"));
    }
  }

  private void await(Entry entry) {
    entries.put(entry.key, entry);
    entry.absent = false;
    entry.sinceMicros = context.nowMicros();
    wakeAt(entry.sinceMicros + withinMicros, entry);
  }

  private void wakeAt(long moment, Entry entry) {
    entry.timer = context.schedule(moment, due -> wake(entry, due));
  }

  /** An arrival does not move the timer; the timer looks when the last arrival was. */
  private void wake(Entry entry, long due) {
    entry.timer = null;
    if (entry.absent) {
      entries.remove(entry.key);
    } else if (entry.sinceMicros + withinMicros > due) {
      wakeAt(entry.sinceMicros + withinMicros, entry);
    } else {
      entry.absent = true;
      if (!entry.expected) {
        wakeAt(due + ttlMicros, entry);
      }
      Event last = entry.last == null ? AbsentSpec.neverSeen(spec.fields(), entry.key) : entry.last;
      context.emit(
          last.toBuilder()
              .state("absent")
              .timeMicros(due)
              .description(description(entry.key))
              .build());
    }
  }

  private String description(List<@Nullable Object> key) {
    String seconds = BigDecimal.valueOf(withinMicros, 6).stripTrailingZeros().toPlainString();
    StringBuilder text = new StringBuilder("nothing for ").append(seconds).append(" s from ");
    for (int i = 0; i < key.size(); i++) {
      String name = spec.fields().get(i);
      boolean attribute = name.startsWith(EventFields.ATTRIBUTE_PREFIX);
      text.append(i == 0 ? "" : ", ")
          .append(attribute ? name.substring(EventFields.ATTRIBUTE_PREFIX.length()) : name)
          .append(' ')
          .append(key.get(i) == null ? "(none)" : key.get(i));
    }
    return text.toString();
  }

  @Override
  public void save(StateWriter out) {
    out.writeLong(entries.size());
    for (Entry entry : entries.values()) {
      out.writeValue(entry.key);
      out.writeEvent(entry.last);
      out.writeLong(entry.sinceMicros);
      out.writeBoolean(entry.absent);
      out.writeTimer(entry.timer);
    }
  }

  @Override
  public void load(StateReader in) {
    for (int left = in.readCount(Integer.MAX_VALUE); left > 0; left--) {
      List<@Nullable Object> key = key(in.readValue());
      Entry expected = entries.remove(key);
      if (expected != null && expected.timer != null) {
        expected.timer.cancel();
      }
      Entry entry = new Entry(key, expected != null);
      entry.last = in.readEvent();
      entry.sinceMicros = in.readLong();
      entry.absent = in.readBoolean();
      entry.timer = in.readTimer(due -> wake(entry, due));
      keep(entry);
    }
  }

  private List<@Nullable Object> key(@Nullable Object written) {
    if (!(written instanceof List<?> values) || values.size() != spec.fields().size()) {
      throw new StateException("no key where one must be");
    }
    return Keys.plain(values);
  }

  /** Whether a key is expected may have changed since its entry was written. */
  private void keep(Entry entry) {
    boolean isPointless = entry.last == null && !entry.expected;
    if (entry.timer != null && (isPointless || entry.absent && entry.expected)) {
      entry.timer.cancel();
      entry.timer = null;
    }
    if (isPointless) {
      return;
    }
    entries.put(entry.key, entry);
    if (entry.timer == null && !entry.absent) {
      wakeAt(entry.sinceMicros + withinMicros, entry);
    } else if (entry.timer == null && !entry.expected) {
      wakeAt(context.nowMicros() + ttlMicros, entry);
    }
  }
}
