package io.tocsin.dsl.verb;

import io.tocsin.dsl.TestContext;
import io.tocsin.dsl.internal.RuleBuilder.Block;
import io.tocsin.event.Event;
import io.tocsin.event.EventBuilder;
import io.tocsin.sink.SinkSettings;
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
      build().stage(() -> new ProbeSpec(name), new Block(Scope.SAME, null));
      return List.of();
    }
    return build().test("probe").probe(name);
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

  private static @Nullable String text(@Nullable Object value) {
    return value == null ? null : String.valueOf(value);
  }
}
