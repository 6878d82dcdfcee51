package io.tocsin.state;

/** State as {@link StateRecords} wrote it. Confined to one lane. */
public interface RecordedState extends StateReader {

  /** Goes on to the next record, whatever of the present one was read; false at the end. */
  boolean next();

  /** Of the present record. */
  byte kind();

  /** Says what {@link #version} is from now on. */
  void version(int version);

  /** What timers are from now on. */
  void timers(TimerCodec codec);
}
