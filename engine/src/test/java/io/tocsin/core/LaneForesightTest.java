package io.tocsin.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.event.Event;
import io.tocsin.fold.StandardFold;
import io.tocsin.index.IndexSettings;
import io.tocsin.stream.DropReason;
import io.tocsin.stream.EventFunction;
import io.tocsin.stream.RuleFunction;
import io.tocsin.stream.StageSpec;
import io.tocsin.stream.combine.FoldSpec;
import io.tocsin.stream.end.IndexSpec;
import io.tocsin.stream.end.ProbeSpec;
import io.tocsin.stream.end.Probes;
import io.tocsin.stream.partition.BySpec;
import io.tocsin.stream.suppress.ChangedSpec;
import io.tocsin.stream.window.TumblingSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A lane that is told what comes next does what one does that is not told. */
final class LaneForesightTest {

  private static final int HOSTS = 60_000;
  private static final Duration SECOND = Duration.ofSeconds(1);

  private static final RuleFunction<EventFunction> STATE =
      RuleFunction.of((event, now) -> event.getState(), "state");

  private static final class Running implements LaneObserver {
    private final List<String> out = new ArrayList<>();
    private final Lane lane;

    Running() {
      Probes probes = (name, item) -> out.add(name + " " + item);
      lane =
          new Lane(
              new LaneSettings(Duration.ofSeconds(5), new IndexSettings(HOSTS * 4)),
              this,
              Map.of(Probes.class, probes));
      lane.install(
          List.of(
              StageSpec.of(new IndexSpec()),
              StageSpec.of(
                  BySpec.of("host", "service").withMaxKeys(HOSTS * 4),
                  StageSpec.of(
                      new ChangedSpec(STATE, null, false), StageSpec.of(new ProbeSpec("changed")))),
              StageSpec.of(
                  BySpec.of("host").withMaxKeys(HOSTS * 2),
                  StageSpec.of(
                      new TumblingSpec(SECOND, Duration.ZERO, true, false),
                      StageSpec.of(
                          new FoldSpec(StandardFold.MEAN), StageSpec.of(new ProbeSpec("mean")))))));
    }

    @Override
    public void dropped(StageSpec stage, Object item, DropReason reason) {
      out.add("dropped " + item + " " + reason);
    }

    @Override
    public void failed(StageSpec stage, Object item, Throwable failure) {
      throw new AssertionError(failure);
    }

    @Override
    public void timeReplaced() {}
  }

  @Test
  void saysTheSameOfManyKeysKnownAndUnknownAndAbsent() {
    long seed = System.nanoTime();
    System.out.println("LaneForesightTest seed " + seed);
    Random random = new Random(seed);
    Running told = new Running();
    Running untold = new Running();

    for (int round = 0; round < 3_000; round++) {
      List<Event> events = new ArrayList<>();
      for (int i = random.nextInt(200); i >= 0; i--) {
        int host = random.nextInt(HOSTS);
        events.add(
            Event.builder()
                .host(host == 0 ? null : "host " + host)
                .service(random.nextInt(9) == 0 ? null : "service")
                .state(random.nextInt(50) == 0 ? "critical" : "ok")
                .metric(random.nextInt(100))
                .timeMicros(round * 2_000L)
                .build());
      }
      told.lane.foresee(events);
      for (Running one : List.of(told, untold)) {
        one.lane.advanceTo(round * 2_000L);
        events.forEach(one.lane::accept);
      }
    }

    assertThat(told.lane.index().size()).isGreaterThan(50_000);
    assertThat(told.out).isEqualTo(untold.out).hasSizeGreaterThan(200_000);
    List<Event> kept = new ArrayList<>();
    untold.lane.index().forEach(kept::add);
    List<Event> keptWhenTold = new ArrayList<>();
    told.lane.index().forEach(keptWhenTold::add);
    assertThat(keptWhenTold).isEqualTo(kept);
  }
}
