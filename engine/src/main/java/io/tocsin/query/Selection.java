package io.tocsin.query;

import io.tocsin.event.Event;
import io.tocsin.event.EventWeight;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * What a query asks for, of the events that are offered: in their order, or in the one the query
 * wants, of which equal ones stay in theirs. No more than the limit is held, and no more than
 * {@link #MOST_SORTED} to be put in order. One thread offers; when that is over, any one thread may
 * ask.
 */
public final class Selection {

  /** An event with what it is sorted by. */
  private record Kept(Event event, @Nullable Object[] keys, long number) {

    /** About what it takes with its event, in bytes. */
    long weight() {
      long bytes = KEPT_BYTES + EventWeight.of(event);
      for (Object key : keys) {
        bytes += KEY_BYTES + (key instanceof String text ? text.length() : 0);
      }
      return bytes;
    }
  }

  /** Events that can be put in order: as many as a message may have. */
  static final int MOST_SORTED = 200_000;

  private static final int REFERENCE_BYTES = 8;
  private static final int KEPT_BYTES = 96;
  private static final int KEY_BYTES = 40;

  private final Condition condition;
  private final List<SortKey> order;
  private final int limit;
  private final SearchBudget budget;
  private final Comparator<Kept> sorting = this::compare;
  private final List<Event> found = new ArrayList<>();

  // With an order: the last of those kept comes first.
  private final PriorityQueue<Kept> kept = new PriorityQueue<>(sorting.reversed());
  private long offered;
  private long weight;

  Selection(Condition condition, List<SortKey> order, int limit, SearchBudget budget) {
    this.condition = condition;
    this.order = order;
    this.limit = limit;
    this.budget = budget;
  }

  /**
   * Takes an event if it is asked for.
   *
   * @throws QueryException if the query's regular expressions have used up their budget, or too
   *     many would have to be put in order
   */
  public void offer(Event event) {
    if (isComplete() || !condition.test(event, budget)) {
      return;
    }
    if (order.isEmpty()) {
      found.add(event);
      weight += REFERENCE_BYTES + EventWeight.of(event);
      return;
    }
    @Nullable Object[] keys = new Object[order.size()];
    for (int i = 0; i < keys.length; i++) {
      keys[i] = order.get(i).of(event);
    }
    Kept next = new Kept(event, keys, offered++);
    if (kept.size() < limit) {
      keep(next);
    } else if (sorting.compare(next, kept.peek()) < 0) {
      weight -= kept.remove().weight();
      keep(next);
    }
  }

  private void keep(Kept next) {
    if (kept.size() >= MOST_SORTED) {
      throw new QueryException(
          1,
          1,
          "it would put more than " + MOST_SORTED + " events in order",
          "add limit N to get the first N of them, or ask for fewer");
    }
    kept.add(next);
    weight += next.weight();
  }

  /** Whether nothing that may still be offered is asked for. */
  public boolean isComplete() {
    return limit == 0 || (order.isEmpty() && found.size() >= limit);
  }

  /** How many were found. */
  public int size() {
    return order.isEmpty() ? found.size() : kept.size();
  }

  /**
   * About what is held, in bytes, with the events themselves: the index may drop them meanwhile.
   */
  public long weight() {
    return weight;
  }

  /** The events that were found. Sorts them: with many of them better not on a lane. */
  public List<Event> events() {
    if (order.isEmpty()) {
      return Collections.unmodifiableList(found);
    }
    List<Kept> all = new ArrayList<>(kept);
    all.sort(sorting);
    List<Event> events = new ArrayList<>(all.size());
    all.forEach(one -> events.add(one.event()));
    return events;
  }

  private int compare(Kept a, Kept b) {
    for (int i = 0; i < order.size(); i++) {
      int byKey = order.get(i).compare(a.keys()[i], b.keys()[i]);
      if (byKey != 0) {
        return byKey;
      }
    }
    return Long.compare(a.number(), b.number());
  }
}
