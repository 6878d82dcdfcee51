package io.tocsin.state;

/** Where state is written as records, one after the other. Confined to one lane. */
public interface StateRecords extends StateWriter {

  /** Begins a record, to which belongs what is written until {@link #end}. */
  void begin(byte kind);

  void end();

  /** What timers are from now on. */
  void timers(TimerCodec codec);
}
