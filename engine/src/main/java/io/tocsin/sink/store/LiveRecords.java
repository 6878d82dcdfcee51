package io.tocsin.sink.store;

import io.tocsin.sink.DeadLetter.Reason;
import io.tocsin.sink.MessageId;
import io.tocsin.sink.OutboxKey;
import io.tocsin.sink.OutboxStore.Kept;
import java.util.ArrayList;
import java.util.List;

/** Copies the records of a segment that are still needed. Confined to one thread. */
final class LiveRecords implements SegmentReader.Visitor {

  private final Places places;
  private final Segment from;
  private final byte[] bytes;
  private final Records to;
  private final List<Long> messages = new ArrayList<>();
  private final List<Long> letters = new ArrayList<>();

  LiveRecords(Places places, Segment from, byte[] bytes, Records to) {
    this.places = places;
    this.from = from;
    this.bytes = bytes;
    this.to = to;
  }

  @Override
  public void message(Kept message, int offset, int length) {
    if (places.isMessageIn(message.place(), from)) {
      messages.add(message.place());
      to.copy(bytes, offset, length);
    }
  }

  @Override
  public void dead(long place, Reason reason, String text, long at, int offset, int length) {
    if (places.isLetterIn(place, from)) {
      letters.add(place);
      to.copy(bytes, offset, length);
    }
  }

  /** They are in that segment from now on. */
  void moved(Segment last) {
    messages.forEach(place -> places.stored(place, last));
    letters.forEach(place -> places.buried(place, last));
  }

  @Override
  public void output(OutboxKey key) {}

  @Override
  public void settled(long place) {}

  @Override
  public void taken(MessageId id) {}
}
