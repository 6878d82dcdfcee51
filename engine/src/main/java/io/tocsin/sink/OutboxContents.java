package io.tocsin.sink;

import java.util.List;

/**
 * An outbox with its dead letters, as {@code tocsin outbox list} shows it. Immutable.
 *
 * @param deadLetters from the oldest on
 */
public record OutboxContents(OutboxStatus status, List<DeadLetter> deadLetters) {

  static OutboxContents orphan(OutboxKey key, List<DeadLetter> letters, long storedBytes) {
    return new OutboxContents(
        new OutboxStatus(
            key.name(), key.kind(), 0, 0, 0, letters.size(), 0, 0, 0, false, "", storedBytes, ""),
        letters);
  }
}
