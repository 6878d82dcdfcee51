package io.tocsin.transport.live;

import io.tocsin.event.Event;

/** The way to one client. Confined to the HTTP thread. */
interface Outlet {

  /** Why it ends. */
  enum End {
    /** All has been said. */
    COMPLETE,
    /** What was asked for cannot be had. */
    REFUSED,
    /** Not now; also for a client that does not keep up. */
    TRY_LATER
  }

  /** Whether the client takes more. */
  boolean isWritable();

  /** Writes an event, the {@code number}th from 1. */
  void send(Event event, long number);

  /** Lets go what was written. */
  void flush();

  /** Says why, and closes. */
  void end(End end, String text);
}
