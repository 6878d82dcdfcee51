package io.tocsin.stream.end;

import io.tocsin.stream.Operator;
import io.tocsin.stream.OperatorContext;
import io.tocsin.stream.OperatorSpec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Logs each event or batch. An end: nothing goes on from here. Immutable.
 *
 * <dl>
 *   <dt>Order
 *   <dd>as they came, at once.
 *   <dt>Expired
 *   <dd>as any other event.
 * </dl>
 *
 * @param level one of {@link #LEVELS}
 * @param message to stand before the event, null for none
 */
public record LogSpec(String level, @Nullable String message)
    implements OperatorSpec<Object, Object> {

  /** The levels there are. */
  public static final List<String> LEVELS = List.of("trace", "debug", "info", "warn", "error");

  public LogSpec {
    if (!LEVELS.contains(level)) {
      throw new IllegalArgumentException(
          "log: level must be one of " + String.join(", ", LEVELS) + ", was '" + level + "'");
    }
  }

  /** Without a message. */
  public LogSpec(String level) {
    this(level, null);
  }

  @Override
  public boolean isStateless() {
    return true;
  }

  @Override
  public Operator<Object> create(OperatorContext<Object> context) {
    EventLog log = context.service(EventLog.class);
    return item -> log.log(level, item, context.spec());
  }
}
