package io.tocsin.stream.channel;

import io.tocsin.event.Batch;
import io.tocsin.event.Event;
import io.tocsin.stream.DropReason;
import io.tocsin.stream.Operator;
import io.tocsin.stream.OperatorContext;
import io.tocsin.stream.OperatorSpec;

/**
 * Gives each event, and each of a batch, to the subscribers of a channel. An end. Immutable.
 *
 * <dl>
 *   <dt>Order
 *   <dd>at once: the subscribers are through with an event before its next stage gets it. Events of
 *       a batch one by one, in their order; of an empty batch nothing.
 *   <dt>Drops
 *   <dd>{@link DropReason#LOOP} for an event beyond the bounds of {@link Rounds}.
 *   <dt>Expired
 *   <dd>as any other event.
 * </dl>
 *
 * @param name the channel's, not empty; one that nobody listens to is no loss
 */
public record PublishSpec(String name) implements OperatorSpec<Object, Object> {

  public PublishSpec {
    if (name.isEmpty()) {
      throw new IllegalArgumentException("publish: needs the name of a channel");
    }
  }

  @Override
  public boolean needsWholeHub() {
    return true;
  }

  @Override
  public boolean isStateless() {
    return true;
  }

  @Override
  public Operator<Object> create(OperatorContext<Object> context) {
    Channels channels = context.service(Channels.class);
    return item -> {
      if (item instanceof Batch batch) {
        for (Event event : batch.events()) {
          publish(context, channels, event);
        }
      } else {
        publish(context, channels, (Event) item);
      }
    };
  }

  private void publish(OperatorContext<Object> context, Channels channels, Event event) {
    if (!channels.publish(name, event)) {
      context.drop(event, DropReason.LOOP);
    }
  }
}
