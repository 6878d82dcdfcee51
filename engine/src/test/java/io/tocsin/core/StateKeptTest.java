package io.tocsin.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.event.Event;
import io.tocsin.index.IndexSettings;
import io.tocsin.stream.DropReason;
import io.tocsin.stream.OperatorSpec;
import io.tocsin.stream.StageSpec;
import io.tocsin.stream.end.Probes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every operator goes on over reloads as if there had been none, to the byte. */
final class StateKeptTest {

  private static final long SEED = System.nanoTime();

  private static final class Running implements LaneObserver {
    private final List<String> out = new ArrayList<>();
    private final Lane lane;

    Running() {
      Probes probes = (name, item) -> out.add(lane().nowMicros() + " " + item);
      lane =
          new Lane(
              new LaneSettings(Duration.ofSeconds(5), new IndexSettings(1_000)),
              this,
              Map.of(Probes.class, probes));
    }

    private Lane lane() {
      return lane;
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
  void reloadsLeaveNoTrace(int sample) {
    for (int round = 0; round < 4; round++) {
      long seed = SEED + round;
      Random random = new Random(seed);
      Running undisturbed = new Running();
      Running reloaded = new Running();
      undisturbed.lane.install(List.of(StateSamples.all().get(sample)));
      reloaded.lane.install(List.of(StateSamples.all().get(sample)));
      long now = 0;
      for (int i = 0; i < 400; i++) {
        now += random.nextInt(15) == 0 ? random.nextInt(4_000_000) : random.nextInt(120_000);
        Event event = StateSamples.event(random, now);
        undisturbed.lane.advanceTo(now);
        undisturbed.lane.accept(event);
        reloaded.lane.advanceTo(now);
        reloaded.lane.accept(event);
        if (random.nextInt(8) == 0) {
          reloaded.lane.install(List.of(StateSamples.all().get(sample)));
        }
      }
      undisturbed.lane.close();
      reloaded.lane.close();
      assertThat(reloaded.out)
          .as("%s seed %d", StateSamples.all().get(sample).operator(), seed)
          .isEqualTo(undisturbed.out)
          .isNotEmpty();
    }
  }

  @Test
  void everyOperatorWithStateIsAmongTheSamples() throws Exception {
    TreeSet<String> sampled = new TreeSet<>();
    StateSamples.all().forEach(spec -> collect(spec, sampled));

    assertThat(sampled).containsAll(withState());
  }

  private static void collect(StageSpec spec, TreeSet<String> names) {
    names.add(spec.operator().getClass().getName());
    spec.branches().forEach(branch -> branch.forEach(child -> collect(child, names)));
  }

  private static List<String> withState() throws Exception {
    Path classes =
        Path.of(OperatorSpec.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    List<String> found = new ArrayList<>();
    for (Path file : classFiles(classes)) {
      String name = classes.relativize(file).toString().replace('/', '.').replace(".class", "");
      Class<?> type = Class.forName(name, false, StateKeptTest.class.getClassLoader());
      if (OperatorSpec.class.isAssignableFrom(type)
          && type.isRecord()
          && type.getMethod("isStateless").getDeclaringClass() == OperatorSpec.class) {
        found.add(name);
      }
    }
    assertThat(found).hasSizeGreaterThan(30);
    return found;
  }

  private static List<Path> classFiles(Path classes) throws IOException {
    try (Stream<Path> all = Files.walk(classes.resolve("io/tocsin/stream"))) {
      return all.filter(file -> file.toString().endsWith("Spec.class")).toList();
    }
  }
}
