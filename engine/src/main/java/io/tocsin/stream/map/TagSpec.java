package io.tocsin.stream.map;

import io.tocsin.stream.EventMapper;
import io.tocsin.stream.TransformSpec;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Adds tags: they come first, then those the event had. An event that has them all goes on as it
 * is. Immutable.
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
public record TagSpec(List<String> tags) implements TransformSpec {

  public TagSpec {
    tags = List.copyOf(tags);
    if (tags.isEmpty()) {
      throw new IllegalArgumentException("tag: needs at least one tag");
    }
    if (tags.contains("")) {
      throw new IllegalArgumentException("tag: a tag is empty");
    }
  }

  @Override
  public boolean keeps(String field) {
    return !field.equals("tags");
  }

  @Override
  public EventMapper transform() {
    return (event, now) -> {
      Set<String> all = new LinkedHashSet<>(tags);
      all.addAll(event.getTags());
      List<String> tagged = List.copyOf(all);
      return tagged.equals(event.getTags()) ? event : event.toBuilder().tags(tagged).build();
    };
  }
}
