package io.tocsin.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.event.Event;
import io.tocsin.index.IndexSettings;
import io.tocsin.stream.DropReason;
import io.tocsin.stream.StageSpec;
import io.tocsin.stream.StateRecording;
import io.tocsin.stream.end.Probes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every operator goes on, in another lane, with what was written down of it while the first went
 * on, as if it had been there all the time: to the byte.
 */
final class StateRecordedTest {

  private static final long SEED = System.nanoTime();
  private static final int INPUTS = 400;

  private record Input(long moment, Event event) {}

  private static final class Running implements LaneObserver {
    private final List<String> out = new ArrayList<>();
    private final Lane lane;

    Running(StageSpec... rules) {
      Probes probes = (name, item) -> out.add(lane().nowMicros() + " " + item);
      lane =
          new Lane(
              new LaneSettings(Duration.ofSeconds(5), new IndexSettings(1_000)),
              this,
              Map.of(Probes.class, probes));
      lane.install(List.of(rules));
    }

    private Lane lane() {
      return lane;
    }

    void take(Input input) {
      lane.advanceTo(input.moment);
      lane.accept(input.event);
      lane.index().put(input.event, input.moment);
    }

    @Override
    public void dropped(StageSpec stage, Object item, DropReason reason) {
      out.add(lane.nowMicros() + " dropped " + reason + " " + item);
    }

    @Override
    public void failed(StageSpec stage, Object item, Throwable failure) {
      throw new AssertionError(failure);
    }

    @Override
    public void timeReplaced() {}
  }

  static IntStream samples() {
    return IntStream.range(0, StateSamples.all().size());
  }

  @ParameterizedTest
  @MethodSource("samples")
  void anotherLaneGoesOnAsIfItHadBeenTheFirst(int sample) {
    StageSpec rules = StateSamples.all().get(sample);
    for (int round = 0; round < 4; round++) {
      long seed = SEED + round;
      Random random = new Random(seed);
      List<Input> inputs = inputs(random);
      int at = random.nextInt(INPUTS);
      Running first = new Running(rules);
      inputs.subList(0, at).forEach(first::take);
      int told = first.out.size();

      SnapshotTape tape = new SnapshotTape();
      record(first, tape, random, inputs.subList(at, INPUTS)::forEach);
      Running second = new Running(StateSamples.all().get(sample));
      LaneRestored restored = second.lane.restore(tape.reader());
      inputs.subList(at, INPUTS).forEach(second::take);
      first.lane.advanceTo(Long.MAX_VALUE / 8);
      second.lane.advanceTo(Long.MAX_VALUE / 8);
      first.lane.close();
      second.lane.close();

      assertThat(restored.lost()).isEmpty();
      assertThat(restored.failures()).isZero();
      assertThat(second.out)
          .as("%s seed %d at %d", rules.operator(), seed, at)
          .isEqualTo(first.out.subList(told, first.out.size()));
    }
  }

  /** Writes some at a time while inputs come. */
  private static void record(
      Running from, SnapshotTape tape, Random random, Consumer<Consumer<Input>> inputs) {
    StateRecording recording = from.lane.record(tape.out());
    inputs.accept(
        input -> {
          if (from.lane.isRecording(recording) && recording.step(random.nextInt(3))) {
            from.lane.endRecording();
          }
          from.take(input);
        });
    recording.step(Integer.MAX_VALUE);
    from.lane.endRecording();
    assertThat(recording.failures()).isZero();
  }

  private static List<Input> inputs(Random random) {
    List<Input> inputs = new ArrayList<>();
    long now = 0;
    for (int i = 0; i < INPUTS; i++) {
      now += random.nextInt(15) == 0 ? random.nextInt(4_000_000) : random.nextInt(120_000);
      inputs.add(new Input(now, StateSamples.event(random, now)));
    }
    return inputs;
  }
}
