package io.tocsin.sink;

/**
 * The running outboxes by their settings. Asked for when a topology is built, not for each event.
 */
@FunctionalInterface
public interface Outboxes {

  /** The outbox of an output; the same one for equal settings. */
  Outbox of(SinkSettings settings);
}
