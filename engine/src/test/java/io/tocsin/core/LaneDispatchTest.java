package io.tocsin.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.event.Event;
import io.tocsin.stream.DropReason;
import io.tocsin.stream.EventPredicate;
import io.tocsin.stream.Place;
import io.tocsin.stream.RuleFunction;
import io.tocsin.stream.StageSpec;
import io.tocsin.stream.StageWatch;
import io.tocsin.stream.dispatch.TextField;
import io.tocsin.stream.dispatch.TextGuard;
import io.tocsin.stream.end.ProbeSpec;
import io.tocsin.stream.end.Probes;
import io.tocsin.stream.filter.OverSpec;
import io.tocsin.stream.filter.WhereSpec;
import io.tocsin.stream.partition.BySpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Of many conditions side by side, only those are asked that may hold. */
final class LaneDispatchTest {

  private enum Where {
    ROOTS,
    CHILDREN,
    FORKS,
    CHILDREN_IN_FORKS
  }

  private final List<String> seen = new ArrayList<>();
  private final List<String> asked = new ArrayList<>();
  private final List<String> failures = new ArrayList<>();
  private final Lane lane =
      new Lane(
          LaneSettings.DEFAULT,
          new LaneObserver() {
            @Override
            public void dropped(StageSpec stage, Object item, DropReason reason) {
              failures.add("dropped " + reason);
            }

            @Override
            public void failed(StageSpec stage, Object item, Throwable failure) {
              failures.add(failure.getMessage());
            }

            @Override
            public void timeReplaced() {}
          },
          Map.of(Probes.class, (Probes) (name, item) -> seen.add(name)));

  /** Is asked for a service of this name; notes that it is. */
  private RuleFunction<EventPredicate> is(String service) {
    RuleFunction<EventPredicate> is =
        RuleFunction.of(
            (e, now) -> {
              asked.add(service);
              if (e.getState() != null) {
                throw new IllegalStateException(service);
              }
              return service.equals(e.getService());
            },
            service);
    return is.guardedBy(List.of(new TextGuard(TextField.SERVICE, Set.of(service), List.of())));
  }

  private StageSpec where(String service) {
    return StageSpec.of(new WhereSpec(is(service)), StageSpec.of(new ProbeSpec(service)));
  }

  /** With others between them, which see every event. */
  private List<StageSpec> rules(int guarded) {
    List<StageSpec> rules = new ArrayList<>();
    rules.add(StageSpec.of(new ProbeSpec("first")));
    for (int i = 0; i < guarded; i++) {
      rules.add(where("s" + i));
      if (i == 3) {
        rules.add(StageSpec.of(new ProbeSpec("middle")));
      }
    }
    rules.add(where("s3"));
    rules.add(StageSpec.of(new ProbeSpec("last")));
    return rules;
  }

  private void install(Where where, List<StageSpec> rules) {
    StageSpec[] all = rules.toArray(StageSpec[]::new);
    BySpec byHost = new BySpec(List.of("host"), null, BySpec.DEFAULT_TTL, BySpec.DEFAULT_MAX_KEYS);
    lane.install(
        switch (where) {
          case ROOTS -> rules;
          case CHILDREN -> List.of(StageSpec.of(new OverSpec(0), all));
          case FORKS -> List.of(StageSpec.of(byHost, all));
          case CHILDREN_IN_FORKS ->
              List.of(StageSpec.of(byHost, StageSpec.of(new OverSpec(0), all)));
        });
  }

  private void accept(String service) {
    for (String host : List.of("a", "b")) {
      lane.accept(Event.builder().host(host).service(service).metric(1).build());
    }
  }

  @ParameterizedTest
  @EnumSource(Where.class)
  void onlyThoseAreAskedThatMayHoldAndTheOrderStays(Where where) {
    install(where, rules(20));

    accept("s3");
    accept("s7");
    accept("other");

    assertThat(asked).containsExactly("s3", "s3", "s3", "s3", "s7", "s7");
    assertThat(seen.subList(0, 5)).containsExactly("first", "s3", "middle", "s3", "last");
    assertThat(seen.subList(5, 10)).isEqualTo(seen.subList(0, 5));
    assertThat(seen.subList(10, 14)).containsExactly("first", "middle", "s7", "last");
    assertThat(seen.subList(18, 21)).containsExactly("first", "middle", "last");
    assertThat(seen).hasSize(24);
    assertThat(failures).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"6, 7", "7, 1", "8, 1"})
  void aFewAreAskedEach(int guarded, int times) {
    lane.install(rules(guarded));

    lane.accept(Event.builder().service("s1").build());

    assertThat(asked).hasSize(times);
  }

  @ParameterizedTest
  @EnumSource(Where.class)
  void whileSomebodyWatchesEachTellsItsAnswer(Where where) {
    install(where, rules(20));
    int[] entered = {0};
    lane.watching()
        .by(
            new StageWatch() {
              @Override
              public void entered(StageSpec stage, Object item) {
                entered[0] += stage.operator() instanceof WhereSpec ? 1 : 0;
              }

              @Override
              public void woken(StageSpec stage, long dueMicros) {}

              @Override
              public void left(StageSpec stage) {}
            });
    accept("s7");

    assertThat(entered[0]).isEqualTo(2 * 21);
    assertThat(asked).hasSize(2 * 21);
    lane.watching().by(null);
    asked.clear();
    accept("s7");
    assertThat(asked).containsExactly("s7", "s7");
  }

  @Test
  void oneThatSendsTheOthersElsewhereIsAlwaysAsked() {
    List<StageSpec> rules = rules(10);
    rules.add(
        new StageSpec(
            new WhereSpec(is("x")),
            List.of(List.of(), List.of(StageSpec.of(new ProbeSpec("otherwise")))),
            null,
            Place.UNKNOWN));
    lane.install(rules);

    lane.accept(Event.builder().service("s1").build());

    assertThat(asked).containsExactly("s1", "x");
    assertThat(seen).endsWith("last", "otherwise");
  }

  @Test
  void oneThatThrowsIsCountedForTheEventsItIsAskedAbout() {
    lane.install(rules(10));

    lane.accept(Event.builder().service("s1").state("bad").build());
    lane.accept(Event.builder().service("other").state("bad").build());

    assertThat(failures).containsExactly("s1");
    assertThat(seen).containsExactly("first", "middle", "last", "first", "middle", "last");
  }

  @Test
  void newRulesAreChosenFromOnTheirOwn() {
    lane.install(rules(10));
    accept("s1");
    lane.install(rules(20));
    asked.clear();
    accept("s15");

    assertThat(asked).containsExactly("s15", "s15");
  }
}
