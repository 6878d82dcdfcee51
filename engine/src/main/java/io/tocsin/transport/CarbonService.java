package io.tocsin.transport;

import io.tocsin.event.Event;
import io.tocsin.source.Ingress;
import java.net.SocketAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the connections and the UDP port of one carbon listener share. Of the loop's thread. */
final class CarbonService {

  static final int MAX_LINE_BYTES = 64 << 10;

  final LaneLoop loop;
  final CarbonSettings settings;
  final ListenerStats stats;
  final Intake intake;
  final ReadBuffer buffer = new ReadBuffer();
  private final CarbonParser parser;

  CarbonService(CarbonSettings settings, LaneLoop loop, Ingress ingress, ListenerStats stats) {
    this.loop = loop;
    this.settings = settings;
    this.stats = stats;
    this.intake = new Intake(ingress, stats);
    this.parser = new CarbonParser(stats.odd("absurd-time"));
  }

  /** Takes one line; one that is refused does not keep the next ones. */
  void line(byte[] bytes, int from, int to, @Nullable SocketAddress peer) {
    stats.messageIn();
    Event event = parser.parse(bytes, from, to);
    if (event == null) {
      stats.refuse("bad-line", peer, "line refused: " + parser.refusal());
    } else {
      intake.accept(List.of(event), peer);
    }
  }

  /** Takes a datagram of lines; the last may lack its line feed. */
  void datagram(byte[] bytes, int length, SocketAddress sender) {
    intake.arrive();
    int lineStart = 0;
    for (int at = 0; at < length; at++) {
      if (bytes[at] == '\n') {
        line(bytes, lineStart, at, sender);
        lineStart = at + 1;
      }
    }
    if (lineStart < length) {
      line(bytes, lineStart, length, sender);
    }
  }
}
