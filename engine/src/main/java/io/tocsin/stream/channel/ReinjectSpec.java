package io.tocsin.stream.channel;

import io.tocsin.event.Event;
import io.tocsin.stream.DropReason;
import io.tocsin.stream.Operator;
import io.tocsin.stream.OperatorContext;
import io.tocsin.stream.OperatorSpec;

/**
 * Has each event enter all rules again, from the top. An end. Immutable.
 *
 * <dl>
 *   <dt>Time
 *   <dd>the same moment: before the lane's next input. An event without time gets now.
 *   <dt>Order
 *   <dd>first in, first out, after the present event has gone through all rules.
 *   <dt>State
 *   <dd>none of its own; {@link Rounds} holds what waits.
 *   <dt>Drops
 *   <dd>{@link DropReason#LOOP} for an event beyond the bounds of {@link Rounds}.
 *   <dt>Expired
 *   <dd>as any other event.
 * </dl>
 */
public record ReinjectSpec() implements OperatorSpec<Event, Event> {

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
    Rounds rounds = context.service(Rounds.class);
    return event -> {
      if (!rounds.reinject(event)) {
        context.drop(event, DropReason.LOOP);
      }
    };
  }
}
