package io.tocsin.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import io.tocsin.dsl.RuleCompiler;
import io.tocsin.dsl.RuleException;
import io.tocsin.dsl.RuleSet;
import io.tocsin.dsl.dryrun.DryRun;
import io.tocsin.dsl.dryrun.DryRunReport;
import io.tocsin.event.Batch;
import io.tocsin.event.Event;
import io.tocsin.sink.SinkSettings;
import io.tocsin.stream.DropReason;
import io.tocsin.stream.StageSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One case of an operator: a rule, what goes in, what must come out. */
record StreamCase(String file, String name, JsonNode data) {

  private static final List<String> POINTS = List.of("out", "out2", "out3", "log");

  private record Seen(Object item, long atMicros) {
    @Override
    public String toString() {
      Object shown = item instanceof Batch batch ? batch.events() : item;
      return shown + "@" + atMicros / 1e6;
    }
  }

  /** What came out of a run. */
  private static final class Outcome implements DryRunReport {
    private final Map<String, List<Seen>> seen = new TreeMap<>();
    private final Map<String, Long> losses = new TreeMap<>();
    private @Nullable DryRun run;

    @Override
    public void probed(String probe, Object item) {
      seen.computeIfAbsent(probe, p -> new ArrayList<>()).add(new Seen(item, now()));
    }

    /** An output is a point of its name. */
    @Override
    public void sent(SinkSettings output, List<Event> events, boolean batch) {
      if (batch) {
        probed(output.name(), Batch.of(events, now(), now()));
      } else {
        events.forEach(event -> probed(output.name(), event));
      }
    }

    @Override
    public void logged(String level, Object item, StageSpec where) {
      probed("log", item);
    }

    private long now() {
      return run == null ? 0 : run.nowMicros();
    }

    @Override
    public void dropped(StageSpec stage, Object item, DropReason reason) {
      losses.merge(reason.label(), (long) reason.lossesOf(item), Long::sum);
    }

    @Override
    public void failed(StageSpec stage, @Nullable Object item, Throwable failure) {
      losses.merge(DropReason.FAILED.label(), 1L, Long::sum);
    }

    @Override
    public void timeReplaced() {
      losses.merge("timeReplaced", 1L, Long::sum);
    }
  }

  /** A rule with probes in place of OUT, OUT2 and OUT3. */
  static String withProbes(String rule) {
    return rule.replaceAll("\\bOUT3\\b", "probe('out3')")
        .replaceAll("\\bOUT2\\b", "probe('out2')")
        .replaceAll("\\bOUT\\b", "probe('out')");
  }

  /** Runs it; gives what is not as it should be, empty when all is. */
  List<String> differences(Path folder) throws IOException {
    String rule = data.get("rule").asText();
    String rules = data.path("top").asText() + "\nstreams {\n" + withProbes(rule) + "\n}\n";
    for (Map.Entry<String, JsonNode> file : data.path("files").properties()) {
      Files.writeString(folder.resolve(file.getKey()), file.getValue().asText());
    }
    Path path = Files.writeString(folder.resolve("rules.groovy"), rules);
    try (RuleSet set = RuleCompiler.forChecking().compile(path)) {
      Outcome outcome = new Outcome();
      feed(set, outcome);
      return compare(outcome);
    } catch (RuleException e) {
      return List.of("the rule does not compile: " + e.problems());
    }
  }

  private void feed(RuleSet set, Outcome outcome) {
    DryRun run = new DryRun(set, 0, outcome, null);
    outcome.run = run;
    for (Notation.Item item : Notation.items(data.path("in").asText())) {
      if (item.at() != null) {
        run.advanceTo(Notation.micros(item.at()));
      }
      if (item.isEnd()) {
        run.finish();
      } else if (item.metric() != null) {
        Event event = Notation.event(item, run.nowMicros());
        run.accept(event);
      }
    }
  }

  private List<String> compare(Outcome outcome) {
    List<String> differences = new ArrayList<>();
    for (String point : POINTS) {
      List<Notation.Item> wanted = Notation.items(data.path(point).asText());
      List<Seen> got = outcome.seen.getOrDefault(point, List.of());
      for (int i = 0; i < Math.max(wanted.size(), got.size()); i++) {
        String where = point + " " + (i + 1) + ": ";
        if (i >= wanted.size()) {
          differences.add(where + "nothing wanted, got " + got.get(i));
        } else if (i >= got.size()) {
          differences.add(where + "wanted " + wanted.get(i).text() + ", got nothing");
        } else {
          Seen seen = got.get(i);
          String difference = Notation.difference(wanted.get(i), seen.item(), seen.atMicros());
          if (difference != null) {
            differences.add(
                where + "wanted " + wanted.get(i).text() + ", got " + difference + " in " + seen);
          }
        }
      }
    }
    Map<String, Long> losses = new TreeMap<>();
    data.path("losses")
        .fields()
        .forEachRemaining(e -> losses.put(e.getKey(), e.getValue().asLong()));
    if (!losses.equals(outcome.losses)) {
      differences.add("losses: wanted " + losses + ", got " + outcome.losses);
    }
    return differences;
  }

  @Override
  public String toString() {
    return file + ": " + name;
  }
}
