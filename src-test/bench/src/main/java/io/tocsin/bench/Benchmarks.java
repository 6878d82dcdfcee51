package io.tocsin.bench;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.openjdk.jmh.Main;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * JMH's command line, with every rule of {@link RuleRows} unless {@code -p rule=} names some, with
 * the bytes allocated, and with a table at the end as docs/benchmarks.md has it.
 */
public final class Benchmarks {

  private static final String BYTES = "gc.alloc.rate.norm";

  private Benchmarks() {}

  public static void main(String[] args) throws Exception {
    CommandLineOptions asked = new CommandLineOptions(args);
    if (asked.shouldHelp()
        || asked.shouldList()
        || asked.shouldListWithParams()
        || asked.shouldListProfilers()
        || asked.shouldListResultFormats()) {
      Main.main(args);
      return;
    }
    ChainedOptionsBuilder options =
        new OptionsBuilder().parent(asked).addProfiler(GCProfiler.class);
    if (!asked.getParameter("rule").hasValue()) {
      options.param("rule", rules());
    }
    table(new Runner(options.build()).run()).forEach(System.out::println);
  }

  /** The names of all rules. */
  static String[] rules() {
    return RuleRows.all().stream().map(RuleRows.Row::name).toArray(String[]::new);
  }

  /** The results as a table of Markdown. */
  static List<String> table(Collection<RunResult> results) {
    return Stream.concat(
            Stream.of(
                "| benchmark | ns by the event [lowest..highest] | bytes |", "| --- | --- | --- |"),
            results.stream().map(Benchmarks::line))
        .toList();
  }

  private static String line(RunResult result) {
    Result<?> time = result.getPrimaryResult();
    Result<?> bytes = result.getSecondaryResults().get(BYTES);
    String name = result.getParams().getBenchmark();
    String params =
        result.getParams().getParamsKeys().stream()
            .map(key -> " " + result.getParams().getParam(key))
            .collect(Collectors.joining());
    return String.format(
        Locale.ROOT,
        "| %s%s | %.1f [%.1f..%.1f] | %.0f |",
        name.substring(Benchmarks.class.getPackageName().length() + 1),
        params,
        time.getStatistics().getPercentile(50),
        time.getStatistics().getMin(),
        time.getStatistics().getMax(),
        bytes == null ? Double.NaN : bytes.getScore());
  }
}
