package io.tocsin.sink;

/** What became of a message that was offered. */
enum Offer {
  TAKEN,
  /** Taken, and the caller's to deliver: it must say {@link WaitingMessages#settle} next. */
  YOURS,
  /** It was taken before. */
  KNOWN,
  FULL,
  CLOSED
}
