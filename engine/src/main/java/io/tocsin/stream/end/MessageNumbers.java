package io.tocsin.stream.end;

import io.tocsin.sink.MessageId;
import io.tocsin.state.StateReader;
import io.tocsin.state.StateWriter;
import io.tocsin.state.Stateful;
import java.util.Map;
import java.util.TreeMap;

/**
 * Counts the messages of one lane, for each output by itself: what counts alike gives alike ids,
 * after a restart too. Confined to the lane's thread.
 */
public final class MessageNumbers implements Stateful {

  private long run;
  private final int lane;
  private final Map<String, Counter> counters = new TreeMap<>();

  /** The messages of one output. Confined to the lane's thread. */
  public final class Counter {
    private long last;

    private Counter() {}

    /** The id of the output's next message. */
    MessageId next() {
      return new MessageId(run, lane, ++last);
    }
  }

  /**
   * Begins at 1 for every output.
   *
   * @param run as {@link MessageId#run}
   * @param lane as {@link MessageId#lane}
   */
  public MessageNumbers(long run, int lane) {
    this.run = run;
    this.lane = lane;
  }

  /** The counter of an output; outputs of one name share one. */
  public Counter of(String output) {
    return counters.computeIfAbsent(output, name -> new Counter());
  }

  /** As {@link MessageId#run}. */
  public long run() {
    return run;
  }

  /**
   * Begins another run: what comes is told apart from all before, also from messages of inputs that
   * were lost in a crash.
   */
  public void beginRun(long next) {
    run = next;
    counters.values().forEach(counter -> counter.last = 0);
  }

  @Override
  public void save(StateWriter out) {
    out.writeLong(run);
    out.writeLong(counters.size());
    counters.forEach(
        (output, counter) -> {
          out.writeText(output);
          out.writeLong(counter.last);
        });
  }

  @Override
  public void load(StateReader in) {
    run = in.readLong();
    for (int left = in.readCount(Integer.MAX_VALUE); left > 0; left--) {
      of(String.valueOf(in.readText())).last = in.readLong();
    }
  }
}
