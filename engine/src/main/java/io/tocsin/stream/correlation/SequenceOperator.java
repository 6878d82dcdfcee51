package io.tocsin.stream.correlation;

import io.tocsin.event.Batch;
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
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The live half of {@link SequenceSpec}. */
final class SequenceOperator implements Operator<Event>, Stateful {

  private final SequenceSpec spec;
  private final OperatorContext<Batch> context;
  private final long withinMicros;
  private final OpenSequences opens = new OpenSequences();
  private @Nullable Cancellable timer;

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
    Object key =
        spec.by().size() == 1
            ? EventFields.get(event, spec.by().get(0))
            : Keys.of(event, spec.by());
    List<OpenSequences.Open> whole = takenFurther(event, holds, key);
    if ((holds & 1) != 0) {
      begin(event, key);
    }
    for (int i = 0; i < whole.size(); i++) {
      OpenSequences.Open open = whole.get(i);
      context.emit(Batch.of(open.events(), open.begunMicros(), context.nowMicros()));
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

  /** Those that this event makes whole; they are open no more. */
  private List<OpenSequences.Open> takenFurther(Event event, int holds, @Nullable Object key) {
    List<OpenSequences.Open> whole = List.of();
    OpenSequences.Open open = opens.oldest(key);
    while (open != null) {
      OpenSequences.Open after = open.nextOfKey();
      if ((holds >> open.events().size() & 1) != 0) {
        open.events().add(event);
        if (open.events().size() == spec.steps().size()) {
          opens.remove(open);
          whole = whole.isEmpty() ? new ArrayList<>(1) : whole;
          whole.add(open);
        }
        if (!spec.all()) {
          break;
        }
      }
      open = after;
    }
    return whole;
  }

  private void begin(Event event, @Nullable Object key) {
    if (opens.size() >= spec.maxOpen()) {
      context.drop(event, DropReason.BUFFER_FULL);
      return;
    }
    OpenSequences.Open open = opens.add(key, context.nowMicros());
    open.events().add(event);
    arm(open);
  }

  /** All are open for the same length, so the oldest is due first and one timer is enough. */
  private void arm(OpenSequences.Open oldest) {
    if (timer == null) {
      timer = context.schedule(oldest.begunMicros() + withinMicros, this::miss);
    }
  }

  private void miss(long due) {
    timer = null;
    List<OpenSequences.Open> missed = new ArrayList<>();
    OpenSequences.Open open = opens.oldest();
    while (open != null && open.begunMicros() + withinMicros <= due) {
      opens.remove(open);
      missed.add(open);
      open = opens.oldest();
    }
    if (open != null) {
      arm(open);
    }
    for (OpenSequences.Open one : missed) {
      context.emit(1, Batch.of(one.events(), one.begunMicros(), due));
    }
  }

  @Override
  public void close() {
    for (OpenSequences.Open open = opens.oldest(); open != null; open = opens.oldest()) {
      open.events().forEach(event -> context.drop(event, DropReason.UNFINISHED));
      opens.remove(open);
    }
  }

  @Override
  public void save(StateWriter out) {
    out.writeLong(opens.size());
    for (OpenSequences.Open open = opens.oldest(); open != null; open = open.next()) {
      out.writeValue(open.key());
      out.writeLong(open.begunMicros());
      out.writeEvents(open.events());
    }
    out.writeTimer(timer);
  }

  @Override
  public void load(StateReader in) {
    for (int left = in.readCount(Integer.MAX_VALUE); left > 0; left--) {
      OpenSequences.Open open = opens.add(in.readValue(), in.readLong());
      in.readEvents(open.events(), spec.steps().size() - 1);
      if (open.events().isEmpty()) {
        throw new StateException("a sequence without events");
      }
    }
    timer = in.readTimer(this::miss);
    OpenSequences.Open oldest = opens.oldest();
    if (oldest != null) {
      arm(oldest);
    }
  }
}
