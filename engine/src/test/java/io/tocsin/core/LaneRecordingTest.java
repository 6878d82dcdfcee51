package io.tocsin.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.event.Event;
import io.tocsin.index.IndexSettings;
import io.tocsin.state.RecordedState;
import io.tocsin.stream.DropReason;
import io.tocsin.stream.EventPredicate;
import io.tocsin.stream.RuleFunction;
import io.tocsin.stream.StageSpec;
import io.tocsin.stream.StateRecording;
import io.tocsin.stream.end.MessageNumbers;
import io.tocsin.stream.end.ProbeSpec;
import io.tocsin.stream.end.Probes;
import io.tocsin.stream.filter.WhereSpec;
import io.tocsin.stream.partition.BySpec;
import io.tocsin.stream.rate.RateSpec;
import io.tocsin.stream.suppress.ThrottleSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a lane knows at one moment is written down while it goes on. */
final class LaneRecordingTest {

  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final long S = 1_000_000;

  private static final class Running implements LaneObserver {
    private final List<String> out = new ArrayList<>();
    private final Lane lane;

    Running(StageSpec... rules) {
      Probes probes = (name, item) -> out.add(((Event) item).getHost());
      lane =
          new Lane(
              new LaneSettings(Duration.ofSeconds(5), new IndexSettings(100_000)),
              this,
              Map.of(
                  Probes.class, probes, MessageNumbers.class, new MessageNumbers(hashCode(), 0)));
      lane.install(List.of(rules));
    }

    void at(long micros, Event event) {
      lane.advanceTo(micros);
      lane.accept(event);
    }

    List<String> index() {
      List<String> all = new ArrayList<>();
      lane.index().forEach(event -> all.add(event.getHost() + "=" + event.getMetric()));
      return all.stream().sorted().toList();
    }

    @Override
    public void dropped(StageSpec stage, Object item, DropReason reason) {
      out.add("dropped " + reason + " " + ((Event) item).getHost());
    }

    @Override
    public void failed(StageSpec stage, Object item, Throwable failure) {
      throw new AssertionError(failure);
    }

    @Override
    public void timeReplaced() {}
  }

  private static Event event(String host, long metric, long ttlSeconds) {
    return Event.builder().host(host).service("s").metric(metric).ttlMicros(ttlSeconds * S).build();
  }

  private static StageSpec throttleByHost() {
    return StageSpec.of(
        BySpec.of("host"),
        StageSpec.of(new ThrottleSpec(1, SECOND), StageSpec.of(new ProbeSpec("p"))));
  }

  @Test
  void theIndexIsWrittenAsItWasWhenItBegan() {
    Running first = new Running();
    SnapshotTape tape = new SnapshotTape();
    for (String host : List.of("changed", "deleted", "expired", "kept")) {
      first.lane.index().put(event(host, 1, host.equals("expired") ? 5 : 60), 0);
    }

    StateRecording recording = first.lane.record(tape.out());
    first.lane.index().put(event("changed", 2, 60), S);
    first.lane.index().put(event("new", 2, 60), S);
    first.lane.index().delete("deleted", "s");
    first.lane.advanceTo(6 * S);
    boolean done = recording.step(100);
    first.lane.endRecording();
    Running second = new Running();
    LaneRestored restored = second.lane.restore(tape.reader());

    assertThat(done).isTrue();
    assertThat(restored.failures()).isZero();
    assertThat(first.index()).containsExactly("changed=2", "kept=1", "new=2");
    assertThat(second.index()).containsExactly("changed=1", "deleted=1", "expired=1", "kept=1");
    second.lane.advanceTo(5 * S);
    assertThat(second.index()).hasSize(4);
    second.lane.advanceTo(5 * S + 1);
    assertThat(second.index()).containsExactly("changed=1", "deleted=1", "kept=1");
  }

  @Test
  void aLaterLaneGivesWhatItHoldsAWholeLifeFromItsOwnBeginning() {
    Running first = new Running();
    SnapshotTape tape = new SnapshotTape();
    first.lane.index().put(event("a", 1, 10), 0);
    first.lane.record(tape.out()).step(100);
    Running second = new Running();
    second.lane.restore(tape.reader());

    second.lane.index().grace(1_000 * S);

    second.lane.advanceTo(1_010 * S);
    assertThat(second.index()).containsExactly("a=1");
    second.lane.advanceTo(1_010 * S + 1);
    assertThat(second.index()).isEmpty();
  }

  @Test
  void copiesInACopyThatGoesMeanwhileAreWrittenBefore() {
    StageSpec rules =
        StageSpec.of(
            BySpec.of("service").withTtl(Duration.ofSeconds(2)),
            StageSpec.of(
                BySpec.of("host").withTtl(Duration.ofHours(1)),
                StageSpec.of(
                    new ThrottleSpec(1, Duration.ofHours(1)), StageSpec.of(new ProbeSpec("p")))));
    Running first = new Running(rules);
    for (int i = 0; i < 50; i++) {
      first.at(0, event("h" + i, 1, 60));
    }
    SnapshotTape tape = new SnapshotTape();

    StateRecording recording = first.lane.record(tape.out());
    first.lane.advanceTo(3 * S);
    recording.step(Integer.MAX_VALUE);
    first.lane.endRecording();
    Running second = new Running(rules);
    second.lane.restore(tape.reader());
    for (int i = 0; i < 50; i++) {
      second.at(S, event("h" + i, 1, 60));
    }

    assertThat(second.out).hasSize(50).allMatch(told -> told.startsWith("dropped THROTTLED"));
  }

  @Test
  void otherRulesEndIt() {
    Running first = new Running(throttleByHost());
    first.at(0, event("a", 1, 60));
    SnapshotTape tape = new SnapshotTape();
    StateRecording recording = first.lane.record(tape.out());
    assertThat(first.lane.isRecording(recording)).isTrue();

    first.lane.install(List.of(throttleByHost()));
    first.at(S / 2, event("a", 2, 60));

    assertThat(first.lane.isRecording(recording)).isFalse();
    assertThat(copies(tape.reader())).isZero();
    assertThat(first.out).containsExactly("a", "dropped THROTTLED a");
  }

  @Test
  void whatTheRulesNoLongerHaveIsNamedAndTheRestIsTakenOn() {
    Running first = new Running(throttleByHost(), StageSpec.of(new RateSpec(SECOND), probe()));
    first.at(0, event("a", 1, 60));
    SnapshotTape tape = new SnapshotTape();
    first.lane.record(tape.out()).step(100);
    Running second = new Running(StageSpec.of(new ProbeSpec("q")), throttleByHost());

    LaneRestored restored = second.lane.restore(tape.reader());
    second.at(S / 2, event("a", 2, 60));

    assertThat(restored.lost()).singleElement().asString().contains("RateSpec");
    assertThat(restored.failures()).isZero();
    assertThat(second.out).containsExactly("a", "dropped THROTTLED a");
  }

  private static StageSpec throttled(int limit, String probe) {
    return StageSpec.of(
        new ThrottleSpec(limit, Duration.ofHours(1)), StageSpec.of(new ProbeSpec(probe)));
  }

  /** As a loop over hosts makes them: the same text, with another value for each. */
  private static StageSpec ofHost(String host, int limit) {
    RuleFunction<EventPredicate> function =
        RuleFunction.of((event, now) -> host.equals(event.getHost()), "host == h", host);
    return StageSpec.of(new WhereSpec(function), throttled(limit, "p"));
  }

  /** What comes of two events of each host after another lane has gone on with these rules. */
  private static List<String> after(List<StageSpec> before, List<StageSpec> then) {
    Running first = new Running(before.toArray(StageSpec[]::new));
    first.at(0, event("a", 1, 60));
    SnapshotTape tape = new SnapshotTape();
    first.lane.record(tape.out()).step(Integer.MAX_VALUE);
    Running second = new Running(then.toArray(StageSpec[]::new));
    LaneRestored restored = second.lane.restore(tape.reader());
    assertThat(restored.failures()).isZero();
    for (String host : List.of("a", "b", "a", "b")) {
      second.at(S, event(host, 1, 60));
    }
    return second.out.stream().map(told -> told.replace("dropped THROTTLED ", "-")).toList();
  }

  @Test
  void rulesThatHaveChangedMeanwhileGoOnAsAtAReload() {
    StageSpec a = ofHost("a", 1);
    StageSpec b = ofHost("b", 1);

    assertThat(after(List.of(a, b), List.of(a, b))).containsExactly("-a", "b", "-a", "-b");
    assertThat(after(List.of(a, b), List.of(b, a))).containsExactly("-a", "b", "-a", "-b");
    assertThat(after(List.of(a), List.of(b, a))).containsExactly("-a", "b", "-a", "-b");
    assertThat(after(List.of(a, b), List.of(a))).containsExactly("-a", "-a");
    assertThat(after(List.of(a, b), List.of(b))).containsExactly("b", "-b");
    assertThat(after(List.of(a, b), List.of(ofHost("b", 2), ofHost("a", 2))))
        .containsExactly("a", "b", "-a", "b");
    assertThat(after(List.of(throttled(1, "p")), List.of(throttled(3, "p"))))
        .containsExactly("a", "b", "-a", "-b");
    assertThat(
            after(
                List.of(StageSpec.of(BySpec.of("host"), throttled(1, "p"))),
                List.of(
                    StageSpec.of(
                        BySpec.of("host").withTtl(Duration.ofHours(3)), throttled(2, "p")))))
        .containsExactly("a", "b", "-a", "b");
    assertThat(
            after(
                List.of(StageSpec.of(BySpec.of("host"), throttled(1, "p"))),
                List.of(StageSpec.of(BySpec.of("service"), throttled(1, "p")))))
        .containsExactly("a", "-b", "-a", "-b");
  }

  /** Records of copies, which are those of kind 19. */
  private static int copies(RecordedState in) {
    int copies = 0;
    while (in.next()) {
      copies += in.kind() == 19 ? 1 : 0;
    }
    return copies;
  }

  private static StageSpec probe() {
    return StageSpec.of(new ProbeSpec("p"));
  }
}
