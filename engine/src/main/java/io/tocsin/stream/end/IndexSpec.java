package io.tocsin.stream.end;

import io.tocsin.event.Event;
import io.tocsin.index.Index;
import io.tocsin.stream.DropReason;
import io.tocsin.stream.Operator;
import io.tocsin.stream.OperatorContext;
import io.tocsin.stream.OperatorSpec;
import io.tocsin.stream.channel.Channels;

/**
 * Puts each event into the lane's index, and then publishes it to {@link Channels#INDEX}.
 *
 * <dl>
 *   <dt>State
 *   <dd>none of its own; the index is the lane's.
 *   <dt>Drops
 *   <dd>{@link DropReason#INDEX_FULL}, for an event of a new host and service while the index is
 *       full. {@link DropReason#LOOP}, when the event is in the index, but is not published any
 *       more because of too many rounds.
 *   <dt>Expired
 *   <dd>deletes the entry of its host and service.
 * </dl>
 */
public record IndexSpec() implements OperatorSpec<Event, Event> {

  @Override
  public boolean needsWholeHub() {
    return true;
  }

  @Override
  public boolean isStateless() {
    return true;
  }

  @Override
  public Operator<Event> create(OperatorContext<Event> context) {
    Index index = context.service(Index.class);
    Channels channels = context.service(Channels.class);
    return new IndexOperator(index, channels, context);
  }
}
