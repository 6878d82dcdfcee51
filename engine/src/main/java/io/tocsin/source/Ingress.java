package io.tocsin.source;

import io.tocsin.event.Event;
import io.tocsin.event.EventWeight;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where listeners hand over what arrived. Every call is made on the lane's own thread; other
 * threads come in through {@link LaneThread}.
 */
public interface Ingress {

  /**
   * Says that input arrives: the lane's now becomes the present moment and what is due is done.
   * Call it once for each read from a socket, before {@link #accept}.
   *
   * @return the lane's now in microseconds
   */
  long arrive();

  /**
   * Runs one event through all rules. When it returns, they have run. An event without time, or
   * with an absurd one, gets now.
   */
  void accept(Event event);

  /** Where what is accepted is written down; null when it is not. */
  default @Nullable InputLog log() {
    return null;
  }

  /**
   * Whether listeners that can have their peers wait should read on: there is room in the log, and
   * in the queues of outputs whose rules ask for it. Cheap enough to be asked for each message.
   */
  default boolean hasRoom() {
    return true;
  }

  /** Says that what is accepted until {@link #endMessage} came as this message. */
  default void beginMessage(byte[] message, int from, int length) {}

  /** The message is over. */
  default void endMessage() {}

  /**
   * Says which events are going to be accepted next, so that what is known of their keys can be
   * fetched from memory for all of them at once. Changes nothing.
   */
  default void foresee(List<Event> events) {}

  /**
   * The events of the index that match a query, {@code most} at most.
   *
   * @param most at least 1
   * @throws io.tocsin.query.QueryException if the query cannot be read, and says where, or if it
   *     costs too much
   */
  List<Event> query(String query, int most);

  /** All events of the index that match a query, as above. */
  default List<Event> query(String query) {
    return query(query, Integer.MAX_VALUE);
  }

  /**
   * Finds the events of the index that match a query, at once or, when the whole index must be
   * looked at, a little at a time between other inputs. Every entry that is there all the while is
   * looked at once.
   *
   * @param most events at most
   * @param untouched leaves out what is put into the index after this call
   */
  default void find(String query, int most, boolean untouched, FoundEvents to) {
    List<Event> found;
    try {
      found = query(query, most);
    } catch (RuntimeException | StackOverflowError e) {
      to.failed(e);
      return;
    }
    long bytes = found.stream().mapToLong(EventWeight::of).sum();
    to.found(found.size(), bytes, () -> found);
  }
}
