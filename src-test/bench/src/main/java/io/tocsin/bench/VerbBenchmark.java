package io.tocsin.bench;

import io.tocsin.event.Event;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What an event costs in a rule of {@link RuleRows}, by the event. The events of an invocation are
 * made outside of what is timed, but enter the bytes allocated, by the same amount in every row.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(
    value = 1,
    jvmArgs = {"-Xms1g", "-Xmx1g", "-XX:+UseSerialGC"})
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class VerbBenchmark {

  /** The name of a row; {@link Benchmarks} puts all of them in its place. */
  @Param("where")
  public String rule = "";

  private BenchLane lane = BenchLane.of("");
  private Traffic traffic = new Traffic(10);
  private Event[] events = {};

  @Setup(Level.Trial)
  public void open() {
    RuleRows.Row row = RuleRows.of(rule);
    lane = BenchLane.of(row.rule());
    traffic = new Traffic(row.keys());
  }

  @Setup(Level.Invocation)
  public void make() {
    events = traffic.next();
  }

  @Benchmark
  @OperationsPerInvocation(Traffic.CHUNK)
  public long event() {
    return lane.run(events);
  }
}
