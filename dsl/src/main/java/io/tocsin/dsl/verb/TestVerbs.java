package io.tocsin.dsl.verb;

import io.tocsin.dsl.TestContext;
import io.tocsin.dsl.internal.RecordedInput;
import io.tocsin.dsl.internal.RuleBuilder.Block;
import io.tocsin.event.Event;
import io.tocsin.event.EventBuilder;
import io.tocsin.sink.SinkSettings;
import io.tocsin.stream.EventPredicate;
import io.tocsin.stream.RuleFunction;
import io.tocsin.stream.end.ProbeSpec;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What stands in {@code test('…') { }}. */
public interface TestVerbs extends Verbs {

  /** Runs an event through the rules. Its time is now unless it says otherwise. */
  @Verb(in = Scope.TEST, usage = "inject host: 'a', service: 'b', metric: 1, state: 'ok'")
  @AnyOption
  @SuppressWarnings("unchecked")
  default void inject(Map<?, ?> fields) {
    TestContext test = build().test("inject");
    if (fields.size() == 1 && fields.get("file") instanceof CharSequence file) {
      RecordedInput.inject(build(), test, file.toString());
      return;
    }
    EventBuilder event = Event.builder();
    if (!fields.containsKey("time")) {
      event.timeMicros(test.nowMicros());
    }
    try {
      test.inject(event.set((Map<String, ?>) fields).build());
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw build().fail(build().place(), "inject: " + e.getMessage(), "");
    }
  }

  /** Runs an event that exists already. */
  @Verb(in = Scope.TEST, usage = "inject event")
  default void inject(Event event) {
    build().test("inject").inject(event);
  }

  /** Runs several events, in order. */
  @Verb(in = Scope.TEST, usage = "inject([[host: 'a', metric: 1], [host: 'a', metric: 2]])")
  default void inject(List<?> events) {
    for (Object event : events) {
      if (event instanceof Map<?, ?> fields) {
        inject(fields);
      } else if (event instanceof Event one) {
        inject(one);
      } else {
        throw build()
            .fail(build().place(), "inject: takes maps or events, not '" + event + "'", "");
      }
    }
  }

  /** Moves the clock, running every timer due up to and including the new moment. */
  @Verb(in = Scope.TEST, usage = "advance 9.seconds")
  default void advance(Duration by) {
    if (by.isNegative()) {
      throw build().fail(build().place(), "advance: time goes forward only, was " + by, "");
    }
    build().test("advance").advance(by);
  }

  /** Moves the clock to a moment of the test, which starts at 0. */
  @Verb(in = Scope.TEST, usage = "at 90.seconds")
  default void at(Duration moment) {
    TestContext test = build().test("at");
    Duration by = moment.minusNanos(test.nowMicros() * 1000);
    if (by.isNegative()) {
      throw build()
          .fail(
              build().place(),
              "at: " + moment + " has passed, it is " + Duration.ofNanos(test.nowMicros() * 1000),
              "Time goes forward only.");
    }
    test.advance(by);
  }

  /** The next message of an output must be there, and be as the condition says. */
  @Verb(in = Scope.TEST, usage = "expect(output) { condition } or expect('probe') { condition }")
  default void expect(SinkSettings output, RuleFunction<EventPredicate> condition) {
    build().test("expect").expect(output, condition, null);
  }

  /**
   * The next message of an output must be a batch of so many events, each as the condition says.
   */
  @Verb(in = Scope.TEST, usage = "expect(output, events: 3) { condition }")
  @Option(name = "events", type = Integer.class, required = true)
  default void expect(
      Map<String, ?> options, SinkSettings output, RuleFunction<EventPredicate> condition) {
    int events = required("expect", options, "events", Integer.class);
    build().test("expect").expect(output, condition, events);
  }

  /** The next item at a probe must be there, and be as the condition says. */
  @Verb(in = Scope.TEST, usage = "expect(output) { condition } or expect('probe') { condition }")
  default void expect(String probe, RuleFunction<EventPredicate> condition) {
    TestContext test = build().test("expect");
    test.expect(known(probe), condition, null);
  }

  /** The next item at a probe must be a batch of so many events, each as the condition says. */
  @Verb(in = Scope.TEST, usage = "expect('probe', events: 3) { condition }")
  @Option(name = "events", type = Integer.class, required = true)
  default void expect(
      Map<String, ?> options, String probe, RuleFunction<EventPredicate> condition) {
    int events = required("expect", options, "events", Integer.class);
    TestContext test = build().test("expect");
    test.expect(known(probe), condition, events);
  }

  /** An output must have got nothing but what was expected. */
  @Verb(in = Scope.TEST, usage = "expectNothing(output) or expectNothing('probe')")
  default void expectNothing(SinkSettings output) {
    build().test("expectNothing").expectNothing(output);
  }

  /** A probe must have got nothing but what was expected. */
  @SameVerb
  default void expectNothing(String probe) {
    TestContext test = build().test("expectNothing");
    test.expectNothing(known(probe));
  }

  /** Every event of a list, and of the batches in it, must be as the condition says. */
  @Verb(in = Scope.TEST, usage = "everyEvent(sent(output)) { condition }")
  default void everyEvent(List<?> items, RuleFunction<EventPredicate> condition) {
    long now = build().test("everyEvent").nowMicros();
    for (Object item : items) {
      for (Object event : item instanceof List<?> batch ? batch : List.of(item)) {
        if (!(event instanceof Event one) || !condition.function().test(one, now)) {
          throw new AssertionError("everyEvent: not as in " + condition + ": " + event);
        }
      }
    }
  }

  /** What went to an output, in order: events, or lists of events where a batch went. */
  @Verb(in = Scope.TEST, usage = "sent(output)")
  default List<Object> sent(SinkSettings output) {
    return build().test("sent").sent(output);
  }

  /** In a test: what passed a probe. Among events or batches: a named point without children. */
  @Verb(
      in = {Scope.TEST, Scope.EVENT, Scope.BATCH},
      usage = "probe('name') or probe('name') { … }")
  default List<Object> probe(String name) {
    if (build().scope() == Scope.EVENT || build().scope() == Scope.BATCH) {
      build().probes().add(name);
      build().stage(() -> new ProbeSpec(name), new Block(Scope.SAME, null));
      return List.of();
    }
    TestContext test = build().test("probe");
    return test.probe(known(name));
  }

  /** The index's event of a host and service, null when there is none. */
  @Verb(in = Scope.TEST, usage = "indexed(host: 'a', service: 'b')")
  @Option(name = "host", type = String.class)
  @Option(name = "service", type = String.class)
  default @Nullable Event indexed(Map<String, ?> key) {
    return build().test("indexed").indexed(text(key.get("host")), text(key.get("service")));
  }

  /** What did not go on, counted by reason. */
  @Verb(in = Scope.TEST, usage = "losses()")
  default Map<String, Long> losses() {
    return build().test("losses").losses();
  }

  private String known(String probe) {
    return build().probes().required(build().place(), probe);
  }

  private static @Nullable String text(@Nullable Object value) {
    return value == null ? null : String.valueOf(value);
  }
}
