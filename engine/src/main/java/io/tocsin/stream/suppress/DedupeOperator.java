package io.tocsin.stream.suppress;

import io.tocsin.event.Event;
import io.tocsin.event.EventFields;
import io.tocsin.state.StateReader;
import io.tocsin.state.StateWriter;
import io.tocsin.state.Stateful;
import io.tocsin.stream.Bounds;
import io.tocsin.stream.DropReason;
import io.tocsin.stream.EventFunction;
import io.tocsin.stream.Operator;
import io.tocsin.stream.OperatorContext;
import io.tocsin.stream.partition.PlainValue;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The live half of {@link DedupeSpec}. */
final class DedupeOperator implements Operator<Event>, Stateful {

  private record Key(boolean expired, @Nullable Object value) {}

  private final OperatorContext<Event> context;
  private final List<String> fields;
  private final @Nullable EventFunction function;
  private final long within;
  private final int most;

  /** When each key was let through, the oldest first. */
  private final Map<Key, Long> passed = new LinkedHashMap<>();

  DedupeOperator(DedupeSpec spec, OperatorContext<Event> context) {
    this.context = context;
    fields = spec.fields();
    function = spec.key() == null ? null : spec.key().function();
    within = Bounds.micros(spec.within());
    most = spec.maxKeys();
  }

  @Override
  public void process(Event event) {
    long now = context.nowMicros();
    Key key = new Key(event.hasExpiredState(), value(event, now));
    forgetUntil(now - within);
    if (passed.containsKey(key)) {
      context.drop(event, DropReason.DUPLICATE);
      return;
    }
    if (passed.size() == most) {
      Iterator<Long> eldest = passed.values().iterator();
      eldest.next();
      eldest.remove();
    }
    passed.put(key, now);
    context.emit(event);
  }

  private void forgetUntil(long horizon) {
    Iterator<Long> times = passed.values().iterator();
    while (times.hasNext() && times.next() <= horizon) {
      times.remove();
    }
  }

  private @Nullable Object value(Event event, long now) {
    if (function != null) {
      return PlainValue.of(function.apply(event, now));
    }
    if (fields.size() == 1) {
      return PlainValue.of(EventFields.get(event, fields.get(0)));
    }
    List<@Nullable Object> values = new ArrayList<>(fields.size());
    for (String field : fields) {
      values.add(PlainValue.of(EventFields.get(event, field)));
    }
    return values;
  }

  @Override
  public void save(StateWriter out) {
    out.writeLong(passed.size());
    passed.forEach(
        (key, at) -> {
          out.writeBoolean(key.expired());
          out.writeValue(key.value());
          out.writeLong(at);
        });
  }

  @Override
  public void load(StateReader in) {
    for (int left = in.readCount(Integer.MAX_VALUE); left > 0; left--) {
      Key key = new Key(in.readBoolean(), in.readValue());
      passed.put(key, in.readLong());
      if (passed.size() > most) {
        passed.remove(passed.keySet().iterator().next());
      }
    }
  }
}
