package io.tocsin.server.command;

import io.tocsin.dsl.RuleCompiler;
import io.tocsin.dsl.RuleException;
import io.tocsin.dsl.RuleSet;
import io.tocsin.dsl.cache.Digests;
import io.tocsin.server.bench.Bench;
import io.tocsin.server.bench.BenchPlan;
import io.tocsin.server.bench.BenchResult;
import io.tocsin.server.bench.JvmMeter;
import io.tocsin.server.bench.load.Load;
import io.tocsin.server.bench.report.BenchJson;
import io.tocsin.server.bench.report.BenchPage;
import io.tocsin.server.bench.report.BenchTable;
import io.tocsin.server.bench.report.Comparison;
import io.tocsin.server.bench.report.Earlier;
import io.tocsin.server.bench.report.Machine;
import io.tocsin.server.bench.report.Setting;
import java.io.IOException;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tocsin bench}: what rules cost under a load, in virtual time; nothing is sent. */
@Command(
    name = "bench",
    description = "measure rules under a load: throughput, latency, cost of each rule, memory")
final class BenchCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(arity = "1..*", paramLabel = "RULES", description = "rule files or directories")
  private List<Path> rules;

  @Mixin private BenchLoad load;

  @Option(
      names = "--duration",
      paramLabel = "TIME",
      defaultValue = "5s",
      converter = LengthOfTime.class,
      description =
          "how long the throughput is measured, the costs of rules as long again, and latency and"
              + " memory (default: ${DEFAULT-VALUE})")
  private Duration duration;

  @Option(
      names = "--warmup",
      paramLabel = "TIME",
      defaultValue = "5s",
      converter = LengthOfTime.class,
      description = "how long the rules run before each of the two (default: ${DEFAULT-VALUE})")
  private Duration warmup;

  @Option(
      names = "--report",
      paramLabel = "FILE",
      description = "write a page of HTML with plots too")
  private @Nullable Path report;

  @Option(names = "--json", paramLabel = "FILE", description = "write the figures as JSON too")
  private @Nullable Path json;

  @Option(
      names = "--compare",
      paramLabel = "FILE",
      description = "say what is different from an earlier run's --json")
  private @Nullable Path compare;

  @Option(
      names = "--fail-below",
      paramLabel = "RATIO",
      description =
          "with --compare: exit code 1 if there are fewer events for each CPU-second than so much"
              + " of the earlier ones, as 0.8, and more than noise can be")
  private @Nullable BigDecimal failBelow;

  @Override
  public Integer call() throws IOException {
    load.check();
    if (duration.isZero()) {
      throw new WrongUse("--duration: must be longer than 0");
    }
    if (failBelow != null && (compare == null || failBelow.signum() <= 0)) {
      throw new WrongUse("--fail-below: needs --compare, and a ratio above 0");
    }
    checkFolder(report);
    checkFolder(json);
    Earlier earlier = compare == null ? null : Earlier.read(compare);
    try (RuleSet set = RuleCompiler.forChecking().compile(rules)) {
      if (set.streams().isEmpty()) {
        throw new IOException(
            "there are no streams: write what becomes of events in streams { … }");
      }
      return measure(set, earlier);
    } catch (RuleException e) {
      e.problems().forEach(spec.commandLine().getErr()::println);
      return 1;
    }
  }

  /** So that nobody waits for a measurement that then cannot be written. */
  private static void checkFolder(@Nullable Path file) throws IOException {
    Path folder = file == null ? null : file.toAbsolutePath().getParent();
    if (folder != null && !Files.isDirectory(folder)) {
      throw new NoSuchFileException(folder.toString());
    }
  }

  private int measure(RuleSet set, @Nullable Earlier earlier) throws IOException {
    Load events = load.open(set);
    BenchPlan plan = new BenchPlan(warmup, duration);
    Setting setting = setting(set, events, plan);
    BenchResult result = run(set, events, plan);
    PrintWriter out = spec.commandLine().getOut();
    BenchTable.print(out, setting, result);
    Comparison comparison = earlier == null ? null : Comparison.of(setting, result, earlier);
    if (comparison != null) {
      out.println();
      comparison.print(out);
    }
    if (json != null) {
      Files.writeString(json, BenchJson.write(setting, result) + "\n");
    }
    if (report != null) {
      Files.writeString(report, BenchPage.write(setting, result, comparison));
    }
    if (comparison != null && failBelow != null && comparison.isSlower(failBelow.doubleValue())) {
      spec.commandLine()
          .getErr()
          .println(
              "tocsin: slower than "
                  + failBelow
                  + " of "
                  + compare
                  + "; the cost of each rule says where");
      return 1;
    }
    return 0;
  }

  private BenchResult run(RuleSet set, Load events, BenchPlan plan) {
    Progress progress = new Progress(spec.commandLine().getErr());
    long start = System.nanoTime();
    long[] count = {0};
    try {
      return new Bench(
              set,
              events,
              plan,
              new JvmMeter(),
              more -> {
                count[0] += more;
                double passed = System.nanoTime() - start;
                progress.show(count[0], Math.min(0.99, passed / plan.totalNanos()));
              })
          .run();
    } finally {
      progress.clear();
    }
  }

  private Setting setting(RuleSet set, Load events, BenchPlan plan) throws IOException {
    List<Setting.RuleFile> files = new ArrayList<>();
    for (Path file : set.files()) {
      files.add(new Setting.RuleFile(shown(file), Digests.of(Files.readAllBytes(file))));
    }
    List<String> command = new ArrayList<>(List.of("tocsin"));
    command.addAll(spec.commandLine().getParent().getParseResult().originalArgs());
    return new Setting(
        new Version().getVersion()[0],
        Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
        command,
        files,
        set.streams().size(),
        set.outputs().size(),
        events.description(),
        plan,
        Machine.here());
  }

  /** A file as it may be named from here. */
  private static String shown(Path file) {
    Path here = Path.of("").toAbsolutePath();
    return (file.startsWith(here) ? here.relativize(file) : file).toString();
  }
}
