package io.tocsin.bench;

import io.tocsin.core.Lane;
import io.tocsin.core.LaneObserver;
import io.tocsin.core.LaneSettings;
import io.tocsin.dsl.RuleCompiler;
import io.tocsin.dsl.RuleException;
import io.tocsin.event.Event;
import io.tocsin.sink.Outboxes;
import io.tocsin.stream.DropReason;
import io.tocsin.stream.StageSpec;
import io.tocsin.stream.end.EventLog;
import io.tocsin.stream.end.Probes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A lane with rules and a clock of its own, whose outputs, log and probes only count. Confined to
 * one thread. A rule that fails is an error of the benchmark.
 */
public final class BenchLane {

  private static final String DECLARED =
      """
      def hosts = table('hosts.csv', key: 'host')
      def screen = console()
      def central = riemann(host: 'localhost', port: 5555)
      """;

  private final Lane lane;
  private long outputs;

  private BenchLane(List<StageSpec> rules) {
    Probes probes = (name, item) -> outputs++;
    EventLog log = (level, item, where) -> outputs++;
    Outboxes outboxes = settings -> (id, message) -> ++outputs > 0;
    lane =
        new Lane(
            LaneSettings.DEFAULT,
            new Strict(),
            Map.of(Probes.class, probes, EventLog.class, log, Outboxes.class, outboxes));
    lane.advanceTo(Traffic.START_MICROS);
    lane.install(rules);
  }

  private static List<StageSpec> compile(String streams) throws IOException, RuleException {
    Path folder = Files.createTempDirectory("bench");
    Path table = folder.resolve("hosts.csv");
    Path file = folder.resolve("rules.groovy");
    try {
      Files.writeString(table, table());
      Files.writeString(file, DECLARED + "streams {\n" + streams + "\n}\n");
      return RuleCompiler.forChecking().compile(file).streams();
    } finally {
      Files.deleteIfExists(file);
      Files.deleteIfExists(table);
      Files.deleteIfExists(folder);
    }
  }

  private static String table() {
    StringBuilder table = new StringBuilder("host,owner\n");
    for (int i = 0; i < 1000; i += 2) {
      table.append("host").append(i).append(",shop\n");
    }
    return table.toString();
  }

  /**
   * A lane at {@link Traffic#START_MICROS}.
   *
   * @param streams what stands in {@code streams}; {@code OUT} is a probe, {@code hosts} a table,
   *     {@code screen} and {@code central} outputs
   * @throws IllegalStateException if the rules are wrong
   */
  public static BenchLane of(String streams) {
    try {
      return new BenchLane(compile(streams.replaceAll("\\bOUT\\b", "probe('out')")));
    } catch (RuleException e) {
      throw new IllegalStateException(streams + ": " + e.problems(), e);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A fresh lane with the same rules. */
  public BenchLane anew() {
    return new BenchLane(lane.rules());
  }

  /**
   * Runs events through the rules, each at its own time.
   *
   * @return how often something came out at a probe, a log or an output, ever
   */
  public long run(Event[] events) {
    for (Event event : events) {
      lane.advanceTo(event.timeMicrosOr(0));
      lane.accept(event);
    }
    return outputs;
  }

  private static final class Strict implements LaneObserver {

    @Override
    public void dropped(StageSpec stage, Object item, DropReason reason) {}

    @Override
    public void failed(StageSpec stage, @Nullable Object item, Throwable failure) {
      throw new IllegalStateException("failed in " + stage.place(), failure);
    }

    @Override
    public void timeReplaced() {
      throw new IllegalStateException("an event's time was replaced");
    }
  }
}
