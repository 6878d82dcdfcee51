package io.tocsin.event;

import java.util.List;

/** A batch that holds its events, in a list that does not change. */
record EventBatch(List<Event> events, long fromMicros, long untilMicros) implements Batch {

  @Override
  public int size() {
    return events.size();
  }

  /** How many events, and the first of them: a batch may have a million. */
  @Override
  public String toString() {
    return "Batch of "
        + events.size()
        + (events.isEmpty() ? "" : ", first " + events.get(0))
        + " from "
        + fromMicros
        + " until "
        + untilMicros;
  }
}
