package io.tocsin.dsl.internal;

import io.tocsin.dsl.dryrun.Timeline;
import io.tocsin.event.Event;
import io.tocsin.sink.SinkSettings;
import io.tocsin.stream.EventPredicate;
import io.tocsin.stream.RuleFunction;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a test expects of outputs and probes, one message after the other. A point that something
 * was expected of must get nothing else: what is left at the end of the test is a failure.
 */
final class Expectations {

  private final Map<Object, Integer> seen = new LinkedHashMap<>();

  /**
   * The next message must be there and satisfy a condition; of a batch, each event.
   *
   * @param got all messages so far
   * @param events how many events it must have; null for any number
   */
  void next(
      Object point,
      List<Object> got,
      RuleFunction<EventPredicate> condition,
      @Nullable Integer events,
      long nowMicros) {
    int number = seen.merge(point, 1, Integer::sum);
    if (number > got.size()) {
      throw new AssertionError(
          "expect: " + name(point) + " got no message " + number + " for " + condition);
    }
    Object message = got.get(number - 1);
    List<?> items = message instanceof List<?> batch ? batch : List.of(message);
    if (events != null && events != items.size()) {
      throw new AssertionError(
          at(point, number) + " has " + items.size() + " events, not " + events + ": " + message);
    }
    for (Object item : items) {
      if (!condition.function().test((Event) item, nowMicros)) {
        String values = Timeline.values(condition, (Event) item);
        throw new AssertionError(
            at(point, number)
                + " is not as in "
                + condition
                + (values.isEmpty() ? "" : ": " + values)
                + "\n    "
                + item);
      }
    }
  }

  /** There must be no message beyond those that were expected. */
  void nothing(Object point, List<Object> got) {
    int expected = seen.merge(point, 0, Integer::sum);
    if (got.size() > expected) {
      throw new AssertionError(
          "expect: "
              + name(point)
              + " got "
              + (got.size() - expected)
              + (expected == 0 ? "" : " more")
              + ": "
              + got.get(expected));
    }
  }

  /** Every point that something was expected of must have got nothing else. */
  void end(Function<Object, List<Object>> got) {
    seen.keySet().forEach(point -> nothing(point, got.apply(point)));
  }

  private static String at(Object point, int number) {
    return "expect: message " + number + " of " + name(point);
  }

  private static String name(Object point) {
    return point instanceof SinkSettings output ? output.name() : "probe '" + point + "'";
  }
}
