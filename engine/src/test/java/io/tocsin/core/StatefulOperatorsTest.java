package io.tocsin.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.tocsin.event.Event;
import io.tocsin.state.StateException;
import io.tocsin.stream.StageSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every operator's state, written value by value and read again by another of its recipe. */
final class StatefulOperatorsTest {

  private static final long SEED = System.nanoTime();
  private static final int STEPS = 240;
  private static final int ROUNDS = 5;

  /** A jump, or a flow, of the clock, and what comes then if anything does. */
  private record Step(long nowMicros, long presentMicros, List<Event> events) {}

  private static List<StageSpec> specs() {
    return StatefulSamples.all();
  }

  static IntStream samples() {
    return IntStream.range(0, specs().size());
  }

  private static List<Step> script(Random random) {
    List<Step> steps = new ArrayList<>();
    long now = random.nextInt(1_000_000);
    boolean wide = random.nextInt(3) == 0;
    for (int i = 0; i < STEPS; i++) {
      int kind = random.nextInt(40);
      long to = now + random.nextInt(kind < 2 ? 9_000_000 : kind < 6 ? 1_500_000 : 120_000);
      if (kind == 0) {
        // The clock has jumped, and the lane is still on its way.
        steps.add(new Step(now + (to - now) / 2, to, List.of()));
      }
      List<Event> events = new ArrayList<>();
      for (int n = random.nextInt(3); n >= 0; n--) {
        events.add(StatefulSamples.event(random, to, wide));
      }
      steps.add(new Step(to, to, events));
      now = to;
    }
    return steps;
  }

  private static void run(LoneOperator operator, Step step) {
    operator.advance(step.nowMicros(), step.presentMicros());
    step.events().forEach(operator::accept);
  }

  @ParameterizedTest
  @MethodSource("samples")
  void anotherOfTheRecipeGoesOnWithWhatWasWritten(int sample) {
    for (int round = 0; round < ROUNDS; round++) {
      long seed = SEED + round;
      goesOn(specs().get(sample), new Random(seed), "sample " + sample + " seed " + seed);
    }
  }

  private static void goesOn(StageSpec spec, Random random, String name) {
    List<Step> script = script(random);
    LoneOperator untouched = new LoneOperator(spec, 0);
    LoneOperator saved = new LoneOperator(spec, 0);
    List<LoneOperator> heirs = new ArrayList<>();
    List<Integer> since = new ArrayList<>();
    for (Step step : script) {
      run(untouched, step);
      run(saved, step);
      heirs.forEach(heir -> run(heir, step));
      if (random.nextInt(20) == 0) {
        StateTape tape = saved.save();
        LoneOperator heir = new LoneOperator(spec, step.nowMicros());
        int own = heir.timers();
        heir.load(tape);
        assertThat(heir.save().entries).as(name + " " + spec.operator()).isEqualTo(tape.entries);
        assertThat(heir.timers()).as(name + " timers, of its own " + own).isEqualTo(saved.timers());
        heirs.add(heir);
        since.add(saved.out.size());
      }
    }
    untouched.close();
    saved.close();
    assertThat(saved.out).as(name + " " + spec.operator()).isEqualTo(untouched.out).isNotEmpty();
    for (int i = 0; i < heirs.size(); i++) {
      heirs.get(i).close();
      assertThat(heirs.get(i).out)
          .as("%s %s since %d", name, spec.operator(), since.get(i))
          .isEqualTo(saved.out.subList(since.get(i), saved.out.size()));
    }
  }

  /** What is damaged is refused, or does no harm beyond wrong results. */
  @ParameterizedTest
  @MethodSource("samples")
  void damagedStateIsRefusedOrDoesNoHarm(int sample) {
    StageSpec spec = specs().get(sample);
    for (int round = 0; round < 30; round++) {
      long seed = SEED + round;
      Random random = new Random(seed);
      List<Step> script = script(random);
      LoneOperator saved = new LoneOperator(spec, 0);
      int cut = random.nextInt(script.size() - 60);
      script.subList(0, cut).forEach(step -> run(saved, step));
      StateTape tape = damaged(saved.save(), random);
      LoneOperator heir = new LoneOperator(spec, saved.nowMicros());
      assertThatCode(
              () -> {
                try {
                  heir.state().load(tape.reader((due, task) -> () -> {}));
                } catch (StateException refused) {
                  return;
                }
                script.subList(cut, cut + 60).forEach(step -> run(heir, step));
                heir.close();
              })
          .as("sample %d seed %d %s", sample, seed, spec.operator())
          .doesNotThrowAnyException();
    }
  }

  private static StateTape damaged(StateTape whole, Random random) {
    StateTape tape = new StateTape(whole.entries);
    List<StateTape.Entry> entries = tape.entries;
    for (int n = 1 + random.nextInt(2); n > 0 && !entries.isEmpty(); n--) {
      int at = random.nextInt(entries.size());
      StateTape.Entry entry = entries.get(at);
      switch (random.nextInt(6)) {
        case 0 -> entries.subList(at, entries.size()).clear();
        case 1 -> entries.remove(at);
        case 2 -> entries.add(at, entry);
        default -> entries.set(at, StatefulSamples.damaged(entry, random));
      }
    }
    return tape;
  }
}
