package io.tocsin.sink;

import io.tocsin.sink.WaitingMessages.Load;
import io.tocsin.telemetry.QuietLog;
import io.tocsin.telemetry.Telemetry;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/**
 * What became of an outbox's messages: counters, the last failure, and log lines of which one kind
 * is written once in an interval. Thread-safe.
 *
 * <p>Counters count messages and carry the output's name; two outputs of one name share them.
 */
final class SinkAccount {

  /** Why messages were lost. */
  enum Loss {
    OUTBOX_FULL("outboxFull"),
    DROPPED_OLDEST("droppedOldest"),
    TOO_OLD("tooOld"),
    REJECTED("rejected"),
    GAVE_UP("gaveUp"),
    STOPPED("stopped");

    private final String label;

    Loss(String label) {
      this.label = label;
    }

    String label() {
      return label;
    }
  }

  private static final int MAX_REASON = 200;

  private final String who;
  private final String name;
  private final Map<Loss, LongAdder> lostByReason = new EnumMap<>(Loss.class);
  private final QuietLog log;
  private final LongAdder deliveredByName;
  private final LongAdder retriedByName;
  private final LongAdder delivered = new LongAdder();
  private final LongAdder retried = new LongAdder();
  private final LongAdder lost = new LongAdder();
  private volatile boolean failing;
  private volatile String lastError = "";

  SinkAccount(SinkSettings settings, Telemetry telemetry, QuietLog log) {
    this.name = settings.name();
    this.who = "sink '" + settings.name() + "' (" + settings.kind() + ")";
    this.log = log;
    this.deliveredByName = telemetry.counter("tocsin.sink.delivered", "sink", name);
    for (Loss loss : Loss.values()) {
      lostByReason.put(loss, telemetry.lost(loss.label(), name));
    }
    this.retriedByName = telemetry.counter("tocsin.sink.retried", "sink", name);
  }

  void delivered(int messages) {
    failing = false;
    delivered.add(messages);
    deliveredByName.add(messages);
  }

  /** A failed attempt after which the messages go on waiting. */
  void retried(int messages, String reason) {
    failing = true;
    String error = readable(reason);
    lastError = error;
    retried.add(messages);
    retriedByName.add(messages);
    log.warn(name + "/retry", () -> who + " could not deliver and will try again: " + error);
  }

  void rejected(int messages, String reason) {
    failing = true;
    lastError = readable(reason);
    lost(Loss.REJECTED, messages, "the receiver refuses: " + lastError);
  }

  void gaveUp(int messages, String reason) {
    failing = true;
    lastError = readable(reason);
    lost(Loss.GAVE_UP, messages, "tried for too long: " + lastError);
  }

  void full() {
    lost(Loss.OUTBOX_FULL, 1, "its outbox is full");
  }

  /** The oldest made room. */
  void droppedOldest(int messages) {
    lost(Loss.DROPPED_OLDEST, messages, "newer ones needed their room");
  }

  void tooOld(int messages) {
    lost(Loss.TOO_OLD, messages, "they had waited for too long");
  }

  void stopped(int messages) {
    lost(Loss.STOPPED, messages, "it was stopped");
  }

  // The counters are kept: a full outbox is refused thousands of messages a second.
  private void lost(Loss why, int messages, String words) {
    if (messages == 0) {
      return;
    }
    lost.add(messages);
    lostByReason.get(why).add(messages);
    log.error(name + "/" + why.label(), () -> who + " lost " + messages + " messages: " + words);
  }

  OutboxStatus status(SinkSettings settings, Load load, int dead, OutboxStore store) {
    return new OutboxStatus(
        name,
        settings.kind(),
        load.messages(),
        load.bytes(),
        load.oldestMicros(),
        dead,
        delivered.sum(),
        retried.sum(),
        lost.sum(),
        failing,
        lastError,
        store.bytes(),
        store.trouble());
  }

  /** One line of bounded length: part of a reason may be what a peer said. */
  static String readable(String reason) {
    String line = reason.replaceAll("\\p{Cntrl}+", " ").strip();
    return line.length() <= MAX_REASON ? line : line.substring(0, MAX_REASON) + "...";
  }
}
