package io.tocsin.telemetry;

import static java.util.Map.entry;

import java.util.Map;

/** What each of the hub's own figures says, as a reader of {@code /metrics} sees it. */
final class Meanings {

  private static final Map<String, String> BY_NAME =
      Map.ofEntries(
          entry(Telemetry.LOST, "What was lost, by reason and place; zero is the aim."),
          entry("tocsin.odd", "What came in not quite right and was mended, by reason."),
          entry("tocsin.events.in", "Events taken in."),
          entry(
              "tocsin.events.time.replaced", "Events whose time was out of range and became now."),
          entry("tocsin.messages.in", "Messages, requests or lines taken in."),
          entry("tocsin.connections", "Connections that are open now."),
          entry("tocsin.connections.opened", "Connections opened since the start."),
          entry("tocsin.connections.closed", "Connections closed since the start."),
          entry("tocsin.sink.delivered", "Messages that an output's receiver took."),
          entry("tocsin.sink.retried", "Attempts of an output after the first for one message."),
          entry("tocsin.outbox.unwritten", "Messages that are to be on disk and are not yet."),
          entry(
              "tocsin.outbox.store.failures",
              "Times that what waits for an output could not be written to disk."),
          entry("tocsin.outbox.refused", "Messages that found an output's queue full."),
          entry("tocsin.index.size", "Pairs of host and service in the index."),
          entry("tocsin.snapshot.bytes", "Bytes of the snapshots that became durable."),
          entry("tocsin.snapshot.micros", "Time from their beginnings until they were durable."),
          entry("tocsin.snapshot.failures", "Snapshots that could not be written."),
          entry("tocsin.snapshot.left.out", "Parts of the state that cannot be written down."),
          entry("tocsin.snapshot.damaged", "Snapshots that were set aside because of damage."),
          entry("tocsin.journal.records", "Records of the journal that became durable."),
          entry("tocsin.journal.bytes", "Bytes of the records that became durable."),
          entry("tocsin.journal.syncs", "Groups of records that were written and forced."),
          entry("tocsin.journal.sync.micros", "Time that writing and forcing them took."),
          entry("tocsin.journal.failures", "Writes of the journal that failed."),
          entry("tocsin.journal.disk.bytes", "Bytes of the journal on disk."),
          entry("tocsin.journal.needed.bytes", "Bytes of these that recovery needs."),
          entry("tocsin.journal.waiting.bytes", "Bytes of records that wait to be written."),
          entry("tocsin.journal.durable.position", "The last position that is durable."),
          entry("tocsin.journal.trouble", "1 while the journal cannot do what it should."),
          entry("tocsin.lane.events", "Events that a lane by key has run its rules on."),
          entry("tocsin.lane.waiting", "What waits for a lane by key."),
          entry("tocsin.lane.full", "Times that the merge lane had to wait for a lane by key."),
          entry(
              "tocsin.clock.ahead.seconds",
              "How far the hub's clock is ahead of the machine's, which was set back."),
          entry("tocsin.uptime.seconds", "Seconds since the start."));

  private Meanings() {}

  /** The text for a dotted name; a name without one speaks for itself. */
  static String of(String name) {
    return BY_NAME.getOrDefault(name, name.replace('.', ' '));
  }
}
