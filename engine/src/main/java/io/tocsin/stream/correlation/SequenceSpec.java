package io.tocsin.stream.correlation;

import io.tocsin.event.Batch;
import io.tocsin.event.Event;
import io.tocsin.stream.Bounds;
import io.tocsin.stream.DropReason;
import io.tocsin.stream.EventPredicate;
import io.tocsin.stream.Operator;
import io.tocsin.stream.OperatorContext;
import io.tocsin.stream.OperatorSpec;
import io.tocsin.stream.RuleFunction;
import io.tocsin.stream.StageSpec;
import java.time.Duration;
import java.util.List;

/**
 * Finds events that follow one another: first one for which the first step holds, later one for
 * which the second does, and so on, all within some time of the first. A whole sequence leaves as a
 * batch by branch 0; what there is of one that was not finished in time leaves by branch 1.
 * Immutable.
 *
 * <p>Each event takes at most one open sequence of its key further: the oldest that waits for it;
 * with {@code all}, every one that does. Whether it did or not, it begins a new one if the first
 * step holds for it. Other events may come between; what no step waits for ends here, which is no
 * loss.
 *
 * <dl>
 *   <dt>Time
 *   <dd>arrival, on the lane's clock. What comes {@code within} after the first, or later, is too
 *       late. The batch reaches from the arrival of the first event to now.
 *   <dt>Order
 *   <dd>whole sequences at once, unfinished ones in the order they began.
 *   <dt>State
 *   <dd>at most {@code maxOpen} sequences, each with at most 7 events, and one timer.
 *   <dt>Drops
 *   <dd>{@link DropReason#BUFFER_FULL} for an event that would begin one sequence too many.
 *   <dt>Expired
 *   <dd>as any other event: the steps may ask.
 *   <dt>Closing
 *   <dd>{@link DropReason#UNFINISHED} for each event of an open sequence.
 * </dl>
 *
 * @param steps 2 to 8 predicates, all asked of each event; an event on which one throws ends here,
 *     and no sequence changes
 * @param within from a microsecond to 100 years
 * @param by fields or attributes in which all events of a sequence are equal; may be empty
 * @param maxOpen open sequences of all keys together, at least 1
 * @param all whether an event takes all open sequences further that wait for it, instead of one
 */
public record SequenceSpec(
    List<RuleFunction<EventPredicate>> steps,
    Duration within,
    List<String> by,
    int maxOpen,
    boolean all)
    implements OperatorSpec<Event, Batch> {

  /** Steps at most. */
  public static final int MAX_STEPS = 8;

  /** Open sequences when the rule does not say. */
  public static final int DEFAULT_MAX_OPEN = 1_000;

  public SequenceSpec {
    steps = List.copyOf(steps);
    by = List.copyOf(by);
    if (steps.size() < 2 || steps.size() > MAX_STEPS) {
      throw new IllegalArgumentException(
          "sequence: steps must be 2 to " + MAX_STEPS + ", were " + steps.size());
    }
    Bounds.length("sequence", "within", within);
    Keys.requireNames("sequence", by);
    if (maxOpen < 1) {
      throw new IllegalArgumentException("sequence: maxOpen must be at least 1, was " + maxOpen);
    }
  }

  /** One sequence at a time. */
  public SequenceSpec(
      List<RuleFunction<EventPredicate>> steps, Duration within, List<String> by, int maxOpen) {
    this(steps, within, by, maxOpen, false);
  }

  /** What has begun goes on; a new length holds from the next look on. */
  @Override
  public Object stateShape(StageSpec at) {
    return List.of(steps, by);
  }

  @Override
  public Operator<Event> create(OperatorContext<Batch> context) {
    return new SequenceOperator(this, context);
  }
}
