package io.tocsin.dsl.internal;

import io.tocsin.core.Lane;
import io.tocsin.core.LaneObserver;
import io.tocsin.core.LaneSettings;
import io.tocsin.dsl.RuleSet;
import io.tocsin.dsl.RuleTest;
import io.tocsin.dsl.TestContext;
import io.tocsin.event.Batch;
import io.tocsin.event.Event;
import io.tocsin.index.IndexSettings;
import io.tocsin.sink.Outbox;
import io.tocsin.sink.Outboxes;
import io.tocsin.sink.SinkSettings;
import io.tocsin.stream.DropReason;
import io.tocsin.stream.Place;
import io.tocsin.stream.StageSpec;
import io.tocsin.stream.end.EventLog;
import io.tocsin.stream.end.Probes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A rule set on a lane of its own in virtual time, with outputs that only remember. */
public final class TestLane implements TestContext {

  private final Map<SinkSettings, List<Object>> sent = new HashMap<>();
  private final Map<String, List<Object>> probes = new HashMap<>();
  private final Map<String, Long> losses = new TreeMap<>();
  private final List<String> failures = new ArrayList<>();
  private final Lane lane;

  public TestLane(RuleSet rules) {
    Outboxes outboxes = settings -> outbox(settings);
    Probes recording =
        (name, item) -> probes.computeIfAbsent(name, n -> new ArrayList<>()).add(plain(item));
    EventLog silent = (level, item, where) -> {};
    lane =
        new Lane(
            new LaneSettings(
                rules.server().maxSkew(), new IndexSettings(rules.server().indexEntries())),
            new Observer(),
            Map.of(Outboxes.class, outboxes, Probes.class, recording, EventLog.class, silent));
    lane.install(rules.streams());
  }

  private Outbox outbox(SinkSettings settings) {
    List<Object> messages = sent.computeIfAbsent(settings, s -> new ArrayList<>());
    return new Outbox() {
      @Override
      public boolean offer(List<Event> message) {
        return messages.addAll(message);
      }

      @Override
      public boolean offerBatch(List<Event> batch) {
        return messages.add(List.copyOf(batch));
      }
    };
  }

  private static Object plain(Object item) {
    return item instanceof Batch batch ? batch.events() : item;
  }

  @Override
  public void inject(Event event) {
    lane.accept(event);
  }

  @Override
  public void advance(Duration by) {
    lane.advanceTo(Math.addExact(lane.nowMicros(), by.toNanos() / 1000));
  }

  @Override
  public List<Object> sent(SinkSettings output) {
    return List.copyOf(sent.getOrDefault(output, List.of()));
  }

  @Override
  public List<Object> probe(String name) {
    return List.copyOf(probes.getOrDefault(name, List.of()));
  }

  @Override
  public @Nullable Event indexed(@Nullable String host, @Nullable String service) {
    return lane.index().get(host, service);
  }

  @Override
  public Map<String, Long> losses() {
    return Map.copyOf(losses);
  }

  @Override
  public long nowMicros() {
    return lane.nowMicros();
  }

  /** What failed in the rules, each with its place and rule. */
  public List<String> failures() {
    return List.copyOf(failures);
  }

  /**
   * Why a test failed, in words: the assertion with its values, the place, what failed in rules.
   */
  public String explain(Throwable e, RuleTest test) {
    StringBuilder text = new StringBuilder();
    if (e instanceof ScriptProblem problem) {
      text.append(problem.getMessage());
    } else {
      text.append(lineOf(e, test)).append(": ");
      boolean assertion = e instanceof AssertionError;
      // An assertion with a text of its own shows the expression as it was compiled.
      String message =
          String.valueOf(e.getMessage()).replaceAll("this\\.at\\(\\d+, \\d+\\)\\.", "");
      text.append(assertion ? "" : e.getClass().getSimpleName() + ": ")
          .append(message.stripTrailing());
    }
    failures.forEach(failure -> text.append("\nwhile it ran: ").append(failure));
    return text.toString();
  }

  private static Place lineOf(Throwable e, RuleTest test) {
    Place thrown = test.builder().files().placeOf(e);
    return thrown == null ? test.place() : thrown;
  }

  private final class Observer implements LaneObserver {
    @Override
    public void dropped(StageSpec stage, Object item, DropReason reason) {
      losses.merge(reason.label(), 1L, Long::sum);
    }

    @Override
    public void failed(StageSpec stage, @Nullable Object item, Throwable failure) {
      losses.merge(DropReason.FAILED.label(), 1L, Long::sum);
      String rule = stage.rule() == null ? "" : "rule '" + stage.rule() + "': ";
      String what = failure.getClass().getSimpleName() + ": " + failure.getMessage();
      failures.add(stage.place() + ": " + rule + what);
    }

    @Override
    public void handled(StageSpec stage, @Nullable Object item, Throwable failure) {
      losses.merge(DropReason.FAILED.label(), 1L, Long::sum);
    }

    @Override
    public void timeReplaced() {
      losses.merge("timeReplaced", 1L, Long::sum);
    }
  }
}
