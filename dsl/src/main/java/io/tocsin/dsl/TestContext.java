package io.tocsin.dsl;

import io.tocsin.event.Event;
import io.tocsin.sink.SinkSettings;
import io.tocsin.stream.EventPredicate;
import io.tocsin.stream.RuleFunction;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a test of rules can do to the rules and see of them: a lane in virtual time. */
public interface TestContext {

  /** Runs an event through the rules at the present moment. */
  void inject(Event event);

  /** Moves the clock, running every timer due up to and including the new moment. */
  void advance(Duration by);

  /** What went to an output: events, or lists of events where a batch went. */
  List<Object> sent(SinkSettings output);

  /** What passed a probe: events, or lists of events where a batch passed. */
  List<Object> probe(String name);

  /**
   * The next message of a point must be there and satisfy a condition; of a batch, each event.
   *
   * @param point an output's settings, or the name of a probe
   * @param events how many events it must have; null for any number
   * @throws AssertionError if it is not so; says what came instead
   */
  void expect(Object point, RuleFunction<EventPredicate> condition, @Nullable Integer events);

  /**
   * A point must have got no message beyond those that were expected.
   *
   * @throws AssertionError if it has
   */
  void expectNothing(Object point);

  /** The index's event, null when there is none. */
  @Nullable Event indexed(@Nullable String host, @Nullable String service);

  /** What did not go on, counted by reason. */
  Map<String, Long> losses();

  /** The virtual clock in microseconds; starts at 0. */
  long nowMicros();
}
