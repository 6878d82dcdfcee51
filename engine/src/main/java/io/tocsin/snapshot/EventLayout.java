package io.tocsin.snapshot;

import io.tocsin.event.Attributes;
import io.tocsin.event.Event;
import io.tocsin.event.EventBuilder;
import io.tocsin.state.StateException;
import java.util.ArrayList;
import java.util.List;

/**
 * How an event stands in a snapshot: host, service, state, description, time and ttl in
 * microseconds, metric, the number of tags, the tags, the number of attributes, their names and
 * values. What is absent is {@link Tag#NULL}.
 */
final class EventLayout {

  private EventLayout() {}

  static void write(Event event, SnapshotWriter out) {
    out.writeText(event.getHost());
    out.writeText(event.getService());
    out.writeText(event.getState());
    out.writeText(event.getDescription());
    out.writeValue(event.hasTime() ? event.timeMicrosOr(0) : null);
    out.writeValue(event.hasTtl() ? event.ttlMicrosOr(0) : null);
    if (!event.hasMetric()) {
      out.writeValue(null);
    } else if (event.hasLongMetric()) {
      out.writeLong(event.metricAsLong());
    } else {
      out.writeDouble(event.metricOrNaN());
    }
    List<String> tags = event.getTags();
    out.writeLong(tags.size());
    tags.forEach(out::writeText);
    Attributes attributes = event.getAttributes();
    out.writeLong(attributes.size());
    attributes.forEach(
        (name, value) -> {
          out.writeText(name);
          out.writeText(value);
        });
  }

  static Event read(SnapshotReader in) {
    EventBuilder event =
        Event.builder()
            .host(in.readText())
            .service(in.readText())
            .state(in.readText())
            .description(in.readText());
    if (in.readValue() instanceof Long time) {
      event.timeMicros(time);
    }
    if (in.readValue() instanceof Long ttl) {
      event.ttlMicros(ttl);
    }
    Object metric = in.readValue();
    if (metric instanceof Long whole) {
      event.metric(whole.longValue());
    } else if (metric instanceof Double number) {
      event.metric(number.doubleValue());
    }
    int tags = in.readCount(in.left());
    if (tags > 0) {
      List<String> all = new ArrayList<>(tags);
      for (int i = 0; i < tags; i++) {
        all.add(some(in.readText()));
      }
      event.tags(all);
    }
    int attributes = in.readCount(in.left());
    if (attributes > 0) {
      String[] pairs = new String[2 * attributes];
      for (int i = 0; i < pairs.length; i++) {
        pairs[i] = some(in.readText());
      }
      event.attributes(Attributes.ofPairs(pairs, pairs.length));
    }
    return event.build();
  }

  private static String some(@org.jspecify.annotations.Nullable String text) {
    if (text == null) {
      throw new StateException("no text where one must be");
    }
    return text;
  }
}
