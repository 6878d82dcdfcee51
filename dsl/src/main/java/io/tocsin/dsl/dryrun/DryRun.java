package io.tocsin.dsl.dryrun;

import io.tocsin.core.Lane;
import io.tocsin.core.LaneObserver;
import io.tocsin.core.LaneSettings;
import io.tocsin.core.lanes.LanesInStep;
import io.tocsin.dsl.RuleSet;
import io.tocsin.dsl.ServerSettings;
import io.tocsin.event.Event;
import io.tocsin.index.Index;
import io.tocsin.index.IndexSettings;
import io.tocsin.sink.MessageId;
import io.tocsin.sink.Outbox;
import io.tocsin.sink.Outboxes;
import io.tocsin.sink.SinkSettings;
import io.tocsin.stream.DropReason;
import io.tocsin.stream.StageSpec;
import io.tocsin.stream.StageWatch;
import io.tocsin.stream.end.EventLog;
import io.tocsin.stream.end.Probes;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A rule set on a lane and index of its own in virtual time: the clock moves only by {@link
 * #advanceTo}, nothing is sent, and the same input gives the same output. Confined to one thread.
 */
public final class DryRun {

  private final Lane lane;
  private final LanesInStep lanes;

  /**
   * Puts the rules in force at a moment, on one lane whatever the rules say.
   *
   * @param startMicros the clock at the start, since the epoch; not negative
   * @param watch sees every stage; null for nobody
   */
  public DryRun(RuleSet rules, long startMicros, DryRunReport report, @Nullable StageWatch watch) {
    this(rules, ServerSettings.Lanes.ONE, startMicros, report, watch);
  }

  /**
   * Puts the rules in force at a moment, on as many lanes as they say.
   *
   * @param startMicros as above
   */
  public static DryRun inLanes(RuleSet rules, long startMicros, DryRunReport report) {
    return new DryRun(rules, rules.server().lanes(), startMicros, report, null);
  }

  private DryRun(
      RuleSet rules,
      ServerSettings.Lanes spread,
      long startMicros,
      DryRunReport report,
      @Nullable StageWatch watch) {
    Outboxes outboxes = settings -> new ReportingOutbox(settings, report);
    Probes probes = report::probed;
    EventLog log = report::logged;
    LaneSettings settings =
        new LaneSettings(
            rules.server().maxSkew(), new IndexSettings(rules.server().indexEntries()));
    Map<Class<?>, Object> services =
        Map.of(Outboxes.class, outboxes, Probes.class, probes, EventLog.class, log);
    Observer observer = new Observer(report);
    lane = new Lane(settings, observer, services);
    watch(watch);
    List<Lane> byKey =
        Stream.generate(() -> Lane.ofPart(settings, observer, services))
            .limit(spread.besidesMerge())
            .toList();
    lanes = new LanesInStep(lane, byKey, spread.key());
    lanes.advanceTo(startMicros);
    lanes.install(rules.streams());
  }

  /** Runs an event through the rules at the present moment. */
  public void accept(Event event) {
    lanes.accept(event);
  }

  /** Moves the clock, running every timer due up to and including the moment; never back. */
  public void advanceTo(long moment) {
    lanes.advanceTo(moment);
  }

  /**
   * Has somebody else see every stage of the one lane, or of the merge lane, from now on, or
   * nobody.
   *
   * @param watch null for nobody
   */
  public void watch(@Nullable StageWatch watch) {
    lane.watching().by(watch);
  }

  /** When the next timer of the one lane, or of the merge lane, is due. */
  public long nextDueMicros() {
    return lane.nextDueMicros();
  }

  /** The clock; of the lane that is at work, where there are several. */
  public long nowMicros() {
    return lanes.nowMicros();
  }

  public Index index() {
    return lane.index();
  }

  /** Takes the rules out of force: what must not be lost is sent. */
  public void finish() {
    lanes.close();
  }

  private record ReportingOutbox(SinkSettings settings, DryRunReport report) implements Outbox {
    @Override
    public boolean offer(MessageId id, List<Event> message) {
      report.sent(settings, message, false);
      return true;
    }

    @Override
    public boolean offerBatch(MessageId id, List<Event> batch) {
      report.sent(settings, batch, true);
      return true;
    }
  }

  private record Observer(DryRunReport report) implements LaneObserver {
    @Override
    public void dropped(StageSpec stage, Object item, DropReason reason) {
      report.dropped(stage, item, reason);
    }

    @Override
    public void failed(StageSpec stage, @Nullable Object item, Throwable failure) {
      report.failed(stage, item, failure);
    }

    @Override
    public void handled(StageSpec stage, @Nullable Object item, Throwable failure) {
      report.handled(stage, item, failure);
    }

    @Override
    public void timeReplaced() {
      report.timeReplaced();
    }
  }
}
