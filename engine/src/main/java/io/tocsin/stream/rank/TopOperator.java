package io.tocsin.stream.rank;

import io.tocsin.event.Event;
import io.tocsin.fold.MetricOrder;
import io.tocsin.state.StateException;
import io.tocsin.state.StateReader;
import io.tocsin.state.StateWriter;
import io.tocsin.state.Stateful;
import io.tocsin.stream.EventFunction;
import io.tocsin.stream.Operator;
import io.tocsin.stream.OperatorContext;
import io.tocsin.stream.partition.PlainValue;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The live half of {@link TopSpec}. */
final class TopOperator implements Operator<Event>, Stateful {

  private static final int REST = 1;

  private record Key(@Nullable String host, @Nullable String service) {
    static Key of(Event event) {
      return new Key(event.getHost(), event.getService());
    }
  }

  /** A member; the first in order is the first to go. */
  private record Member(Number value, long since, Event event) implements Comparable<Member> {
    @Override
    public int compareTo(Member other) {
      int byValue = MetricOrder.compareNumbers(value, other.value);
      return byValue != 0 ? byValue : Long.compare(other.since, since);
    }
  }

  private final OperatorContext<Event> context;
  private final int most;
  private final EventFunction function;
  private final Map<Key, Member> members = new HashMap<>();
  private final TreeSet<Member> order = new TreeSet<>();
  private long admitted;

  TopOperator(OperatorContext<Event> context, int most, EventFunction function) {
    this.context = context;
    this.most = most;
    this.function = function;
  }

  @Override
  public void process(Event event) {
    Number value = event.hasExpiredState() ? null : value(event);
    while (members.size() > most) {
      // As many as there were may stay under rules that are no more.
      tellDisplaced(removeFirst());
    }
    Key key = Key.of(event);
    Member member = members.get(key);
    if (member != null) {
      order.remove(member);
      members.remove(key);
      if (value != null) {
        admit(key, new Member(value, member.since(), event));
      }
      context.emit(event);
    } else if (value == null) {
      context.emit(REST, event);
    } else if (members.size() < most) {
      admit(key, new Member(value, ++admitted, event));
      context.emit(event);
    } else if (MetricOrder.compareNumbers(value, order.first().value()) > 0) {
      Event displaced = removeFirst();
      admit(key, new Member(value, ++admitted, event));
      tellDisplaced(displaced);
      context.emit(event);
    } else {
      context.emit(REST, event);
    }
  }

  /** Takes the member out that is the first to go. */
  private Event removeFirst() {
    Member first = order.first();
    order.remove(first);
    members.remove(Key.of(first.event()));
    return first.event();
  }

  private void tellDisplaced(Event event) {
    context.emit(event.toBuilder().state(Event.EXPIRED).timeMicros(context.nowMicros()).build());
    context.emit(REST, event);
  }

  private void admit(Key key, Member member) {
    members.put(key, member);
    order.add(member);
  }

  private @Nullable Number value(Event event) {
    Object value = PlainValue.of(function.apply(event, context.nowMicros()));
    if (value == null || value instanceof Double d && d.isNaN()) {
      return null;
    }
    if (value instanceof Number number) {
      return value instanceof Long ? number : (Number) number.doubleValue();
    }
    throw new IllegalArgumentException(
        "top: the block must give a number, gave a " + value.getClass().getSimpleName());
  }

  @Override
  public void save(StateWriter out) {
    out.writeLong(order.size());
    for (Member member : order) {
      out.writeValue(member.value());
      out.writeLong(member.since());
      out.writeEvent(member.event());
    }
    out.writeLong(admitted);
  }

  @Override
  public void load(StateReader in) {
    for (int left = in.readCount(TopSpec.MAX); left > 0; left--) {
      Number value = in.readNumber();
      Member member = new Member(value, in.readLong(), in.readSomeEvent());
      admitted = Math.max(admitted, member.since());
      if (value instanceof Double d && d.isNaN()) {
        throw new StateException("a member without a value");
      }
      if (!order.add(member) || members.put(Key.of(member.event()), member) != null) {
        throw new StateException("a member twice");
      }
    }
    admitted = Math.max(admitted, in.readLong());
  }
}
