package io.tocsin.stream.map;

import io.tocsin.event.Event;
import io.tocsin.stream.Operator;
import io.tocsin.stream.OperatorContext;
import io.tocsin.stream.OperatorSpec;
import java.util.List;

/**
 * Removes tags. An event that has none of them goes on as it is. Immutable.
 *
 * <dl>
 *   <dt>Order
 *   <dd>as they came, at once.
 *   <dt>Expired
 *   <dd>changed like any other event.
 * </dl>
 *
 * @param tags at least one
 */
public record UntagSpec(List<String> tags) implements OperatorSpec<Event, Event> {

  public UntagSpec {
    tags = List.copyOf(tags);
    if (tags.isEmpty()) {
      throw new IllegalArgumentException("untag: needs at least one tag");
    }
  }

  @Override
  public Operator<Event> create(OperatorContext<Event> context) {
    String[] unwanted = tags.toArray(String[]::new);
    return event -> {
      if (!event.taggedAny(unwanted)) {
        context.emit(event);
        return;
      }
      List<String> rest = event.getTags().stream().filter(tag -> !tags.contains(tag)).toList();
      context.emit(event.toBuilder().tags(rest).build());
    };
  }
}
