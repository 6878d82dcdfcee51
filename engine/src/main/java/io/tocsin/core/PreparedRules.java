package io.tocsin.core;

/**
 * Rules that a lane has built and that are not in force. One of the two is to be called, once, on
 * the lane and before its next input.
 */
public interface PreparedRules {

  /** Puts them in place of those that run, as {@link Lane#install} does. */
  void install();

  /** Lets go of them; nothing has changed. */
  void discard();
}
