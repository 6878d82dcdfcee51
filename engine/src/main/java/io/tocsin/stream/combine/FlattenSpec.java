package io.tocsin.stream.combine;

import io.tocsin.event.Batch;
import io.tocsin.event.Event;
import io.tocsin.stream.Operator;
import io.tocsin.stream.OperatorContext;
import io.tocsin.stream.OperatorSpec;

/**
 * Emits the events of a batch one by one, in their order. Immutable.
 *
 * <dl>
 *   <dt>State
 *   <dd>none.
 *   <dt>Expired
 *   <dd>goes on like any other event.
 * </dl>
 */
public record FlattenSpec() implements OperatorSpec<Batch, Event> {

  @Override
  public boolean isStateless() {
    return true;
  }

  @Override
  public Operator<Batch> create(OperatorContext<Event> context) {
    return batch -> batch.events().forEach(context::emit);
  }
}
