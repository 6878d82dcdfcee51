package io.tocsin.sink.store;

import io.tocsin.sink.DeadLetter;
import io.tocsin.sink.MessageId;
import io.tocsin.sink.OutboxStore.Kept;
import io.tocsin.sink.TakenNumbers;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * What is to be written. A message that is settled before it was written needs no more than its
 * number. Confined to its owner's lock.
 */
final class Pending {

  final Map<Long, Kept> messages = new LinkedHashMap<>();
  final Map<Long, DeadLetter> dead = new LinkedHashMap<>();
  final Set<Long> settled = new LinkedHashSet<>();
  final TakenNumbers passed = new TakenNumbers();
  private boolean hasPassed;

  void passed(MessageId id) {
    passed.add(id);
    hasPassed = true;
  }

  /**
   * A message is settled.
   *
   * @param doubtful whether it may be on disk though its writing failed
   */
  void settled(long place, boolean doubtful) {
    Kept unwritten = messages.remove(place);
    dead.remove(place);
    if (unwritten != null) {
      passed(unwritten.message().id());
    }
    if (unwritten == null || doubtful) {
      settled.add(place);
    }
  }

  boolean isEmpty() {
    return messages.isEmpty() && dead.isEmpty() && settled.isEmpty() && !hasPassed;
  }

  /** Whether it is to be written at once, and made durable. */
  boolean isUrgent() {
    return !messages.isEmpty() || !dead.isEmpty();
  }

  /** All of this and then of that, which came later. */
  Pending then(Pending later) {
    Pending both = new Pending();
    both.messages.putAll(messages);
    both.dead.putAll(dead);
    both.settled.addAll(settled);
    passed.all().forEach(both::passed);
    later.settled.forEach(place -> both.settled(place, true));
    both.messages.putAll(later.messages);
    both.dead.putAll(later.dead);
    later.passed.all().forEach(both::passed);
    return both;
  }
}
