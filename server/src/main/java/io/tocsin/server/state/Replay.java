package io.tocsin.server.state;

import io.tocsin.core.Lane;
import io.tocsin.event.Event;
import io.tocsin.journal.Journal;
import io.tocsin.journal.JournalReader;
import io.tocsin.journal.RecordKind;
import io.tocsin.wire.MessageDecoder;
import io.tocsin.wire.WireException;
import io.tocsin.wire.WireLimits;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs what a journal has through a lane, as it came. Confined to the lane's thread. */
final class Replay {

  private static final Logger LOG = LoggerFactory.getLogger(Replay.class);

  private final Lane lane;
  private final MessageDecoder decoder = new MessageDecoder(WireLimits.DEFAULT);
  private long messages;

  Replay(Lane lane) {
    this.lane = lane;
  }

  /** Runs all from a position on; says how many messages there were. */
  long run(Journal journal, long from) throws IOException {
    try (JournalReader reader = journal.reader(from)) {
      while (reader.next()) {
        if (reader.kind() == RecordKind.CLOCK) {
          lane.catchUpTo(reader.arrivalMicros());
        } else if (reader.kind() == RecordKind.EVENTS) {
          lane.advanceTo(reader.arrivalMicros());
          message(reader.position(), reader.payload());
        }
      }
    }
    // What was due at the last moment belongs to it, whether the hub got so far or not.
    lane.catchUpTo(lane.nowMicros());
    return messages;
  }

  private void message(long position, ByteBuffer bytes) {
    messages++;
    try {
      int from = bytes.arrayOffset() + bytes.position();
      for (Event event : decoder.decode(bytes.array(), from, bytes.remaining()).events()) {
        accept(position, event);
      }
    } catch (WireException e) {
      LOG.error("position {} of the journal is no message: {}", position, e.getMessage());
    }
  }

  /** An event that failed when it came fails again, and keeps no other. */
  private void accept(long position, Event event) {
    try {
      lane.accept(event);
    } catch (RuntimeException | StackOverflowError e) {
      LOG.warn("an event at position {} of the journal failed in the lane: {}", position, e);
    }
  }
}
