package io.tocsin.core;

import io.tocsin.event.Batch;
import io.tocsin.event.Event;
import io.tocsin.fold.Folding;
import io.tocsin.fold.Gathering;
import io.tocsin.state.Stateful;
import io.tocsin.stream.DropReason;
import io.tocsin.stream.Fork;
import io.tocsin.stream.ForkHome;
import io.tocsin.stream.Operator;
import io.tocsin.stream.OperatorContext;
import io.tocsin.stream.OperatorSpec;
import io.tocsin.stream.Recordings;
import io.tocsin.stream.StageSpec;
import io.tocsin.stream.Sweeps;
import io.tocsin.time.Cancellable;
import io.tocsin.time.DeadlineTask;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A live operator by itself, with a clock and timers of its own: what leaves it is written down.
 */
final class LoneOperator implements OperatorContext<Object> {

  /** What left, or was dropped for a reason. */
  record Out(long atMicros, Object how, List<?> what) {}

  /** A timer that is set; of those due at one moment the one set first is first. */
  final class Timer implements Cancellable, Comparable<Timer> {
    private final StateTape.Due due;
    private final DeadlineTask task;

    Timer(StateTape.Due due, DeadlineTask task) {
      this.due = due;
      this.task = task;
    }

    /** Null when it has run or was called off. */
    StateTape.@Nullable Due due() {
      return timers.contains(this)
          ? new StateTape.Due(due.atMicros(), timers.headSet(this).size())
          : null;
    }

    @Override
    public void cancel() {
      timers.remove(this);
    }

    @Override
    public int compareTo(Timer other) {
      int byTime = Long.compare(due.atMicros(), other.due.atMicros());
      return byTime != 0 ? byTime : Long.compare(due.order(), other.due.order());
    }
  }

  private static final long MAX_SKEW = 5_000_000;

  final List<Out> out = new ArrayList<>();
  private final StageSpec spec;
  private final TreeSet<Timer> timers = new TreeSet<>();
  private final Operator<Object> operator;
  private @Nullable Object common;
  private long now;
  private long present;
  private long order;

  @SuppressWarnings("unchecked")
  LoneOperator(StageSpec spec, long nowMicros) {
    this.spec = spec;
    now = nowMicros;
    present = nowMicros;
    operator = ((OperatorSpec<Object, Object>) spec.operator()).create(this);
  }

  /** Runs what is due on the way to a moment; the clock has jumped to the present already. */
  void advance(long untilMicros, long presentMicros) {
    present = presentMicros;
    while (!timers.isEmpty() && timers.first().due.atMicros() <= untilMicros) {
      Timer next = timers.pollFirst();
      now = Math.max(now, next.due.atMicros());
      next.task.onDeadline(next.due.atMicros());
    }
    now = untilMicros;
  }

  void accept(Object item) {
    operator.process(item);
  }

  void close() {
    operator.close();
  }

  int timers() {
    return timers.size();
  }

  Stateful state() {
    return (Stateful) operator;
  }

  StateTape save() {
    StateTape tape = new StateTape();
    state().save(tape);
    return tape;
  }

  /** Goes on with what was written, which must be read to its end. */
  void load(StateTape tape) {
    StateTape.Reader reader = tape.reader(this::set);
    state().load(reader);
    if (!reader.isAtEnd()) {
      throw new AssertionError("not all was read of " + tape.entries);
    }
  }

  /** Those from before come before all that are set later for the same moment. */
  private Cancellable set(StateTape.Due due, DeadlineTask task) {
    Timer timer =
        new Timer(new StateTape.Due(due.atMicros(), due.order() - Integer.MAX_VALUE), task);
    timers.add(timer);
    return timer;
  }

  @Override
  public void emit(Object item) {
    emit(0, item);
  }

  @Override
  public void emit(int branch, Object item) {
    out.add(new Out(now, branch, told(item)));
  }

  @Override
  public void drop(Object item, DropReason reason) {
    out.add(new Out(now, reason, List.of(reason.lossesOf(item))));
  }

  /** All that the stages below could learn of it. */
  private List<?> told(Object item) {
    if (!(item instanceof Batch batch)) {
      return List.of(item);
    }
    List<@Nullable Object> told = new ArrayList<>();
    told.add(batch.fromMicros());
    told.add(batch.untilMicros());
    told.add(batch.size());
    List<StageSpec> below = spec.branches().get(0);
    if (below.stream().allMatch(child -> child.operator() instanceof Folding)) {
      for (StageSpec child : below) {
        told.add(Gathering.result(((Folding) child.operator()).fold(), batch, now));
      }
    } else {
      told.addAll(batch.events());
    }
    return told;
  }

  @Override
  public long nowMicros() {
    return now;
  }

  @Override
  public long presentMicros() {
    return Math.max(now, present);
  }

  @Override
  public long eventTimeMicros(Event event) {
    long time = event.timeMicrosOr(now);
    return time > now + MAX_SKEW ? now : time;
  }

  @Override
  public Cancellable schedule(long atMicros, DeadlineTask task) {
    Timer timer = new Timer(new StateTape.Due(atMicros, order++), task);
    timers.add(timer);
    return timer;
  }

  @Override
  public Cancellable inherit(@Nullable Cancellable timer, DeadlineTask task) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Fork<Object> fork(@Nullable ForkHome at) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Fork<Object> upToDate(Fork<Object> fork, ForkHome at) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void bringUpToDate() {}

  @Override
  public Recordings recordings() {
    return new Recordings();
  }

  @Override
  public Sweeps sweeps() {
    throw new UnsupportedOperationException();
  }

  @Override
  public <T> T service(Class<T> type) {
    throw new UnsupportedOperationException();
  }

  @Override
  @SuppressWarnings("unchecked")
  public <T> T common(Supplier<T> made) {
    if (common == null) {
      common = made.get();
    }
    return (T) common;
  }

  @Override
  public StageSpec spec() {
    return spec;
  }
}
