package io.tocsin.bench;

import io.tocsin.event.Event;
import io.tocsin.query.Query;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What asking an event for a query's condition costs, by the event. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(
    value = 1,
    jvmArgs = {"-Xms1g", "-Xmx1g", "-XX:+UseSerialGC"})
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class QueryBenchmark {

  @Param({
    "true",
    "service = \"service 3\"",
    "metric > 0.9",
    "service =~ \"serv%3\"",
    "service ~= \"^serv.*3$\"",
    "tagged \"web\"",
    "zone = \"eu\"",
    "state = \"ok\" and metric > 0.5",
    "not (state = \"ok\" or metric < 0.5)",
  })
  public String query = "";

  private final Event[] events = new Traffic(1000).next();
  private Query condition = Query.parse("true");

  @Setup
  public void parse() {
    condition = Query.parse(query);
  }

  @Benchmark
  @OperationsPerInvocation(Traffic.CHUNK)
  public int event() {
    int found = 0;
    for (Event event : events) {
      if (condition.matches(event, Traffic.START_MICROS)) {
        found++;
      }
    }
    return found;
  }
}
