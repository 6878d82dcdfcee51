package io.tocsin.stream.map;

import io.tocsin.event.Event;
import io.tocsin.event.EventBuilder;
import io.tocsin.event.EventFields;
import io.tocsin.stream.Operator;
import io.tocsin.stream.OperatorContext;
import io.tocsin.stream.OperatorSpec;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Adds to each event what a table has about it; events it has no row for leave by branch 1.
 * Immutable.
 *
 * <dl>
 *   <dt>Time
 *   <dd>none.
 *   <dt>Order
 *   <dd>as they came, at once.
 *   <dt>State
 *   <dd>none but the table, which all who use it share.
 *   <dt>Expired
 *   <dd>as any other event.
 * </dl>
 *
 * @param table where to look
 * @param on the field or attribute whose value is the key; absent has no row
 * @param columns which to add; empty for all but the key's. A column named like a field sets that
 *     field, any other an attribute; one without a value in the row leaves the event's as it is
 * @param prefix put before each column's name, which then always is an attribute's; empty for none
 */
public record EnrichSpec(Table table, String on, List<String> columns, String prefix)
    implements OperatorSpec<Event, Event> {

  public EnrichSpec {
    columns = List.copyOf(columns);
    if (on.isEmpty()) {
      throw new IllegalArgumentException("enrich: on must name a field");
    }
    for (String column : columns) {
      if (!table.columns().contains(column)) {
        throw new IllegalArgumentException(
            "enrich: the table has no column '" + column + "'; it has " + table.columns());
      }
    }
    if (columns.isEmpty()) {
      String key = table.key();
      columns = table.columns().stream().filter(c -> !c.equals(key)).toList();
    }
  }

  @Override
  public boolean keeps(String field) {
    return columns.stream().map(c -> EventFields.plainName(prefix + c)).noneMatch(field::equals);
  }

  @Override
  public boolean isStateless() {
    return true;
  }

  @Override
  public Operator<Event> create(OperatorContext<Event> context) {
    return event -> {
      Object key = EventFields.get(event, on);
      Map<String, Object> row = key == null ? null : table.row(key.toString());
      if (row == null) {
        context.emit(1, event);
      } else {
        context.emit(enriched(event, row));
      }
    };
  }

  private Event enriched(Event event, Map<String, Object> row) {
    EventBuilder builder = null;
    for (int i = 0; i < columns.size(); i++) {
      @Nullable Object value = row.get(columns.get(i));
      if (value != null) {
        builder = builder == null ? event.toBuilder() : builder;
        if (prefix.isEmpty()) {
          builder.set(columns.get(i), value);
        } else {
          builder.attribute(prefix + columns.get(i), value.toString());
        }
      }
    }
    return builder == null ? event : builder.build();
  }
}
