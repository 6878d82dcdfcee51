package io.tocsin.dsl.internal;

import io.tocsin.dsl.RuleSet;
import io.tocsin.dsl.RuleTest;
import io.tocsin.dsl.TestContext;
import io.tocsin.dsl.dryrun.DryRun;
import io.tocsin.dsl.dryrun.DryRunReport;
import io.tocsin.dsl.dryrun.Journey;
import io.tocsin.dsl.dryrun.RuleLines;
import io.tocsin.dsl.dryrun.Timeline;
import io.tocsin.dsl.dryrun.Watches;
import io.tocsin.event.Batch;
import io.tocsin.event.Event;
import io.tocsin.sink.SinkSettings;
import io.tocsin.stream.DropReason;
import io.tocsin.stream.EventPredicate;
import io.tocsin.stream.Place;
import io.tocsin.stream.RuleFunction;
import io.tocsin.stream.StageSpec;
import io.tocsin.stream.StageWatch;
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
  private int failuresSeen;
  private final Expectations expectations = new Expectations();
  private final Journey journey = new Journey();
  private final Timeline timeline;
  private final DryRun run;

  /**
   * A fresh lane at moment 0.
   *
   * @param coverage sees every stage too; null for nobody
   */
  public TestLane(RuleSet rules, RuleLines lines, @Nullable StageWatch coverage) {
    timeline = new Timeline(lines);
    StageWatch watch = coverage == null ? journey : new Watches(journey, coverage);
    run = new DryRun(rules, 0, new Report(), watch);
    journey.take();
  }

  @Override
  public void inject(Event event) {
    timeline.arrives(run.nowMicros(), event);
    run.accept(event);
    timeline.took(journey.take());
  }

  @Override
  public void advance(Duration by) {
    long moment = Math.addExact(run.nowMicros(), by.toNanos() / 1000);
    timeline.advances(moment);
    run.advanceTo(moment);
    timeline.took(journey.take());
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
  public void expect(
      Object point, RuleFunction<EventPredicate> condition, @Nullable Integer events) {
    expectations.next(point, got(point), condition, events, run.nowMicros());
  }

  @Override
  public void expectNothing(Object point) {
    expectations.nothing(point, got(point));
  }

  private List<Object> got(Object point) {
    return point instanceof SinkSettings output ? sent(output) : probe(String.valueOf(point));
  }

  /** Fails when an output or a probe that was expected of got more than was expected. */
  public void end() {
    expectations.end(this::got);
  }

  @Override
  public @Nullable Event indexed(@Nullable String host, @Nullable String service) {
    return run.index().get(host, service);
  }

  @Override
  public Map<String, Long> losses() {
    failuresSeen = failures.size();
    return Map.copyOf(losses);
  }

  @Override
  public long nowMicros() {
    return run.nowMicros();
  }

  /**
   * What failed in the rules since the test last looked at its losses, each with its place and
   * rule.
   */
  public List<String> unseenFailures() {
    return List.copyOf(failures.subList(failuresSeen, failures.size()));
  }

  /**
   * Why a test failed, in words: the assertion with its values, the place, what failed in rules,
   * and what had happened until then.
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
    List<String> happened = timeline.lines();
    if (!happened.isEmpty()) {
      text.append("\nwhat happened:");
      happened.forEach(line -> text.append("\n  ").append(line));
    }
    return text.toString();
  }

  private static Place lineOf(Throwable e, RuleTest test) {
    Place thrown = test.builder().files().placeOf(e);
    return thrown == null ? test.place() : thrown;
  }

  private final class Report implements DryRunReport {

    @Override
    public void sent(SinkSettings output, List<Event> events, boolean batch) {
      List<Object> messages = sent.computeIfAbsent(output, s -> new ArrayList<>());
      if (batch) {
        messages.add(List.copyOf(events));
        timeline.out(run.nowMicros(), output.name(), events);
      } else {
        messages.addAll(events);
        events.forEach(event -> timeline.out(run.nowMicros(), output.name(), event));
      }
    }

    @Override
    public void probed(String probe, Object item) {
      Object plain = item instanceof Batch batch ? batch.events() : item;
      probes.computeIfAbsent(probe, n -> new ArrayList<>()).add(plain);
      timeline.out(run.nowMicros(), "probe '" + probe + "'", plain);
    }

    @Override
    public void dropped(StageSpec stage, Object item, DropReason reason) {
      losses.merge(reason.label(), (long) reason.lossesOf(item), Long::sum);
      journey.dropped(stage, item, reason);
    }

    @Override
    public void failed(StageSpec stage, @Nullable Object item, Throwable failure) {
      losses.merge(DropReason.FAILED.label(), 1L, Long::sum);
      journey.failed(stage, item, failure);
      String rule = stage.rule() == null ? "" : "rule '" + stage.rule() + "': ";
      String what = failure.getClass().getSimpleName() + ": " + failure.getMessage();
      failures.add(stage.place() + ": " + rule + what);
    }

    @Override
    public void handled(StageSpec stage, @Nullable Object item, Throwable failure) {
      losses.merge(DropReason.FAILED.label(), 1L, Long::sum);
      journey.failed(stage, item, failure);
    }

    @Override
    public void timeReplaced() {
      losses.merge("timeReplaced", 1L, Long::sum);
    }
  }
}
