package io.tocsin.stream.end;

import io.tocsin.sink.Outboxes;
import io.tocsin.sink.SinkSettings;
import io.tocsin.stream.DropReason;
import io.tocsin.stream.Operator;
import io.tocsin.stream.OperatorContext;
import io.tocsin.stream.OperatorSpec;
import java.util.List;

/**
 * Gives each event, or each batch as one message, to every one of some outputs. An end: nothing
 * goes on from here. Immutable.
 *
 * <dl>
 *   <dt>Order
 *   <dd>as they came, at once into each output's outbox, in the order of the outputs. The lane does
 *       not wait for delivery.
 *   <dt>Drops
 *   <dd>{@link DropReason#OUTBOX_FULL}, once for each output whose outbox is full; the others still
 *       get it.
 *   <dt>Expired
 *   <dd>sent like any other event. A batch of no events is nothing to send.
 * </dl>
 *
 * @param sinks at least one
 */
public record SendToSpec(List<SinkSettings> sinks) implements OperatorSpec<Object, Object> {

  public SendToSpec {
    sinks = List.copyOf(sinks);
    if (sinks.isEmpty()) {
      throw new IllegalArgumentException("sendTo: needs at least one output");
    }
  }

  @Override
  public boolean isStateless() {
    return true;
  }

  @Override
  public Operator<Object> create(OperatorContext<Object> context) {
    Outboxes outboxes = context.service(Outboxes.class);
    MessageNumbers numbers = context.service(MessageNumbers.class);
    return new SendToOperator(
        context,
        sinks.stream()
            .map(sink -> new SendToOperator.Output(outboxes.of(sink), numbers.of(sink.name())))
            .toList());
  }
}
