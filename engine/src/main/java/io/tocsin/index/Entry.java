package io.tocsin.index;

import io.tocsin.event.Event;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * The latest event of one host and service, with its places in the structures of the index, each of
 * which keeps its own field here.
 */
final class Entry {

  private static final Comparator<@Nullable String> NULLS_FIRST =
      Comparator.nullsFirst(Comparator.naturalOrder());

  /** The latest event; its host and service never change. */
  Event event;

  /** When the event expires; {@link Long#MAX_VALUE} for never. */
  long deadline;

  // Of the table.
  int hash;
  @Nullable Entry next;

  // Of the groups of one host and of one service, which the table knows it by.
  final Group hostGroup;
  final Group serviceGroup;
  int hostSlot;
  int serviceSlot;

  // Of the order they came in: how many puts there had been, with the latest.
  long version;
  @Nullable Entry before;
  @Nullable Entry after;

  /** Of the recording that it was last written for, or came after. */
  int stamp;

  // Of the heap: the deadline it is sorted by, which may be earlier than the true one.
  long armed;
  int heapSlot;

  Entry(Event event, long deadline, Group hostGroup, Group serviceGroup) {
    this.event = event;
    this.deadline = deadline;
    this.hostGroup = hostGroup;
    this.serviceGroup = serviceGroup;
    armed = deadline;
  }

  /** Earlier first; at one moment by host, then service, absent ones first. */
  boolean isBefore(Entry other) {
    if (armed != other.armed) {
      return armed < other.armed;
    }
    int byHost = NULLS_FIRST.compare(event.getHost(), other.event.getHost());
    return byHost != 0
        ? byHost < 0
        : NULLS_FIRST.compare(event.getService(), other.event.getService()) < 0;
  }
}
