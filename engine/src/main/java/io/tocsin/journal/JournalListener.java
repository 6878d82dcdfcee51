package io.tocsin.journal;

/**
 * Is told what becomes of records. Called on the journal's thread, never two calls at once; must be
 * quick, and hand over what is to be done on another thread. What it throws is logged and changes
 * nothing.
 */
@FunctionalInterface
public interface JournalListener {

  /** All records up to this position are on disk, and survive a crash. */
  void durableUpTo(long position);

  /** There is room again, after {@link Journal#hasRoom} said that there was none. */
  default void roomIsBack() {}

  /**
   * Records do not become durable, or recovery needs more than fits. Once for each different
   * trouble; nothing is lost.
   *
   * @param text one line for people: what, where and the remedy
   */
  default void troubled(String text) {}

  /** The trouble is over. */
  default void recovered() {}
}
