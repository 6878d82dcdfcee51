package io.tocsin.query;

import io.tocsin.event.Event;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * What a query asks for, of the events that are offered: in their order, or in the one the query
 * wants, of which equal ones stay in theirs. No more than the limit is held. One thread offers;
 * when that is over, any one thread may ask.
 */
public final class Selection {

  /** An event with what it is sorted by. */
  private record Kept(Event event, @Nullable Object[] keys, long number) {}

  private final Condition condition;
  private final List<SortKey> order;
  private final int limit;
  private final SearchBudget budget;
  private final Comparator<Kept> sorting = this::compare;
  private final List<Event> found = new ArrayList<>();

  // With an order: the last of those kept comes first.
  private final PriorityQueue<Kept> kept = new PriorityQueue<>(sorting.reversed());
  private long offered;

  Selection(Condition condition, List<SortKey> order, int limit, SearchBudget budget) {
    this.condition = condition;
    this.order = order;
    this.limit = limit;
    this.budget = budget;
  }

  /**
   * Takes an event if it is asked for.
   *
   * @throws QueryException if the query's regular expressions have used up their budget
   */
  public void offer(Event event) {
    if (isComplete() || !condition.test(event, budget)) {
      return;
    }
    if (order.isEmpty()) {
      found.add(event);
      return;
    }
    @Nullable Object[] keys = new Object[order.size()];
    for (int i = 0; i < keys.length; i++) {
      keys[i] = order.get(i).of(event);
    }
    Kept next = new Kept(event, keys, offered++);
    if (kept.size() < limit) {
      kept.add(next);
    } else if (sorting.compare(next, kept.peek()) < 0) {
      kept.remove();
      kept.add(next);
    }
  }

  /** Whether nothing that may still be offered is asked for. */
  public boolean isComplete() {
    return limit == 0 || (order.isEmpty() && found.size() >= limit);
  }

  /** How many were found. */
  public int size() {
    return order.isEmpty() ? found.size() : kept.size();
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
