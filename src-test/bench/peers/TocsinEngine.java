package peerbench;

import io.tocsin.core.Lane;
import io.tocsin.core.LaneObserver;
import io.tocsin.core.LaneSettings;
import io.tocsin.dsl.RuleCompiler;
import io.tocsin.event.Event;
import io.tocsin.index.IndexSettings;
import io.tocsin.stream.DropReason;
import io.tocsin.stream.StageSpec;
import io.tocsin.stream.end.Probes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * The lane with compiled Groovy rules, for the comparison of engines in process: one thread, event
 * time as the clock, a fresh event for each call.
 */
public final class TocsinEngine implements Engine {

  private static final Map<String, String> RULES =
      Map.of(
          "none", "where { false } { index() }",
          "r1", "index()",
          "r2",
              "where { service =~ /^service/ && metric > 90 } {"
                  + " by('host', 'service', maxKeys: 2_000_000) { changed('state') { probe('alert') } } }",
          "r3", "by('host') { tumbling(1.second, lateness: 0.seconds) { fold(mean) { probe('mean') } } }",
          "r4",
              "where { service == 'service 1' } {"
                  + " percentiles([0.5, 0.95, 0.99], every: 1.second) { probe('pct') } }",
          "r5", "by('service') { rate(1.second) { probe('rate') } }",
          "r6", "by('host') { sliding(60.seconds) { fold(mean) { probe('mean60') } } }",
          "r7",
              "by('host') {"
                  + " percentiles([0.99], every: 1.second, over: 60.seconds, error: 0.01) { probe('p99') } }",
          "r9",
              "where { metric > 80 } {"
                  + " sequence([{ service == 'service 0' }, { service == 'service 1' }], within: 10.seconds,"
                  + " by: 'host', all: true, maxOpen: 100_000) { drop() } { flatten { probe('absent') } } }");

  private Lane lane;

  @Override
  public boolean open(String rule, int n, Sink sink, long startMs) throws Exception {
    StringBuilder text = new StringBuilder("streams {\n");
    switch (rule) {
      case "R5" -> {
        for (int i = 1; i <= 5; i++) {
          text.append(RULES.get("r" + i)).append('\n');
        }
      }
      case "mem" -> text.append(RULES.get("r1")).append('\n').append(RULES.get("r2")).append('\n');
      case "r8" -> {
        for (int i = 0; i < n; i++) {
          text.append("where { service == 's" + i + "' && metric > " + i % 90 + " } { probe('filter') }\n");
        }
      }
      default -> text.append(RULES.get(rule)).append('\n');
    }
    Path file = Files.createTempFile("peer", ".groovy");
    Files.writeString(file, text + "}\n");
    var rules = RuleCompiler.forChecking().compile(file);
    Files.delete(file);
    Map<String, Counter> counters = new HashMap<>();
    Probes probes =
        (name, item) ->
            counters.computeIfAbsent(name, sink::counter).hit(((Event) item).metricOrNaN());
    lane =
        new Lane(
            new LaneSettings(Duration.ofSeconds(5), new IndexSettings(2_000_000)),
            new LaneObserver() {
              @Override
              public void dropped(StageSpec stage, Object item, DropReason reason) {
                throw new IllegalStateException(stage + " " + reason);
              }

              @Override
              public void failed(StageSpec stage, Object item, Throwable failure) {
                throw new IllegalStateException(failure);
              }

              @Override
              public void timeReplaced() {
                throw new IllegalStateException("time");
              }
            },
            Map.of(Probes.class, probes));
    lane.advanceTo(startMs * 1000);
    lane.install(rules.streams());
    return true;
  }

  @Override
  public void event(String host, String service, String state, double metric, long timeMs) {
    lane.accept(
        Event.builder()
            .host(host)
            .service(service)
            .state(state)
            .metric(metric)
            .timeMicros(timeMs * 1000)
            .build());
  }

  @Override
  public void advance(long timeMs) {
    lane.advanceTo(timeMs * 1000);
  }

  @Override
  public void close() {
    lane = null;
  }
}
