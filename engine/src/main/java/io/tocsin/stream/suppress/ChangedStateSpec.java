package io.tocsin.stream.suppress;

import io.tocsin.event.Event;
import io.tocsin.stream.Bounds;
import io.tocsin.stream.DropReason;
import io.tocsin.stream.OperatorContext;
import io.tocsin.stream.Partition;
import io.tocsin.stream.PartitionSpec;
import io.tocsin.stream.StageSpec;
import io.tocsin.stream.partition.BySpec;
import io.tocsin.stream.partition.ForkTable;
import java.time.Duration;

/**
 * Lets an event through whose state differs from the last one of its host and service, each of
 * which has children of its own. Immutable.
 *
 * <p>At first a host and service has no state, so that an event without state does not pass then.
 * What was not heard of during {@code ttl} is forgotten, and its next state is news again.
 *
 * <dl>
 *   <dt>Time
 *   <dd>idleness is measured on the lane's clock.
 *   <dt>Order
 *   <dd>as they came, at once; the order of arrival counts, not the events' times.
 *   <dt>State
 *   <dd>a state and a copy of the children for each host and service, one timer for all.
 *   <dt>Drops
 *   <dd>{@link DropReason#KEY_LIMIT} for an event of a new host and service beyond {@code maxKeys}.
 *   <dt>Expired
 *   <dd>a state like any other; an event that is too old keeps the state it has.
 * </dl>
 *
 * @param ttl how long a host and service may be idle, from a microsecond to 100 years
 * @param maxKeys hosts and services kept at most, at least 1
 */
public record ChangedStateSpec(Duration ttl, int maxKeys) implements PartitionSpec<Event> {

  /** Longer than {@code by}'s, so that a job that reports once a day is no news each time. */
  public static final Duration DEFAULT_TTL = Duration.ofDays(2);

  public ChangedStateSpec {
    Bounds.length("changedState", "ttl", ttl);
    Bounds.atLeastOne("changedState", "maxKeys", maxKeys);
  }

  /** With the default bounds. */
  public ChangedStateSpec() {
    this(DEFAULT_TTL, BySpec.DEFAULT_MAX_KEYS);
  }

  @Override
  public Partition<Event> create(OperatorContext<Event> context) {
    return new ChangedStateOperator(context, new ForkTable<>(context, ttl, maxKeys));
  }

  /** The bounds may change: they hold for what comes. */
  @Override
  public Object stateShape(StageSpec at) {
    return "";
  }

  @Override
  public boolean isFilter() {
    return true;
  }
}
