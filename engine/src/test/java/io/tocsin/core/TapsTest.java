package io.tocsin.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.event.Event;
import io.tocsin.stream.OperatorSpec;
import io.tocsin.stream.Place;
import io.tocsin.stream.StageSpec;
import io.tocsin.stream.end.ProbeSpec;
import io.tocsin.stream.filter.OverSpec;
import io.tocsin.stream.window.TumblingCountSpec;
import io.tocsin.telemetry.QuietLog;
import io.tocsin.telemetry.Telemetry;
import io.tocsin.time.SystemTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.helpers.NOPLogger;

final class TapsTest {

  private final Lane lane =
      new Lane(
          LaneSettings.DEFAULT,
          new CountingObserver(
              new Telemetry(), new QuietLog(NOPLogger.NOP_LOGGER, new SystemTime(), 1)),
          Map.of());
  private final List<String> seen = new ArrayList<>();

  private static StageSpec stage(String rule, OperatorSpec<?, ?> operator, StageSpec... children) {
    return new StageSpec(operator, List.of(List.of(children)), rule, Place.UNKNOWN);
  }

  /** A rule of two stages with another rule inside, and a probe that gets batches. */
  @BeforeEach
  void install() {
    lane.install(
        List.of(
            stage(
                "outer",
                new OverSpec(0),
                stage("inner", new OverSpec(5), stage("inner", new ProbeSpec("deep")))),
            stage("outer", new OverSpec(9), stage("outer", new OverSpec(10))),
            stage(null, new TumblingCountSpec(2), stage(null, new ProbeSpec("pairs")))));
  }

  private Runnable tap(String name) {
    return lane.tap(name, event -> seen.add(name + " " + event.getMetric()));
  }

  private void accept(long... metrics) {
    for (long metric : metrics) {
      lane.accept(Event.builder().metric(metric).build());
    }
  }

  @Test
  void tellsWhatEntersARuleOnceHoweverManyStagesItHas() {
    tap("outer");

    accept(1, 10, -1);

    assertThat(seen).containsExactly("outer 1", "outer 10", "outer -1");
  }

  @Test
  void tellsWhatEntersARuleInsideAnother() {
    tap("inner");

    accept(1, 6, -1);

    assertThat(seen).containsExactly("inner 1", "inner 6");
  }

  @Test
  void tellsWhatPassesAProbeAndTheEventsOfABatchOneByOne() {
    tap("deep");
    tap("pairs");

    accept(1, 6, 7);

    assertThat(seen).containsExactly("deep 6", "pairs 1", "pairs 6", "deep 7");
  }

  @Test
  void endsAloneAndOnce() {
    Runnable first = tap("outer");
    Runnable second = tap("outer");
    first.run();
    first.run();

    accept(1);
    second.run();
    accept(2);

    assertThat(seen).containsExactly("outer 1");
    assertThat(lane.watching()).extracting("watch").isNull();
  }

  @Test
  void goesOnAfterAReloadThatKeepsTheName() {
    tap("outer");
    install();

    accept(3);

    assertThat(seen).containsExactly("outer 3");
  }

  @Test
  void refusesANameThatTheRulesDoNotHave() {
    assertThatThrownBy(() -> tap("nowhere"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("no probe and no rule of this name; there are deep, inner, outer, pairs");
  }
}
