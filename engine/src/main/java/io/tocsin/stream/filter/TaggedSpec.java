package io.tocsin.stream.filter;

import io.tocsin.stream.EventPredicate;
import io.tocsin.stream.FilterSpec;
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
public record TaggedSpec(List<String> tags, boolean all) implements FilterSpec {

  public TaggedSpec {
    tags = List.copyOf(tags);
  }

  @Override
  public EventPredicate condition() {
    String[] wanted = tags.toArray(String[]::new);
    return all ? (event, now) -> event.tagged(wanted) : (event, now) -> event.taggedAny(wanted);
  }
}
