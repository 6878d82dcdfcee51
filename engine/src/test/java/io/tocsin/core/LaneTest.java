package io.tocsin.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.event.Event;
import io.tocsin.stream.DropReason;
import io.tocsin.stream.Operator;
import io.tocsin.stream.OperatorContext;
import io.tocsin.stream.OperatorSpec;
import io.tocsin.stream.StageSpec;
import io.tocsin.stream.end.IndexSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class LaneTest {

  private static final long SECOND = 1_000_000;

  private final List<String> seen = new ArrayList<>();
  private final List<String> failures = new ArrayList<>();
  private int replaced;
  private final Lane lane = new Lane(LaneSettings.DEFAULT, new Watching(), Map.of());

  private final class Watching implements LaneObserver {
    @Override
    public void dropped(StageSpec stage, Object item, DropReason reason) {
      seen.add("dropped " + reason.label());
    }

    @Override
    public void failed(StageSpec stage, Object item, Throwable failure) {
      failures.add(failure.getMessage());
    }

    @Override
    public void timeReplaced() {
      replaced++;
    }
  }

  /** An operator made of a lambda, for a test. */
  private record Made(String name, Function<OperatorContext<Event>, Operator<Event>> make)
      implements OperatorSpec<Event, Event> {
    @Override
    public Operator<Event> create(OperatorContext<Event> context) {
      return make.apply(context);
    }
  }

  private static StageSpec each(Consumer<Event> action) {
    return StageSpec.of(new Made("each", context -> action::accept));
  }

  private StageSpec note(String name) {
    return each(e -> seen.add(name + " " + e.getService() + "@" + lane.nowMicros() / SECOND));
  }

  private static Event event(String service) {
    return Event.builder().host("h").service(service).build();
  }

  @Test
  void runsAnEventThroughAllRulesInTheirOrder() {
    lane.install(List.of(note("first"), note("second")));

    lane.accept(event("a"));
    lane.accept(event("b"));

    assertThat(seen).containsExactly("first a@0", "second a@0", "first b@0", "second b@0");
  }

  @Test
  void runsTimersInDueOrderEachAtItsMoment() {
    lane.install(
        List.of(
            StageSpec.of(
                new Made(
                    "later",
                    context ->
                        e -> {
                          long delay = Long.parseLong(e.getService()) * SECOND;
                          context.schedule(context.nowMicros() + delay, due -> context.emit(e));
                        }),
                note("due"))));
    lane.accept(event("5"));
    lane.accept(event("2"));
    lane.accept(event("9"));

    lane.advanceTo(5 * SECOND);

    assertThat(seen).containsExactly("due 2@2", "due 5@5");
    assertThat(lane.nextDueMicros()).isEqualTo(9 * SECOND);
  }

  @Test
  void timeDoesNotGoBack() {
    lane.advanceTo(7 * SECOND);
    lane.advanceTo(3 * SECOND);

    assertThat(lane.nowMicros()).isEqualTo(7 * SECOND);
  }

  @Test
  void aFailingBranchFailsAloneAndSaysSo() {
    lane.install(
        List.of(
            StageSpec.of(
                new Made("all", context -> context::emit),
                note("before"),
                each(
                    e -> {
                      throw new ArithmeticException("division by zero");
                    }),
                note("after")),
            note("next rule")));

    lane.accept(event("a"));

    assertThat(seen).containsExactly("before a@0", "after a@0", "next rule a@0");
    assertThat(failures).containsExactly("division by zero");
  }

  @Test
  void aFailingTimerFailsAlone() {
    lane.install(
        List.of(
            StageSpec.of(
                new Made(
                    "timers",
                    context ->
                        e -> {
                          context.schedule(
                              SECOND,
                              due -> {
                                throw new IllegalStateException("timer");
                              });
                          context.schedule(2 * SECOND, due -> context.emit(e));
                        }),
                note("due"))));
    lane.accept(event("a"));

    lane.advanceTo(2 * SECOND);

    assertThat(failures).containsExactly("timer");
    assertThat(seen).containsExactly("due a@2");
  }

  @Test
  void anEventThatExpiresEntersTheRulesOnce() {
    lane.install(List.of(StageSpec.of(new IndexSpec()), note("rule")));
    lane.accept(event("a").toBuilder().ttlMicros(10 * SECOND).metric(5L).build());

    lane.advanceTo(10 * SECOND);
    assertThat(seen).containsExactly("rule a@0");

    lane.advanceTo(100 * SECOND);
    assertThat(seen).containsExactly("rule a@0", "rule a@10");
    assertThat(lane.index().size()).isZero();
  }

  @Test
  void newRulesThatCannotBeBuiltLeaveTheOldOnesRunning() {
    lane.install(List.of(note("old")));
    StageSpec broken =
        StageSpec.of(
            new Made(
                "broken",
                context -> {
                  throw new IllegalStateException("no such service");
                }));

    assertThatThrownBy(() -> lane.install(List.of(note("new"), broken)))
        .hasMessage("no such service");
    lane.accept(event("a"));

    assertThat(seen).containsExactly("old a@0");
  }

  @Test
  void aSwapClosesOldRulesFlushesThemAndCallsTheirTimersOff() {
    Made holding =
        new Made(
            "holding",
            context -> {
              context.schedule(5 * SECOND, due -> seen.add("must not fire"));
              return new Operator<>() {
                @Override
                public void process(Event e) {}

                @Override
                public void close() {
                  context.emit(event("held"));
                }
              };
            });
    lane.install(List.of(StageSpec.of(holding, note("old"))));

    lane.install(List.of(note("new")));
    lane.advanceTo(10 * SECOND);

    assertThat(seen).containsExactly("old held@0");
    assertThat(lane.timers().size()).isZero();
  }

  @ParameterizedTest(name = "time {0} at now 1000000: {1}")
  @CsvSource({
    "1000000, 1000000",
    "1086400, 1086400",
    "1086401, 1000000",
    "0, 0",
    "-1, 1000000",
    "1, 1"
  })
  void anAbsurdTimeIsReplacedByNow(long time, long kept) {
    lane.advanceTo(1_000_000 * SECOND);
    List<Long> times = new ArrayList<>();
    lane.install(List.of(each(e -> times.add(e.timeMicrosOr(-1) / SECOND))));

    lane.accept(event("a").withTimeMicros(time * SECOND));

    assertThat(times).containsExactly(kept);
    assertThat(replaced).isEqualTo(time == kept ? 0 : 1);
  }

  @ParameterizedTest
  @CsvSource({"86401, 86401", "172800, 172800", "172801, 0"})
  void aTimeWithinTheSkewIsNeverAbsurd(long ahead, long kept) {
    Lane loose =
        new Lane(
            new LaneSettings(Duration.ofDays(2), LaneSettings.DEFAULT.index()),
            new Watching(),
            Map.of());
    List<Long> times = new ArrayList<>();
    loose.install(List.of(each(e -> times.add(e.timeMicrosOr(-1) / SECOND))));

    loose.accept(event("a").withTimeMicros(ahead * SECOND));

    assertThat(times).containsExactly(kept);
  }

  @Test
  void timersOnTheWayToTheClockKnowHowFarItIs() {
    List<Long> presents = new ArrayList<>();
    lane.install(
        List.of(
            StageSpec.of(
                new Made(
                    "timers",
                    context ->
                        e ->
                            context.schedule(
                                context.nowMicros() + SECOND,
                                due -> presents.add(context.presentMicros() / SECOND))))));
    lane.accept(event("a"));
    lane.catchUpTo(90 * SECOND);
    lane.accept(event("a"));
    lane.advanceTo(180 * SECOND);

    assertThat(presents).containsExactly(90L, 91L);
  }

  @ParameterizedTest
  @ValueSource(classes = {AssertionError.class, StackOverflowError.class, LinkageError.class})
  void anErrorOfARuleFailsItAloneWhereverItIsThrown(Class<? extends Error> type) {
    Made broken =
        new Made(
            "broken",
            context ->
                new Operator<>() {
                  @Override
                  public void process(Event e) {
                    context.schedule(SECOND, due -> sneak(type));
                    sneak(type);
                  }

                  @Override
                  public void close() {
                    sneak(type);
                  }
                });
    lane.install(List.of(StageSpec.of(broken), note("next")));

    lane.accept(event("a"));
    lane.advanceTo(SECOND);
    lane.close();

    assertThat(failures).hasSize(3);
    assertThat(seen).containsExactly("next a@0");
  }

  private static void sneak(Class<? extends Error> type) {
    try {
      throw type.getConstructor().newInstance();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void anEventWithoutTimeGetsNow() {
    lane.advanceTo(42 * SECOND);
    List<Double> times = new ArrayList<>();
    lane.install(List.of(each(e -> times.add(e.getTime()))));

    lane.accept(event("a"));

    assertThat(times).containsExactly(42.0);
  }

  @ParameterizedTest
  @CsvSource({"5, 5", "5.000001, 0", "-3, -3"})
  void aTimeBeyondTheSkewCountsAsNow(double ahead, double counted) {
    lane.advanceTo(100 * SECOND);

    long time = lane.eventTimeMicros(event("a").withTimeMicros(Math.round((100 + ahead) * SECOND)));

    assertThat(time).isEqualTo(Math.round((100 + counted) * SECOND));
  }

  @Test
  void theSameInputGivesTheSameOutput() {
    assertThat(replay()).isEqualTo(replay()).hasSizeGreaterThan(100);
  }

  private static List<String> replay() {
    LaneTest run = new LaneTest();
    run.lane.install(List.of(StageSpec.of(new IndexSpec()), run.note("x")));
    java.util.Random random = new java.util.Random(7);
    for (int i = 0; i < 500; i++) {
      run.lane.advanceTo(run.lane.nowMicros() + random.nextInt((int) SECOND));
      run.lane.accept(
          event("s" + random.nextInt(20)).toBuilder()
              .ttlMicros(random.nextInt(5) * SECOND)
              .build());
    }
    run.lane.advanceTo(run.lane.nowMicros() + Duration.ofHours(1).toMillis() * 1000);
    return run.seen;
  }
}
