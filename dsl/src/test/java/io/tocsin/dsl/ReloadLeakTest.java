package io.tocsin.dsl;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.core.Lane;
import io.tocsin.core.LaneObserver;
import io.tocsin.core.LaneSettings;
import io.tocsin.event.Event;
import io.tocsin.index.IndexSettings;
import io.tocsin.sink.Outboxes;
import io.tocsin.stream.DropReason;
import io.tocsin.stream.StageSpec;
import io.tocsin.stream.end.EventLog;
import io.tocsin.stream.end.Probes;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reloading rules again and again fills neither the metaspace nor the heap. */
final class ReloadLeakTest {

  private static final int LOADS = 250;
  private static final int WARM = 100;

  @TempDir private Path directory;

  /** Five rules, other ones in each load, with all that makes classes. */
  private static String rules(int load) {
    return """
        def limit = LOAD
        def out = console()
        boolean high(Event e) { e.metric > 3 }
        streams {
          for (h in ['a', 'b']) where { host == h && metric > limit && tags.any { it == 'x' } } { sendTo out }
          where { service =~ /^cpu/ } { by('host') { throttle(3, per: 1.hour) { changed { state } { index() } } } }
          map { e -> e.set(metric: e.metric * 2, service: "$service-LOAD") } { index() }
          by { host + service } { stable(10.seconds) { state } { sendTo out } }
          where { high(event) || service =~ "xLOAD-${host}" } {
            tumbling(1.second) { fold('x') { es -> es.max { it.metric } } { sendTo out } }
          }
        }
        tests { test('x') { inject host: 'a', metric: 9LOAD, tags: ['x']; assert sent(out)[0].host == 'a' } }
        """
        .replace("LOAD", String.valueOf(load));
  }

  private static Lane lane() {
    Outboxes outboxes = settings -> (id, message) -> true;
    Probes probes = (name, item) -> {};
    EventLog log = (level, item, where) -> {};
    LaneObserver observer =
        new LaneObserver() {
          @Override
          public void dropped(StageSpec stage, Object item, DropReason reason) {}

          @Override
          public void failed(StageSpec stage, @Nullable Object item, Throwable failure) {
            throw new AssertionError(failure);
          }

          @Override
          public void timeReplaced() {}
        };
    return new Lane(
        new LaneSettings(Duration.ofSeconds(5), new IndexSettings(1000)),
        observer,
        Map.of(Outboxes.class, outboxes, Probes.class, probes, EventLog.class, log));
  }

  private record InUse(int classes, long heapBytes) {
    static InUse now() {
      System.gc();
      System.gc();
      Runtime runtime = Runtime.getRuntime();
      return new InUse(
          ManagementFactory.getClassLoadingMXBean().getLoadedClassCount(),
          runtime.totalMemory() - runtime.freeMemory());
    }
  }

  @Test
  void keepsNeitherClassesNorHeapOfFormerLoads() throws Exception {
    Path file = directory.resolve("rules.groovy");
    Lane lane = lane();
    RuleSet running = null;
    int mostClasses = 0;
    long mostHeap = 0;
    int warmClasses = 0;
    long warmHeap = 0;
    for (int load = 1; load <= LOADS; load++) {
      RuleSet next = RuleCompiler.forChecking().compile(Files.writeString(file, rules(load)));
      lane.install(next.streams());
      lane.accept(Event.builder().host("a").service("cpu").metric(7).build());
      if (load % 10 == 0) {
        assertThat(RuleTestRunner.run(next, r -> {})).allMatch(RuleTestRunner.Result::passed);
      }
      if (running != null) {
        running.close();
      }
      running = next;
      if (load % 50 == 0) {
        InUse inUse = InUse.now();
        warmClasses = load <= WARM ? Math.max(warmClasses, inUse.classes()) : warmClasses;
        warmHeap = load <= WARM ? Math.max(warmHeap, inUse.heapBytes()) : warmHeap;
        mostClasses = Math.max(mostClasses, inUse.classes());
        mostHeap = Math.max(mostHeap, inUse.heapBytes());
      }
    }

    // One load has some thirty classes: 150 loads that stayed would be more than four thousand.
    assertThat(mostClasses).isLessThan(warmClasses + 800);
    assertThat(mostHeap).isLessThan(warmHeap + (48L << 20));
  }
}
