package io.tocsin.stream.partition;

import io.tocsin.event.Event;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads what the events of a message will make a table of copies look at, each step for all of them
 * before the next, so that their ways from memory are gone at the same time. Confined to one lane.
 */
final class ForkGlance<O> {

  private @Nullable ForkEntry<O>[] ahead = entries(0);

  /**
   * Looks.
   *
   * @param heads the first entry where an event's is to be searched for
   * @return a number without meaning, made of what was read
   */
  int at(List<Event> events, Function<Event, @Nullable ForkEntry<O>> heads) {
    int count = events.size();
    if (count > ahead.length) {
      ahead = entries(count);
    }
    for (int i = 0; i < count; i++) {
      ahead[i] = heads.apply(events.get(i));
    }
    int read = 0;
    for (int i = 0; i < count; i++) {
      // The first field and the last: an entry may be on two lines of memory.
      ForkEntry<O> entry = ahead[i];
      read += entry == null ? 0 : entry.hash + (entry.chain == null ? 0 : 1);
    }
    for (int i = 0; i < count; i++) {
      ForkEntry<O> entry = ahead[i];
      read += entry == null ? 0 : entry.fork.glance();
      ahead[i] = null;
    }
    return read;
  }

  @SuppressWarnings({"unchecked", "rawtypes"})
  private static <O> @Nullable ForkEntry<O>[] entries(int length) {
    return new ForkEntry[length];
  }
}
