package io.tocsin.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.dsl.RuleScript;
import io.tocsin.dsl.verb.Scope;
import io.tocsin.dsl.verb.Verb;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * The benchmarks run, each a moment, and there is one of each verb. What they measure is not looked
 * at.
 */
final class BenchmarksTest {

  @Test
  void everyBenchmarkRuns() throws Exception {
    Collection<RunResult> results =
        new Runner(
                new OptionsBuilder()
                    .param("rule", Benchmarks.rules())
                    .forks(0)
                    .warmupIterations(0)
                    .measurementIterations(1)
                    .measurementTime(TimeValue.milliseconds(10))
                    .shouldFailOnError(true)
                    .verbosity(VerboseMode.SILENT)
                    .build())
            .run();

    Set<String> run =
        results.stream()
            .map(result -> result.getParams().getBenchmark())
            .map(name -> name.substring("io.tocsin.bench.".length(), name.lastIndexOf('.')))
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(run)
        .containsExactly(
            "FoldBenchmark",
            "IndexBenchmark",
            "QueryBenchmark",
            "TimerBenchmark",
            "VerbBenchmark",
            "WireBenchmark");
    assertThat(results.stream().map(result -> result.getParams().getParam("rule")))
        .contains(Benchmarks.rules());
    assertThat(Benchmarks.table(results)).hasSize(results.size() + 2);
  }

  @Test
  void everyVerbOfStreamsHasARow() {
    Set<String> rows =
        RuleRows.all().stream()
            .map(RuleRows.Row::verb)
            .collect(Collectors.toCollection(TreeSet::new));
    Set<String> verbs = verbs(scope -> scope == Scope.EVENT || scope == Scope.BATCH);

    assertThat(verbs).hasSizeGreaterThan(50);
    assertThat(rows).as("verbs without a row in rules.txt").containsAll(verbs);
    verbs.add("nothing");
    assertThat(rows).as("rows of no verb").isSubsetOf(verbs);
  }

  @Test
  void everyCaseOfAChoiceStandsInARow() {
    String rules =
        RuleRows.all().stream().map(RuleRows.Row::rule).collect(Collectors.joining("\n"));

    assertThat(verbs(scope -> scope == Scope.ROUTE || scope == Scope.ROUTE_BY))
        .isNotEmpty()
        .allMatch(verb -> Pattern.compile("\\b" + verb + "\\b").matcher(rules).find());
  }

  @Test
  void rowsHaveNamesOfTheirOwn() {
    assertThat(RuleRows.all()).extracting(RuleRows.Row::name).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @ValueSource(strings = {"changed", "tumbling", "index", "sendTo", "enrich", "top"})
  void aRowHandsOnWhatItsVerbHandsOn(String name) {
    BenchLane lane = BenchLane.of(RuleRows.of(name).rule());
    BenchLane without = BenchLane.of("");
    Traffic traffic = new Traffic(1000);

    long outputs = 0;
    for (int i = 0; i < 30; i++) {
      outputs = lane.run(traffic.next());
      assertThat(without.run(traffic.next())).isZero();
    }

    assertThat(outputs > 0).isEqualTo(!name.equals("index"));
  }

  private static Set<String> verbs(Predicate<Scope> wanted) {
    return Arrays.stream(RuleScript.class.getMethods())
        .filter(method -> method.isAnnotationPresent(Verb.class))
        .filter(method -> Arrays.stream(method.getAnnotation(Verb.class).in()).anyMatch(wanted))
        .map(Method::getName)
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
