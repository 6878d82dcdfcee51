package io.tocsin.stream.suppress;

import io.tocsin.event.Event;
import io.tocsin.stream.Copies;
import io.tocsin.stream.DropReason;
import io.tocsin.stream.Fork;
import io.tocsin.stream.OperatorContext;
import io.tocsin.stream.Partition;
import io.tocsin.stream.partition.ForkEntry;
import io.tocsin.stream.partition.ForkTable;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The live half of {@link ChangedStateSpec}. */
final class ChangedStateOperator implements Partition<Event> {

  private final OperatorContext<Event> context;
  private final ForkTable<Event> forks;

  ChangedStateOperator(OperatorContext<Event> context, ForkTable<Event> forks) {
    this.context = context;
    this.forks = forks;
  }

  @Override
  public @Nullable Fork<Event> forkFor(Event event) {
    String state = event.getState();
    ForkEntry<Event> entry = forks.find(event.getHost(), event.getService());
    if (entry == null) {
      if (state == null) {
        return null;
      }
      entry = forks.findOrOpen(event.getHost(), event.getService());
    }
    if (entry == null) {
      context.drop(event, DropReason.KEY_LIMIT);
      return null;
    }
    if (Objects.equals(state, entry.memo())) {
      return null;
    }
    entry.memo(state);
    return entry.fork();
  }

  @Override
  public void inherit(Partition<Event> earlier) {
    forks.inherit(((ChangedStateOperator) earlier).forks);
  }

  @Override
  public Copies copies() {
    return forks;
  }

  @Override
  public void close() {
    forks.close();
  }
}
