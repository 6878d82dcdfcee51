package io.tocsin.stream.end;

import io.tocsin.stream.Operator;
import io.tocsin.stream.OperatorContext;
import io.tocsin.stream.OperatorSpec;

/**
 * A named point that tests and {@code tap} can read. Everything goes on unchanged. Immutable.
 *
 * <dl>
 *   <dt>Order
 *   <dd>as they came, at once: recorded, then sent on.
 *   <dt>Expired
 *   <dd>as any other event.
 * </dl>
 *
 * @param name not empty; several points may share one
 */
public record ProbeSpec(String name) implements OperatorSpec<Object, Object> {

  public ProbeSpec {
    if (name.isEmpty()) {
      throw new IllegalArgumentException("probe: needs a name");
    }
  }

  @Override
  public boolean keeps(String field) {
    return true;
  }

  @Override
  public boolean onlyNotes() {
    return true;
  }

  @Override
  public boolean isStateless() {
    return true;
  }

  @Override
  public Operator<Object> create(OperatorContext<Object> context) {
    Probes probes = context.service(Probes.class);
    return item -> {
      probes.record(name, item);
      context.emit(item);
    };
  }
}
