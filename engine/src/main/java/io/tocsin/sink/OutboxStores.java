package io.tocsin.sink;

import java.util.List;

/** Where outboxes are kept beyond the end of the program. Thread-safe. */
public interface OutboxStores extends AutoCloseable {

  /** Keeps none. */
  OutboxStores NONE =
      new OutboxStores() {
        @Override
        public OutboxStore open(OutboxKey key) {
          return OutboxStore.NONE;
        }

        @Override
        public List<OutboxKey> found() {
          return List.of();
        }

        @Override
        public void close() {}
      };

  /** Opens an outbox's store, with what it has; at most once at a time. Reads files. */
  OutboxStore open(OutboxKey key);

  /** The outboxes of which something is kept. Reads files. */
  List<OutboxKey> found();

  /** Lets go of the place. Stores are closed before. */
  @Override
  void close();
}
