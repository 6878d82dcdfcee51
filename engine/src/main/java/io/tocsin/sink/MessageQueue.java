package io.tocsin.sink;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Messages in their order, within limits; the first ones may be under way, and are then not given
 * up for others. Confined to its owner's lock.
 */
final class MessageQueue {

  private final ArrayDeque<WaitingMessage> underWay = new ArrayDeque<>();
  private final ArrayDeque<WaitingMessage> behind = new ArrayDeque<>();
  private OutboxLimits limits;
  private long bytes;

  MessageQueue(OutboxLimits limits) {
    this.limits = limits;
  }

  void limits(OutboxLimits next) {
    limits = next;
  }

  int size() {
    return underWay.size() + behind.size();
  }

  /** Of memory, about. */
  long bytes() {
    return bytes;
  }

  /** Whether nobody need stop because of what waits. */
  boolean hasRoom() {
    return limits.whenFull() != WhenFull.BLOCK
        || (size() < limits.messages() && bytes < limits.bytes());
  }

  /** Whether one more is within the limits. */
  boolean hasRoomFor(WaitingMessage message) {
    return fits(message, 1);
  }

  /** Whether one more is to be taken as things are. */
  boolean takes(WaitingMessage message) {
    return fits(message, limits.whenFull() == WhenFull.BLOCK ? 2 : 1);
  }

  private boolean fits(WaitingMessage message, int times) {
    return size() == 0
        || (size() < (long) times * limits.messages()
            && bytes + message.bytes() <= times * limits.bytes());
  }

  void add(WaitingMessage message) {
    behind.add(message);
    bytes += message.bytes();
  }

  /** Takes out what has waited longest and may make room; null when nothing may. */
  @Nullable WaitingMessage evict() {
    WaitingMessage oldest = limits.whenFull() == WhenFull.DROP_OLDEST ? behind.poll() : null;
    if (oldest != null) {
      bytes -= oldest.bytes();
    }
    return oldest;
  }

  @Nullable WaitingMessage first() {
    return underWay.isEmpty() ? behind.peek() : underWay.peek();
  }

  /** Has the first messages under way, up to so many events; null when there are none. */
  @Nullable Parcel begin(int maxEvents) {
    while (!underWay.isEmpty()) {
      behind.addFirst(underWay.removeLast());
    }
    List<Message> parcel = new ArrayList<>();
    int events = 0;
    for (WaitingMessage next = behind.peek(); next != null; next = behind.peek()) {
      events += next.message().events().size();
      if (!parcel.isEmpty() && events > maxEvents) {
        break;
      }
      parcel.add(next.message());
      underWay.add(behind.remove());
    }
    return parcel.isEmpty() ? null : new Parcel(parcel);
  }

  List<WaitingMessage> removeFirst(int count) {
    List<WaitingMessage> removed = new ArrayList<>(Math.min(count, size()));
    while (removed.size() < count && size() > 0) {
      WaitingMessage next = underWay.isEmpty() ? behind.remove() : underWay.remove();
      bytes -= next.bytes();
      removed.add(next);
    }
    return removed;
  }

  /** How many messages from the first on were offered at or before that moment. */
  int offeredUntil(long micros) {
    int count = 0;
    for (ArrayDeque<WaitingMessage> part : List.of(underWay, behind)) {
      for (WaitingMessage message : part) {
        if (message.offeredMicros() > micros) {
          return count;
        }
        count++;
      }
    }
    return count;
  }
}
