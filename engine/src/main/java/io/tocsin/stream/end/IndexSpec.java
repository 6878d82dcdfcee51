package io.tocsin.stream.end;

import io.tocsin.event.Event;
import io.tocsin.index.Index;
import io.tocsin.stream.DropReason;
import io.tocsin.stream.Operator;
import io.tocsin.stream.OperatorContext;
import io.tocsin.stream.OperatorSpec;

/**
 * Puts each event into the lane's index.
 *
 * <dl>
 *   <dt>State
 *   <dd>none of its own; the index is the lane's.
 *   <dt>Drops
 *   <dd>{@link DropReason#INDEX_FULL}, for an event of a new host and service while the index is
 *       full.
 *   <dt>Expired
 *   <dd>deletes the entry of its host and service.
 * </dl>
 */
public record IndexSpec() implements OperatorSpec<Event, Event> {

  @Override
  public Operator<Event> create(OperatorContext<Event> context) {
    Index index = context.service(Index.class);
    return event -> {
      if (index.put(event, context.nowMicros()) == Index.Outcome.REFUSED) {
        context.drop(event, DropReason.INDEX_FULL);
      }
    };
  }
}
