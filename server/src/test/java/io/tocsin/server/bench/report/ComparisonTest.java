package io.tocsin.server.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.server.bench.BenchResult;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A measurement beside an earlier one, by way of its file. */
final class ComparisonTest {

  private static final String REPEAT =
      "runs differ by more than the rounds of one do: repeat what matters";

  @TempDir private Path folder;

  private Earlier earlier(Setting setting, BenchResult result) throws IOException {
    Path file = folder.resolve("earlier.json");
    return Earlier.read(Files.writeString(file, BenchJson.write(setting, result)));
  }

  private static List<String> printed(Comparison comparison) {
    StringWriter text = new StringWriter();
    comparison.print(new PrintWriter(text));
    return text.toString().lines().toList();
  }

  @Test
  void setsEachFigureBesideThatOfBefore() throws Exception {
    Earlier before = earlier(Samples.setting(), Samples.result(100, 105, 95));

    Comparison comparison = Comparison.of(Samples.setting(), Samples.result(200, 210, 190), before);

    assertThat(printed(comparison))
        .containsExactly(
            "    NOW   BEFORE  NOW/BEFORE",
            "     5M      10M       0.500  events per CPU-second",
            " 100 ns   100 ns       1.000  latency p50",
            "1.60 µs  1.60 µs       1.000  latency p99",
            "6.40 µs  6.40 µs       1.000  latency p99.9",
            "25.6 µs  25.6 µs       1.000  latency max",
            "   64 B     64 B       1.000  allocated for an event",
            "  800 B    800 B       1.000  memory of a key",
            " 100 ns   100 ns       1.000  where { metric > 1 }",
            "  40 ns    40 ns       1.000  rule 'named'",
            "note: " + REPEAT);
  }

  @Test
  void saysInWhatElseTheyDiffer() throws Exception {
    Machine other = new Machine("Other", 2, "L", "A VM 17", 1, List.of(), List.of("-Xmx1g"));
    Earlier before = earlier(Samples.setting("r.groovy", "def", other), Samples.result(100));

    Comparison comparison = Comparison.of(Samples.setting(), Samples.result(100), before);

    assertThat(comparison.notes())
        .containsExactly(
            "the rules are others than before",
            "the machine, the JVM or its flags are others than before",
            "the rounds of both overlap: the difference in throughput may be noise",
            REPEAT);
  }

  @ParameterizedTest(name = "{0} µs and {1} µs below {2}")
  @CsvSource({
    "125, 125, 0.8, false", // the ratio is the limit itself
    "126, 126, 0.8, true",
    "126, 100, 0.8, false", // a round as fast as one of before
    "126, 101, 0.8, true",
    "90, 90, 0.8, false",
  })
  void isSlowerOnlyWhenTheRoundsDoNotOverlap(long slow, long fastest, double below, boolean slower)
      throws Exception {
    Earlier before = earlier(Samples.setting(), Samples.result(100, 100, 100));

    Comparison comparison =
        Comparison.of(Samples.setting(), Samples.result(slow, slow, fastest), before);

    assertThat(comparison.isSlower(below)).isEqualTo(slower);
  }

  @Test
  void whatWasNotToldBeforeHasNoRatio() throws Exception {
    BenchResult known = Samples.result(100);
    BenchResult unknown =
        new BenchResult(
            known.rounds(),
            known.latency(),
            Samples.result(List.of(), 100).costs(),
            Samples.memory(1_800_000),
            0,
            known.losses(),
            null);

    Comparison comparison =
        Comparison.of(Samples.setting(), known, earlier(Samples.setting(), unknown));

    assertThat(printed(comparison))
        .contains(
            "  800 B        -           -  memory of a key",
            "  40 ns        -           -  rule 'named'");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{         | earlier.json: is not JSON: give a file that bench --json wrote",
        "[]        | earlier.json: is no measurement: give a file that bench --json wrote",
        "{\"format\":2} | earlier.json: is no measurement: give a file that bench --json wrote",
      })
  void refusesOtherFiles(String content, String problem) throws Exception {
    Path file = Files.writeString(folder.resolve("earlier.json"), content);

    assertThatThrownBy(() -> Earlier.read(file))
        .isInstanceOf(IOException.class)
        .hasMessageEndingWith(problem);
  }
}
