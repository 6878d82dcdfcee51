package io.tocsin.transport.http;

import java.util.List;
import java.util.Map;

/**
 * What can be seen and done of outboxes. Called on a thread that may wait for files; must be
 * thread-safe.
 */
public interface OutboxDesk {

  /** All outboxes with their dead letters, as JSON values. */
  List<Map<String, Object>> outboxes();

  /**
   * Has dead letters of an output wait again, behind all others.
   *
   * @param id of the one meant; empty for all
   * @return how many there were, as far as there was room
   */
  int retryLetters(String output, String id);

  /**
   * Removes dead letters of an output for good.
   *
   * @param id as above
   * @return how many there were
   */
  int dropLetters(String output, String id);
}
