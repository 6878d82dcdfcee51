package io.tocsin.stream.correlation;

import io.tocsin.event.Event;
import io.tocsin.index.Index;
import io.tocsin.stream.Operator;
import io.tocsin.stream.OperatorContext;
import io.tocsin.stream.OperatorSpec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Sends events on while what they depend on is well: while the index holds an entry of each of some
 * services, or of any of them, in one of some states. The others leave by branch 1. Immutable.
 *
 * <dl>
 *   <dt>Time
 *   <dd>an entry counts until its ttl has passed since its time, as the index has it.
 *   <dt>Order
 *   <dd>as they came, at once. What the index holds at that moment counts: nothing is held back.
 *   <dt>State
 *   <dd>none of its own; the index is the lane's.
 *   <dt>Expired
 *   <dd>as any other event.
 * </dl>
 *
 * @param services at least one
 * @param host whose services; null for the event's own, absent ones too
 * @param states at least one; an entry without state is in none
 * @param any whether one of the services is enough
 */
public record DependsOnSpec(
    List<String> services, @Nullable String host, List<String> states, boolean any)
    implements OperatorSpec<Event, Event> {

  /** The states that count when the rule does not say. */
  public static final List<String> DEFAULT_STATES = List.of("ok");

  public DependsOnSpec {
    services = List.copyOf(services);
    states = List.copyOf(states);
    if (services.isEmpty()) {
      throw new IllegalArgumentException("dependsOn: service needs at least one name");
    }
    if (states.isEmpty()) {
      throw new IllegalArgumentException("dependsOn: state needs at least one name");
    }
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
    Index index = context.service(Index.class);
    return event -> {
      String whose = host == null ? event.getHost() : host;
      context.emit(isSatisfied(index, whose, context.nowMicros()) ? 0 : 1, event);
    };
  }

  private boolean isSatisfied(Index index, @Nullable String whose, long now) {
    for (int i = 0; i < services.size(); i++) {
      Event entry = index.get(whose, services.get(i));
      boolean well =
          entry != null
              && entry.getState() != null
              && states.contains(entry.getState())
              && !entry.isExpiredAt(now);
      if (well == any) {
        return any;
      }
    }
    return !any;
  }

  @Override
  public boolean isFilter() {
    return true;
  }
}
