package io.tocsin.transport;

import io.tocsin.event.Event;
import io.tocsin.source.Ingress;
import io.tocsin.wire.MessageDecoder;
import java.util.List;

/** What the connections of one TCP listener share. Confined to the loop's thread. */
final class RiemannService {

  final LaneLoop loop;
  final TcpSettings settings;
  final ListenerStats stats;
  final Intake intake;
  final MessageDecoder decoder;
  final ReadBuffer buffer = new ReadBuffer();
  private final Ingress ingress;

  RiemannService(TcpSettings settings, LaneLoop loop, Ingress ingress, ListenerStats stats) {
    this.loop = loop;
    this.settings = settings;
    this.stats = stats;
    this.ingress = ingress;
    this.intake = new Intake(ingress, stats);
    this.decoder =
        new MessageDecoder(settings.wire(), stats.odd("not-utf8"), stats.odd("absurd-time"));
  }

  /** The events a query matches; throws what the lane throws. */
  List<Event> query(String text) {
    return ingress.query(text);
  }
}
