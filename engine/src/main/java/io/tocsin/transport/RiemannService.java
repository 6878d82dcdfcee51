package io.tocsin.transport;

import io.tocsin.source.FoundEvents;
import io.tocsin.source.Ingress;
import io.tocsin.source.InputLog;
import io.tocsin.wire.MessageDecoder;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** What the connections of one TCP listener share. Confined to the loop's thread. */
// What cannot be scheduled any more is of a loop that has ended.
@SuppressWarnings("FutureReturnValueIgnored")
final class RiemannService {

  private static final long LOOK_MILLIS = 10;

  final LaneLoop loop;
  final TcpSettings settings;
  final ListenerStats stats;
  final Intake intake;
  final MessageDecoder decoder;
  final ReadBuffer buffer = new ReadBuffer();
  private final Ingress ingress;

  /** Connections that wait for the log. */
  private final Set<RiemannConnection> waiting = new LinkedHashSet<>();

  private Runnable end = () -> {};
  private boolean looks;

  RiemannService(TcpSettings settings, LaneLoop loop, Ingress ingress, ListenerStats stats) {
    this.loop = loop;
    this.settings = settings;
    this.stats = stats;
    this.ingress = ingress;
    this.intake = new Intake(ingress, stats);
    this.decoder =
        new MessageDecoder(settings.wire(), stats.odd("not-utf8"), stats.odd("absurd-time"));
  }

  /** Begins to hear of what becomes durable. */
  void open() {
    InputLog log = ingress.log();
    if (log != null) {
      end = log.onProgress(this::progress);
    }
  }

  /** Hears no more. */
  void close() {
    end.run();
  }

  /** Where messages are written down; null when they are not. */
  @Nullable InputLog log() {
    return ingress.log();
  }

  /** Whether messages may be read. */
  boolean hasRoom() {
    return ingress.hasRoom();
  }

  /** Has a connection told of what becomes durable until it {@link #waitsNoMore}. */
  void waits(RiemannConnection connection) {
    waiting.add(connection);
  }

  /**
   * The same, and has it told of room. The log tells of its room, queues of outputs do not: these
   * are looked at until there is some, also if there is again since the caller saw none.
   */
  void waitsForRoom(RiemannConnection connection) {
    waits(connection);
    lookLater();
  }

  private void lookLater() {
    if (!looks) {
      looks = true;
      loop.executor().schedule(this::look, LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }
  }

  private void look() {
    looks = false;
    if (hasRoom()) {
      progress();
    } else if (!waiting.isEmpty()) {
      lookLater();
    }
  }

  void waitsNoMore(RiemannConnection connection) {
    waiting.remove(connection);
  }

  private void progress() {
    for (RiemannConnection connection : List.copyOf(waiting)) {
      connection.progress();
    }
  }

  /** Finds the events a query matches. */
  void find(String text, FoundEvents to) {
    ingress.find(text, Integer.MAX_VALUE, false, to);
  }
}
