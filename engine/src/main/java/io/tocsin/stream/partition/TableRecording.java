package io.tocsin.stream.partition;

import io.tocsin.state.StateRecords;
import io.tocsin.stream.StateRecording;

/**
 * The copies of one table as they are written down: each before it is used, or when its turn comes.
 * Confined to one lane.
 */
final class TableRecording<O> implements StateRecording.Part {

  private final StateRecording to;
  private final int number;
  private final SlotWalk<O> walk;

  TableRecording(StateRecording to, int number, SlotWalk<O> walk) {
    this.to = to;
    this.number = number;
    this.walk = walk;
  }

  /** The recording that it is a part of. */
  StateRecording recording() {
    return to;
  }

  /** Entries have moved. */
  void restart() {
    walk.restart();
  }

  @Override
  public boolean record(int most) {
    return walk.visit(most);
  }

  /** Writes an entry that is not written yet. */
  void write(ForkEntry<O> entry) {
    StateRecords out = to.out();
    to.copy(
        number,
        () -> {
          out.writeValue(entry.first);
          out.writeValue(entry.second);
          out.writeLong(entry.number);
          out.writeLong(entry.usedMicros);
          out.writeLong(entry.filedMicros);
          out.writeValue(entry.memo());
        },
        entry.fork);
  }
}
