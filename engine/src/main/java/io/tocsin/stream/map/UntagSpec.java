package io.tocsin.stream.map;

import io.tocsin.stream.EventMapper;
import io.tocsin.stream.TransformSpec;
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
public record UntagSpec(List<String> tags) implements TransformSpec {

  public UntagSpec {
    tags = List.copyOf(tags);
    if (tags.isEmpty()) {
      throw new IllegalArgumentException("untag: needs at least one tag");
    }
  }

  @Override
  public boolean keeps(String field) {
    return !field.equals("tags");
  }

  @Override
  public EventMapper transform() {
    String[] unwanted = tags.toArray(String[]::new);
    return (event, now) -> {
      if (!event.taggedAny(unwanted)) {
        return event;
      }
      List<String> rest = event.getTags().stream().filter(tag -> !tags.contains(tag)).toList();
      return event.toBuilder().tags(rest).build();
    };
  }
}
