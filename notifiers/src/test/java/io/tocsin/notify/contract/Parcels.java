package io.tocsin.notify.contract;

import io.tocsin.event.Event;
import io.tocsin.sink.Message;
import io.tocsin.sink.MessageId;
import io.tocsin.sink.Parcel;
import java.util.List;

/** Parcels for attempts without an outbox. */
public final class Parcels {

  private Parcels() {}

  /** Of one message; equal events have equal ids, and others, most likely, others. */
  public static Parcel parcel(List<Event> events) {
    return new Parcel(List.of(new Message(id(events), events)));
  }

  /** The id of such a message. */
  public static MessageId id(List<Event> events) {
    return new MessageId(0x6f3a, 0, Integer.toUnsignedLong(events.hashCode()));
  }
}
