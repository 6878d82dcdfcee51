package io.tocsin.sink;

/**
 * What an outbox has, whoever delivers it.
 *
 * @param store knows of all that waits, and of the dead letters
 */
record Holdings(WaitingMessages waiting, DeadLetters dead, OutboxStore store, SinkAccount account) {

  /** What a store has, with counters of an output. */
  static Holdings of(SinkSettings settings, OutboxStore store, OutboxShared shared) {
    // The store gives what it has once, to the first that asks.
    OutboxStore.Contents contents = store.contents();
    return new Holdings(
        new WaitingMessages(settings.outbox().limits(), store, contents, shared.time()),
        new DeadLetters(store, contents.dead(), shared.time()),
        store,
        new SinkAccount(settings, shared.telemetry(), shared.log()));
  }
}
