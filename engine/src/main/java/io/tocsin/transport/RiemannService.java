package io.tocsin.transport;

import io.tocsin.source.FoundEvents;
import io.tocsin.source.Ingress;
import io.tocsin.wire.MessageDecoder;

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

  /** Finds the events a query matches. */
  void find(String text, FoundEvents to) {
    ingress.find(text, Integer.MAX_VALUE, false, to);
  }
}
