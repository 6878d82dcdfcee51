package io.tocsin.stream;

/**
 * Where a copy of stages is kept, which may have to be brought up to date before it is used: after
 * a reload, copies take on their part of the new rules one by one. Confined to one lane.
 */
public interface ForkHome {

  /** Has the copy that is kept here be one of the rules in force. */
  void bringUpToDate();
}
