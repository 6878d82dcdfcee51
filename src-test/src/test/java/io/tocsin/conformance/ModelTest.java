package io.tocsin.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.dsl.RuleCompiler;
import io.tocsin.dsl.RuleSet;
import io.tocsin.dsl.dryrun.DryRun;
import io.tocsin.dsl.dryrun.DryRunReport;
import io.tocsin.event.Batch;
import io.tocsin.event.Event;
import io.tocsin.event.EventBuilder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Operators against naive models of them, on random timelines: times that go back and ahead, none
 * at all, expired events, absent metrics, many events at one moment, long silences. Each failure
 * tells its seed.
 */
final class ModelTest {

  private static final int SEEDS = 60;
  private static final int EVENTS = 50;
  private static final long HALF = Model.SECOND / 2;
  private static final long SILENCE = 100 * Model.SECOND;
  private static final long LARGE_STEP = 7 * Model.SECOND;
  private static final Map<String, Supplier<Model>> MODELS = Models.all();

  @TempDir private Path folder;

  private record Arrival(long at, Event event) {}

  static List<String> rules() {
    return List.copyOf(MODELS.keySet());
  }

  @ParameterizedTest
  @MethodSource("rules")
  void doesWhatItsModelDoes(String rule) throws Exception {
    int total = 0;
    try (RuleSet set = compile(rule)) {
      for (int seed = 1; seed <= SEEDS; seed++) {
        List<Arrival> timeline = timeline(seed);
        long end = end(timeline);

        List<String> outs = run(set, timeline, end, SILENCE, false);

        assertThat(outs)
            .as("seed " + seed)
            .isEqualTo(shown(model(rule, timeline, end, false).outs));
        total += outs.size();
      }
    }

    assertThat(total).as("what was compared").isGreaterThan(2 * SEEDS);
  }

  @ParameterizedTest
  @MethodSource("rules")
  void doesTheSameHoweverOftenTheClockMoves(String rule) throws Exception {
    try (RuleSet set = compile(rule)) {
      for (int seed = 1; seed <= SEEDS; seed++) {
        List<Arrival> timeline = timeline(seed);

        assertThat(run(set, timeline, end(timeline), HALF / 2, false))
            .as("seed " + seed)
            .isEqualTo(run(set, timeline, end(timeline), SILENCE, false));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("rules")
  void doesWhatItsModelDoesWhenEverythingComesInLargeSteps(String rule) throws Exception {
    try (RuleSet set = compile(rule)) {
      for (int seed = 1; seed <= SEEDS; seed++) {
        List<Arrival> late =
            timeline(seed).stream()
                .map(a -> new Arrival((a.at / LARGE_STEP + 1) * LARGE_STEP, a.event))
                .toList();

        assertThat(run(set, late, end(late), SILENCE, false))
            .as("seed " + seed)
            .isEqualTo(shown(model(rule, late, end(late), false).outs));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("rules")
  void doesWhatItsModelDoesWhenTheRulesGoHalfWay(String rule) throws Exception {
    try (RuleSet set = compile(rule)) {
      for (int seed = 1; seed <= SEEDS; seed++) {
        List<Arrival> half = timeline(seed).subList(0, EVENTS / 2);
        long end = half.get(half.size() - 1).at + HALF;

        assertThat(run(set, half, end, SILENCE, true))
            .as("seed " + seed)
            .isEqualTo(shown(model(rule, half, end, true).outs));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("rules")
  void doesForEachHostWhatItsModelDoesForIt(String rule) throws Exception {
    try (RuleSet set = compile("by('host') { " + rule + " }")) {
      for (int seed = 1; seed <= SEEDS; seed++) {
        List<Arrival> timeline = timeline(seed);
        List<String> all = run(set, timeline, end(timeline), SILENCE, false);
        for (String host : List.of("a", "b", "c")) {
          List<Arrival> own =
              timeline.stream().filter(a -> host.equals(a.event.getHost())).toList();

          assertThat(all.stream().filter(out -> out.contains(host + ":")).toList())
              .as("seed " + seed + " host " + host)
              .isEqualTo(shown(model(rule, own, end(timeline), false).outs));
        }
      }
    }
  }

  private RuleSet compile(String rule) throws Exception {
    String text = "streams { " + rule.replace("OUT", "probe('out')") + " }";
    return RuleCompiler.forChecking()
        .compile(Files.writeString(folder.resolve("rules.groovy"), text));
  }

  private static long end(List<Arrival> timeline) {
    return timeline.get(timeline.size() - 1).at + 30 * Model.SECOND;
  }

  private static Model model(String rule, List<Arrival> timeline, long end, boolean close) {
    Model model = MODELS.get(rule).get();
    for (Arrival arrival : timeline) {
      model.pass(arrival.at);
      Event event = arrival.event;
      model.take(
          event.hasTime() ? event : event.toBuilder().timeMicros(arrival.at).build(), arrival.at);
    }
    model.pass(end);
    if (close) {
      model.close(end);
    }
    return model;
  }

  private static final class Seen implements DryRunReport {
    private final List<Model.Out> outs = new ArrayList<>();
    private @Nullable DryRun run;

    @Override
    public void probed(String probe, Object item) {
      Object plain = item instanceof Batch batch ? batch.events() : item;
      outs.add(new Model.Out(plain, run == null ? 0 : run.nowMicros()));
    }
  }

  private static List<String> run(
      RuleSet set, List<Arrival> timeline, long end, long step, boolean close) {
    Seen seen = new Seen();
    DryRun run = new DryRun(set, 0, seen, null);
    seen.run = run;
    for (Arrival arrival : timeline) {
      advance(run, arrival.at, step);
      run.accept(arrival.event);
    }
    advance(run, end, step);
    if (close) {
      run.finish();
    }
    return shown(seen.outs);
  }

  private static void advance(DryRun run, long to, long step) {
    while (run.nowMicros() + step < to) {
      run.advanceTo(run.nowMicros() + step);
    }
    run.advanceTo(to);
  }

  private static List<String> shown(List<Model.Out> outs) {
    return outs.stream().map(out -> shown(out.item()) + " @" + out.atMicros() / 1e6).toList();
  }

  private static String shown(Object item) {
    if (item instanceof List<?> events) {
      return events.stream().map(ModelTest::shown).collect(Collectors.joining(", ", "[", "]"));
    }
    Event e = (Event) item;
    String metric = e.hasMetric() ? String.format("%.6f", e.metricOrNaN() + 0.0) : "-";
    return e.getHost() + ":" + e.getDescription() + " " + e.getState() + " " + metric;
  }

  private static List<Arrival> timeline(long seed) {
    Random random = new Random(seed);
    List<Arrival> timeline = new ArrayList<>();
    long now = random.nextInt(20) * HALF;
    for (int i = 0; i < EVENTS; i++) {
      timeline.add(new Arrival(now, event(random, i, now)));
      int[] gaps = {0, 0, 1, 1, 2, 2, 3, 4, 6, 7, 10, 30};
      now += gaps[random.nextInt(gaps.length)] * HALF;
    }
    return timeline;
  }

  private static Event event(Random random, int i, long now) {
    EventBuilder event = Event.builder().service("s").description("e" + i);
    event.host(String.valueOf("abc".charAt(random.nextInt(3))));
    int state = random.nextInt(10);
    event.state(state < 4 ? "ok" : state < 7 ? "bad" : state < 8 ? "expired" : null);
    if (random.nextInt(8) > 0) {
      event.metric((long) random.nextInt(12) - 3);
    }
    if (random.nextInt(6) == 0) {
      event.ttlMicros(4 * Model.SECOND);
    }
    int[] offsets = {0, 0, 0, 0, -1, -2, -3, -7, -12, -40, 1, 4, 9};
    int offset = offsets[random.nextInt(offsets.length)];
    if (random.nextInt(10) > 0) {
      event.timeMicros(Math.max(0, now + offset * HALF));
    }
    return event.build();
  }
}
