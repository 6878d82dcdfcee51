package io.tocsin.stream;

import io.tocsin.state.RecordedState;
import io.tocsin.state.Stateful;
import io.tocsin.state.TimerCodec;
import io.tocsin.time.Cancellable;
import io.tocsin.time.DeadlineTask;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Takes a rule set's stages on to where others were whose state was written down, record by record.
 * The timers are set when {@link io.tocsin.time.TimerQueue#setRestored} is called. Confined to one
 * lane.
 */
public final class StateRestoration {

  private final LaneContext lane;
  private final StageFinder finder;
  private final Map<Integer, Copies> tables = new HashMap<>();
  private final Map<StageKind, Stage<?, ?>> roots = new IdentityHashMap<>();
  private Stage<Object, ?> @Nullable [] copy;
  private boolean inCopy;
  private long failures;
  private @Nullable Stage<?, ?> current;

  StateRestoration(Topology topology, LaneContext lane, Stage<Object, ?>[] all) {
    finder = new StageFinder(topology.names());
    this.lane = lane;
    for (Stage<Object, ?> root : all) {
      root.visit(stage -> roots.put(stage.facts.kind(), stage));
    }
  }

  /** Names of stages with state that the rules no longer have; the first of them. */
  public List<String> lost() {
    return finder.lost();
  }

  /** What was written and could not be taken on. */
  public long failures() {
    return failures;
  }

  /** Takes on a record; of a kind that is not of stages, nothing. */
  public void take(RecordedState in) {
    try {
      switch (in.kind()) {
        case StateRecording.NAME -> finder.name(in);
        case StateRecording.STAGE -> finder.stage(in);
        case StateRecording.STATE -> state(in);
        case StateRecording.TABLE -> table(in);
        case StateRecording.COPY -> copy(in);
        default -> {}
      }
    } catch (RuntimeException | StackOverflowError e) {
      failures++;
    }
  }

  private void state(RecordedState in) {
    Stage<?, ?> stage = stage((int) in.readLong());
    if (stage != null && stage.operator instanceof Stateful heir) {
      in.version((int) in.readLong());
      begin(stage, in);
      heir.load(in);
    }
  }

  private void table(RecordedState in) {
    Stage<?, ?> stage = stage((int) in.readLong());
    if (stage != null && stage.operator instanceof Partition<?> partition) {
      tables.put((int) in.readLong(), partition.copies());
      begin(stage, in);
      partition.copies().restore(in);
    }
  }

  private void copy(RecordedState in) {
    inCopy = true;
    copy = null;
    Copies copies = tables.get((int) in.readLong());
    if (copies != null) {
      copy = Siblings.stagesOf(copies.restoreCopy(in));
    }
  }

  private void begin(Stage<?, ?> stage, RecordedState in) {
    current = stage;
    in.timers(timers);
  }

  /** The stage of a number, in the copy last begun if there is one. */
  private @Nullable Stage<?, ?> stage(int number) {
    StageKind kind = finder.kind(number);
    if (kind == null || !inCopy) {
      return kind == null ? null : roots.get(kind);
    }
    Stage<?, ?> found = null;
    for (int i = 0; copy != null && found == null && i < copy.length; i++) {
      found = copy[i].find(kind);
    }
    return found;
  }

  private final TimerCodec timers =
      new TimerCodec() {
        @Override
        public boolean isOwed(Cancellable timer) {
          throw new IllegalStateException("nothing is written here");
        }

        @Override
        public long dueMicros(Cancellable timer) {
          throw new IllegalStateException("nothing is written here");
        }

        @Override
        public long order(Cancellable timer) {
          throw new IllegalStateException("nothing is written here");
        }

        @Override
        public Cancellable restore(long dueMicros, long order, DeadlineTask task) {
          StageTimer timer = new StageTimer(java.util.Objects.requireNonNull(current), task);
          lane.timers().restore(timer, dueMicros, order);
          return timer;
        }
      };
}
