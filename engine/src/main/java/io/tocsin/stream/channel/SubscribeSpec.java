package io.tocsin.stream.channel;

import io.tocsin.event.Event;
import io.tocsin.stream.Operator;
import io.tocsin.stream.OperatorContext;
import io.tocsin.stream.OperatorSpec;

/**
 * A root of the rules that gets the events of a channel, and none of the stream's. Immutable.
 *
 * <dl>
 *   <dt>Order
 *   <dd>as they are published, at once.
 *   <dt>Expired
 *   <dd>as any other event.
 *   <dt>Closing
 *   <dd>the subscription ends with its rules, after the roots of the stream: what those publish as
 *       they close still reaches it. {@link io.tocsin.stream.DropReason#UNFINISHED} for what comes
 *       later, from another subscription that closes.
 * </dl>
 *
 * @param name the channel's, not empty
 */
public record SubscribeSpec(String name) implements OperatorSpec<Event, Event> {

  public SubscribeSpec {
    if (name.isEmpty()) {
      throw new IllegalArgumentException("subscribe: needs the name of a channel");
    }
  }

  @Override
  public String channel() {
    return name;
  }

  @Override
  public boolean isStateless() {
    return true;
  }

  @Override
  public boolean needsWholeHub() {
    return true;
  }

  @Override
  public Operator<Event> create(OperatorContext<Event> context) {
    return context::emit;
  }
}
