package io.tocsin.core;

import io.tocsin.stream.DropReason;
import io.tocsin.stream.StageSpec;
import io.tocsin.telemetry.QuietLog;
import io.tocsin.telemetry.Telemetry;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Counts losses and failures by rule, and says once in an interval what failed where. Confined to
 * one lane; the counters are read from anywhere.
 */
public final class CountingObserver implements LaneObserver {

  private static final String NO_RULE = "(no rule)";

  private record Key(String rule, DropReason reason) {}

  private final Telemetry telemetry;
  private final QuietLog log;
  private final LongAdder timesReplaced;
  private final Map<Key, LongAdder> counters = new HashMap<>();

  public CountingObserver(Telemetry telemetry, QuietLog log) {
    this.telemetry = telemetry;
    this.log = log;
    timesReplaced = telemetry.counter("tocsin.events.time.replaced");
  }

  @Override
  public void dropped(StageSpec stage, Object item, DropReason reason) {
    count(stage, reason, reason.lossesOf(item));
    if (isAlarm(reason)) {
      log.error(
          reason.label() + stage.place(),
          () ->
              "events lost reason="
                  + reason.label()
                  + " rule='"
                  + rule(stage)
                  + "' place="
                  + stage.place());
    }
  }

  /** A bound of the hub was reached, as opposed to what a rule is written to hold back. */
  private static boolean isAlarm(DropReason reason) {
    return switch (reason) {
      case KEY_LIMIT, INDEX_FULL, OUTBOX_FULL, BUFFER_FULL, LOOP -> true;
      default -> false;
    };
  }

  @Override
  public void failed(StageSpec stage, @Nullable Object item, Throwable failure) {
    count(stage, DropReason.FAILED, 1);
    log.error(
        "failed" + stage.place(),
        () ->
            "rule failed rule='"
                + rule(stage)
                + "' place="
                + stage.place()
                + " error="
                + failure.getClass().getSimpleName()
                + (failure.getMessage() == null ? "" : ": " + failure.getMessage())
                + (item == null ? "" : " item=" + shortened(item.toString())));
  }

  @Override
  public void handled(StageSpec stage, @Nullable Object item, Throwable failure) {
    count(stage, DropReason.FAILED, 1);
  }

  @Override
  public void listenerFailed(String channel, RuntimeException failure) {
    telemetry.counter("tocsin.listeners.failed").increment();
    log.error(
        "listener " + channel,
        () -> "a listener failed and was detached channel='" + channel + "' error=" + failure);
  }

  @Override
  public void timeReplaced() {
    timesReplaced.increment();
  }

  private void count(StageSpec stage, DropReason reason, int events) {
    counters.computeIfAbsent(new Key(rule(stage), reason), this::counter).add(events);
  }

  /** A full outbox counts its own losses; here is only which rule met with it. */
  private LongAdder counter(Key key) {
    String where = "rule " + key.rule();
    return key.reason() == DropReason.OUTBOX_FULL
        ? telemetry.counter("tocsin.outbox.refused", "where", where)
        : telemetry.lost(key.reason().label(), where);
  }

  private static String rule(StageSpec stage) {
    return stage.rule() == null ? NO_RULE : stage.rule();
  }

  private static String shortened(String text) {
    return text.length() <= 300 ? text : text.substring(0, 300) + "…";
  }
}
