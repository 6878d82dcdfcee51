package io.tocsin.stream.rank;

import io.tocsin.event.Event;
import io.tocsin.fold.MetricOrder;
import io.tocsin.state.StateReader;
import io.tocsin.state.StateWriter;
import io.tocsin.state.Stateful;
import io.tocsin.stream.EventFunction;
import io.tocsin.stream.Operator;
import io.tocsin.stream.OperatorContext;
import io.tocsin.stream.partition.PlainValue;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
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
      Event displaced = order.first().event();
      members.remove(Key.of(displaced));
      order.remove(order.first());
      admit(key, new Member(value, ++admitted, event));
      context.emit(
          displaced.toBuilder().state(Event.EXPIRED).timeMicros(context.nowMicros()).build());
      context.emit(REST, displaced);
      context.emit(event);
    } else {
      context.emit(REST, event);
    }
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
    for (int left = in.readCount(most); left > 0; left--) {
      Number value = (Number) Objects.requireNonNull(in.readValue());
      long since = in.readLong();
      Event event = Objects.requireNonNull(in.readEvent());
      admit(Key.of(event), new Member(value, since, event));
    }
    admitted = in.readLong();
  }
}
