package io.tocsin.stream.suppress;

import io.tocsin.state.StateReader;
import io.tocsin.state.StateWriter;
import io.tocsin.state.Stateful;

/**
 * Intervals that follow one another from the first arrival on, until one in which nothing arrived.
 * Confined to one lane.
 */
final class IntervalRun implements Stateful {

  private final long lengthMicros;
  private long startMicros;
  private boolean open;
  private boolean arrived;

  IntervalRun(long lengthMicros) {
    this.lengthMicros = lengthMicros;
  }

  /** Notes an arrival; true when it began an interval. A clock that went back begins none. */
  boolean arrive(long nowMicros) {
    long age = nowMicros - startMicros;
    boolean begins = !open || age >= lengthMicros;
    if (begins) {
      // The interval before must have had an arrival, else the run had ended with it.
      boolean follows = open && arrived && age < 2 * lengthMicros;
      startMicros = follows ? startMicros + lengthMicros : nowMicros;
      open = true;
    }
    arrived = true;
    return begins;
  }

  /** At an interval's end: the next one begins, in which nothing has arrived yet. */
  void next() {
    startMicros += lengthMicros;
    arrived = false;
  }

  @Override
  public void save(StateWriter out) {
    out.writeLong(startMicros);
    out.writeBoolean(open);
    out.writeBoolean(arrived);
  }

  @Override
  public void load(StateReader in) {
    startMicros = in.readLong();
    open = in.readBoolean();
    arrived = in.readBoolean();
  }

  long startMicros() {
    return startMicros;
  }

  /** First moment after the interval. */
  long endMicros() {
    return startMicros + lengthMicros;
  }
}
