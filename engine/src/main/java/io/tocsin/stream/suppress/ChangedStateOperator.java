package io.tocsin.stream.suppress;

import io.tocsin.event.Event;
import io.tocsin.stream.DropReason;
import io.tocsin.stream.Operator;
import io.tocsin.stream.OperatorContext;
import io.tocsin.stream.partition.ForkTable;
import java.util.Objects;

/** The live half of {@link ChangedStateSpec}. */
final class ChangedStateOperator implements Operator<Event> {

  private final OperatorContext<Event> context;
  private final ForkTable<Event> forks;

  ChangedStateOperator(OperatorContext<Event> context, ForkTable<Event> forks) {
    this.context = context;
    this.forks = forks;
  }

  @Override
  public void process(Event event) {
    String state = event.getState();
    ForkTable.Entry<Event> entry = forks.find(event.getHost(), event.getService());
    if (entry == null) {
      if (state == null) {
        return;
      }
      entry = forks.findOrOpen(event.getHost(), event.getService());
    }
    if (entry == null) {
      context.drop(event, DropReason.KEY_LIMIT);
    } else if (!Objects.equals(state, entry.memo())) {
      entry.memo(state);
      entry.fork().accept(event);
    }
  }

  @Override
  public void close() {
    forks.close();
  }
}
