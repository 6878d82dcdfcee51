package io.tocsin.stream.end;

import io.tocsin.event.Event;
import io.tocsin.event.EventFields;
import io.tocsin.index.Index;
import io.tocsin.stream.Operator;
import io.tocsin.stream.OperatorContext;
import io.tocsin.stream.OperatorSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Takes entries out of the lane's index without expiring them: the one of the event's host and
 * service, or all whose named fields equal the event's. An end. Immutable.
 *
 * <dl>
 *   <dt>State
 *   <dd>none of its own; the index is the lane's. By fields other than host and service the whole
 *       index is looked at, for each event.
 *   <dt>Expired
 *   <dd>as any other event.
 * </dl>
 *
 * @param fields names of fields or attributes, which all have to be equal; absent equals absent.
 *     Empty for the event's own host and service
 */
public record UnindexSpec(List<String> fields) implements OperatorSpec<Event, Event> {

  public UnindexSpec {
    fields = List.copyOf(fields);
    if (fields.contains("")) {
      throw new IllegalArgumentException("unindex: field must have a name");
    }
  }

  @Override
  public boolean needsWholeHub() {
    return true;
  }

  @Override
  public boolean isStateless() {
    return true;
  }

  @Override
  public Operator<Event> create(OperatorContext<Event> context) {
    Index index = context.service(Index.class);
    if (fields.isEmpty()) {
      return event -> index.delete(event.getHost(), event.getService());
    }
    return event -> {
      List<Event> found = new ArrayList<>();
      index.forEach(
          entry -> {
            if (alike(entry, event)) {
              found.add(entry);
            }
          });
      found.forEach(entry -> index.delete(entry.getHost(), entry.getService()));
    };
  }

  private boolean alike(Event entry, Event event) {
    for (String field : fields) {
      if (!Objects.equals(EventFields.get(entry, field), EventFields.get(event, field))) {
        return false;
      }
    }
    return true;
  }
}
