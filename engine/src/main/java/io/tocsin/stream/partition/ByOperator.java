package io.tocsin.stream.partition;

import io.tocsin.event.Event;
import io.tocsin.stream.Copies;
import io.tocsin.stream.DropReason;
import io.tocsin.stream.EventFunction;
import io.tocsin.stream.Foresight;
import io.tocsin.stream.Fork;
import io.tocsin.stream.OperatorContext;
import io.tocsin.stream.Partition;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The live half of {@link BySpec}. */
final class ByOperator implements Partition<Event>, Foresight<Event> {

  private final OperatorContext<Event> context;
  private final ForkTable<Event> forks;
  private final FieldReader[] readers;
  private final @Nullable EventFunction function;

  ByOperator(
      OperatorContext<Event> context,
      ForkTable<Event> forks,
      FieldReader[] readers,
      @Nullable EventFunction function) {
    this.context = context;
    this.forks = forks;
    this.readers = readers;
    this.function = function;
  }

  @Override
  public @Nullable Fork<Event> forkFor(Event event) {
    ForkEntry<Event> entry = entry(event);
    if (entry == null) {
      context.drop(event, DropReason.KEY_LIMIT);
      return null;
    }
    return entry.fork();
  }

  @Override
  public int foresee(List<Event> items) {
    if (function != null || readers.length > 2) {
      return 0;
    }
    return forks.foresee(items, readers[0], readers.length == 2 ? readers[1] : null);
  }

  @Override
  public void inherit(Partition<Event> earlier) {
    forks.inherit(((ByOperator) earlier).forks);
  }

  @Override
  public Copies copies() {
    return forks;
  }

  @Override
  public void close() {
    forks.close();
  }

  private @Nullable ForkEntry<Event> entry(Event event) {
    if (function != null) {
      return forks.findOrOpen(PlainValue.of(function.apply(event, context.nowMicros())), null);
    }
    return switch (readers.length) {
      case 1 -> forks.findOrOpen(readers[0].of(event), null);
      case 2 -> forks.findOrOpen(readers[0].of(event), readers[1].of(event));
      default -> forks.findOrOpen(values(event), null);
    };
  }

  /** A key of three fields or more. */
  private Object values(Event event) {
    @Nullable Object[] values = new Object[readers.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = readers[i].of(event);
    }
    return Collections.unmodifiableList(Arrays.asList(values));
  }
}
