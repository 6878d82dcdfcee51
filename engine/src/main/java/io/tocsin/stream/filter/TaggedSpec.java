package io.tocsin.stream.filter;

import io.tocsin.event.Event;
import io.tocsin.stream.Operator;
import io.tocsin.stream.OperatorContext;
import io.tocsin.stream.OperatorSpec;
import java.util.List;

/**
 * Lets events through by their tags; the others leave by branch 1. Immutable.
 *
 * <dl>
 *   <dt>Order
 *   <dd>as they came, at once.
 *   <dt>Expired
 *   <dd>as any other event.
 * </dl>
 *
 * @param tags the tags wanted; of none, {@code all} passes everything and any passes nothing
 * @param all whether all of them are wanted, or at least one
 */
public record TaggedSpec(List<String> tags, boolean all) implements OperatorSpec<Event, Event> {

  public TaggedSpec {
    tags = List.copyOf(tags);
  }

  @Override
  public Operator<Event> create(OperatorContext<Event> context) {
    String[] wanted = tags.toArray(String[]::new);
    return event -> {
      if (all ? event.tagged(wanted) : event.taggedAny(wanted)) {
        context.emit(event);
      } else {
        context.emit(1, event);
      }
    };
  }

  @Override
  public boolean isFilter() {
    return true;
  }
}
