package io.tocsin.sink;

/**
 * What a message is known by, to receivers too: it stays the same at every attempt, after a crash,
 * and when its lane runs its inputs again. Messages of different outputs may have equal ids.
 * Immutable.
 *
 * @param run of the hub that counted; chosen when state is begun anew
 * @param lane 0 for the merge lane
 * @param number counts the messages of that lane for that output, from 1
 */
public record MessageId(long run, int lane, long number) {

  /** Run in hexadecimal, lane and number in decimal digits: {@code 6f3a-0-1234}. */
  @Override
  public String toString() {
    return Long.toHexString(run) + '-' + lane + '-' + number;
  }
}
