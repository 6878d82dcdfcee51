package io.tocsin.core.lanes;

import io.tocsin.event.Event;
import io.tocsin.stream.EventPredicate;
import io.tocsin.stream.OperatorSpec;
import io.tocsin.stream.RuleFunction;
import io.tocsin.stream.StageSpec;
import io.tocsin.stream.end.IndexSpec;
import io.tocsin.stream.end.ProbeSpec;
import io.tocsin.stream.filter.ExpiredSpec;
import io.tocsin.stream.filter.WhereSpec;
import io.tocsin.stream.partition.BySpec;
import io.tocsin.stream.rate.RateSpec;
import io.tocsin.stream.suppress.BatchSpec;
import io.tocsin.stream.suppress.ChangedStateSpec;
import io.tocsin.stream.suppress.StableSpec;
import io.tocsin.stream.window.TumblingSpec;
import java.time.Duration;
import java.util.List;
import java.util.Random;

/** Rules that are by host, rules that are not, and events for them. */
final class KeyedRules {

  /** An event on which the condition of {@link #ALL} throws. */
  static final String BAD = "bad";

  private static final RuleFunction<EventPredicate> NOT_BAD =
      RuleFunction.of(
          (event, now) -> {
            if (BAD.equals(event.getState())) {
              throw new IllegalStateException("bad");
            }
            return event.getState() != null;
          },
          "not bad");

  /** Index, a rule in both parts, rules by host with timers of three kinds, expiry by host. */
  static final List<StageSpec> ALL =
      List.of(
          StageSpec.of(new IndexSpec()),
          StageSpec.of(
              new WhereSpec(NOT_BAD),
              byHost(probe(new ChangedStateSpec(Duration.ofHours(1), 1000), "changed")),
              probe(new RateSpec(Duration.ofSeconds(3)), "rate")),
          byHost(probe(new TumblingSpec(Duration.ofSeconds(2)), "window")),
          byHost(probe(new BatchSpec(5, Duration.ofSeconds(4)), "batch")),
          byHost(probe(stable(), "stable")),
          byHost(StageSpec.of(new ExpiredSpec(), StageSpec.of(new ProbeSpec("expired")))));

  private KeyedRules() {}

  private static OperatorSpec<?, ?> stable() {
    return new StableSpec(
        Duration.ofSeconds(1), RuleFunction.of((event, now) -> event.getState(), "state"));
  }

  static StageSpec byHost(StageSpec... children) {
    return StageSpec.of(BySpec.of("host"), children);
  }

  static StageSpec probe(OperatorSpec<?, ?> operator, String name) {
    return StageSpec.of(operator, StageSpec.of(new ProbeSpec(name)));
  }

  /** An event of one of 20 hosts. */
  static Event event(Random random) {
    int state = random.nextInt(20);
    return Event.builder()
        .host("host" + random.nextInt(20))
        .service("service" + random.nextInt(3))
        .state(state == 0 ? BAD : state < 14 ? "ok" : state < 18 ? "critical" : null)
        .metric(random.nextInt(100))
        .ttlMicros(3_000_000)
        .build();
  }
}
