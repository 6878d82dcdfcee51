package io.tocsin.stream;

import io.tocsin.state.StateRecords;
import io.tocsin.state.Stateful;
import io.tocsin.state.TimerCodec;
import io.tocsin.time.Cancellable;
import io.tocsin.time.DeadlineTask;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * What a lane's stages know at one moment, as it is written down while the lane goes on. Stages
 * that are part of no copy are written at that moment; copies one by one, each before it is changed
 * or when its turn comes. Confined to one lane.
 *
 * <p>What cannot be written is left out, and counted: the others are.
 */
public final class StateRecording {

  /** A stage's number and its name; was written in place of {@link #STAGE}. */
  static final byte NAME = 16;

  /** Of a stage of the copy last begun: its number, the version of what follows, its state. */
  static final byte STATE = 17;

  /** Of such a stage that keeps copies: its number, that of the table, what the table knows. */
  static final byte TABLE = 18;

  /** A copy: its table's number, what the table knows of it. Its stages follow. */
  static final byte COPY = 19;

  /**
   * A stage: its number, that of the one above or -1, the branch, its recipe and shape as {@link
   * StageOutline} has them, 1 if it has no state, its rule. One above comes before those below.
   */
  static final byte STAGE = 20;

  /** Something with many entries, which are written some at a time. */
  @FunctionalInterface
  public interface Part {

    /**
     * Writes about so many entries that are not written yet.
     *
     * @return whether there are no more
     */
    boolean record(int most);
  }

  private static final TimerCodec TIMERS =
      new TimerCodec() {
        @Override
        public boolean isOwed(Cancellable timer) {
          return timer instanceof StageTimer owed && owed.isOwed();
        }

        @Override
        public long dueMicros(Cancellable timer) {
          return ((StageTimer) timer).dueMicros();
        }

        @Override
        public long order(Cancellable timer) {
          return ((StageTimer) timer).order();
        }

        @Override
        public Cancellable restore(long dueMicros, long order, DeadlineTask task) {
          throw new IllegalStateException("nothing is read here");
        }
      };

  private final StateRecords out;
  private final Deque<Part> left = new ArrayDeque<>();
  private int tables;
  private long failures;

  /** One that has written nothing yet. */
  public StateRecording(StateRecords out) {
    this.out = out;
    out.timers(TIMERS);
  }

  /** Where to write, within a record. */
  public StateRecords out() {
    return out;
  }

  /** What could not be written. */
  public long failures() {
    return failures;
  }

  /** Has something written some at a time. */
  public void add(Part part) {
    left.add(part);
  }

  /**
   * Writes about so many entries of what is left.
   *
   * @return whether all is written
   */
  public boolean step(int most) {
    for (Part part = left.peek(); part != null; part = left.peek()) {
      if (!part.record(most)) {
        return false;
      }
      left.remove(part);
    }
    return true;
  }

  /** Writes one record. */
  public void record(byte kind, Runnable content) {
    out.begin(kind);
    try {
      content.run();
    } catch (RuntimeException | StackOverflowError e) {
      failures++;
    }
    out.end();
  }

  /** Writes what a stage is, and where it stands. */
  void stage(StageKind kind, int parent, int branch, StageOutline outline) {
    record(
        STAGE,
        () -> {
          out.writeLong(kind.number());
          out.writeLong(parent);
          out.writeLong(branch);
          out.writeText(outline.recipe());
          out.writeText(outline.shape());
          out.writeLong(outline.isStateless() ? 1 : 0);
          out.writeText(kind.spec.rule());
        });
  }

  /** Writes the state of one stage. */
  void stage(StageKind kind, Operator<?> operator) {
    if (operator instanceof Partition<?> partition) {
      record(
          TABLE,
          () -> {
            out.writeLong(kind.number());
            out.writeLong(++tables);
            partition.copies().record(this, tables);
          });
    } else if (operator instanceof Stateful known) {
      record(
          STATE,
          () -> {
            out.writeLong(kind.number());
            out.writeLong(known.stateVersion());
            known.save(out);
          });
    }
  }

  /**
   * Writes one copy.
   *
   * @param table the number of its table
   * @param about writes what the table knows of it
   */
  public void copy(int table, Runnable about, Fork<?> fork) {
    long failed = failures;
    record(
        COPY,
        () -> {
          out.writeLong(table);
          about.run();
        });
    if (failed == failures) {
      for (Stage<Object, ?> stage : Siblings.stagesOf(fork)) {
        stage.record(this);
      }
    }
  }
}
