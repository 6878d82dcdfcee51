package io.tocsin.sink;

/** What becomes of a message for which an outbox has no room. */
public enum WhenFull {
  /** Listeners are asked to stop reading; what comes all the same is taken up to twice the room. */
  BLOCK,
  /** What has waited longest, and is not being delivered, makes room. */
  DROP_OLDEST,
  /** It is not taken. */
  DROP_NEWEST
}
