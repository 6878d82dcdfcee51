package io.tocsin.sink;

import java.util.List;

/**
 * Keeps one outbox's messages beyond the end of the program. Never makes its callers wait: it
 * writes on a thread of its own, all that came meanwhile at once.
 *
 * <p>While it cannot write it keeps everything in memory, and tries again. Thread-safe.
 */
public interface OutboxStore {

  /** Keeps nothing. */
  OutboxStore NONE = new NoStore();

  /**
   * What a store had when it was opened.
   *
   * @param waiting in their order
   * @param dead in their order
   * @param taken the highest number of each lane
   * @param nextPlace above all places it knows of
   */
  record Contents(
      List<Kept> waiting, List<DeadLetter> dead, List<MessageId> taken, long nextPlace) {

    /** Nothing. */
    public static final Contents EMPTY = new Contents(List.of(), List.of(), List.of(), 1);
  }

  /**
   * A message that waits.
   *
   * @param offeredMicros when it came, since the epoch
   */
  record Kept(long place, Message message, long offeredMicros) {}

  /** What was there at the opening; the second time nothing is. */
  Contents contents();

  /** A message came and waits. Those of one lane come in the order of their numbers. */
  void taken(Kept message);

  /** A message came and was delivered at once. */
  void passed(MessageId id);

  /** A message, or a dead letter, is not needed any more. */
  void settled(long place);

  /** A message that waited is a dead letter from now on. */
  void dead(DeadLetter letter);

  /** The greatest place of a message that it was given; 0 before the first. */
  long lastTaken();

  /** The least place of a message that is not on disk yet; {@link Long#MAX_VALUE} if all are. */
  long firstUnwritten();

  /** Messages it was given that are not on disk yet. */
  int unwritten();

  /** Bytes on disk. */
  long bytes();

  /** Why it cannot write at present, without secrets; empty when it can. */
  String trouble();

  /** Whether what is given to it outlives the program. */
  boolean isDurable();

  /**
   * Writes what it was given, and ends.
   *
   * @return how many messages it could not write
   */
  int close();

  /** Ends, and removes what it has on disk. */
  void delete();
}
