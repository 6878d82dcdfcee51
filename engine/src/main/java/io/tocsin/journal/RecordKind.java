package io.tocsin.journal;

/** What a record is, where commands must know it too. The journal itself does not look at it. */
public final class RecordKind {

  /**
   * A message of events in Riemann's protocol, encoded as on the wire, without length before it.
   */
  public static final byte EVENTS = 1;

  /** Nothing came, but the clock went on, in one step: after a pause. No payload. */
  public static final byte CLOCK = 2;

  private RecordKind() {}
}
