package io.tocsin.bench.gate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The table of two commits, and whether they pass. */
final class ComparisonTest {

  private static final Limits LIMITS = Limits.of(List.of());

  /** A round in which all is equal, but for one workload. */
  private static String round(Workload other, String figures) {
    return Arrays.stream(Workload.values())
        .map(one -> one + "\t" + (one == other ? figures : "1000000\t100\t200"))
        .collect(Collectors.joining("\n"));
  }

  private static Comparison of(Workload other, String figures) {
    Comparison comparison = new Comparison();
    for (int i = 0; i < 3; i++) {
      comparison.add(round(other, "1000000\t100\t200"), round(other, figures));
    }
    return comparison;
  }

  @ParameterizedTest
  @EnumSource(Workload.class)
  void oneFigureOfOneWorkloadIsEnough(Workload other) {
    assertThat(of(other, "850000\t110\t220").isWorse(LIMITS)).isFalse();
    assertThat(of(other, "840000\t100\t200").isWorse(LIMITS)).isTrue();
    assertThat(of(other, "1000000\t111\t200").isWorse(LIMITS)).isTrue();
    assertThat(of(other, "1000000\t100\t221").isWorse(LIMITS)).isTrue();
  }

  @Test
  void theTableHasMediansRangesAndRatios() {
    String table = of(Workload.INDEX, "500000\t100\t100").table(LIMITS);

    assertThat(table)
        .contains(
            "| index | 1.00 [1.00..1.00] | 0.50 [0.50..0.50] | 0.50 [0.50..0.50] | WORSE |",
            "| index | 100.00 [100.00..100.00] | 100.00 [100.00..100.00] | 1.00 |  |",
            "| index | 200.00 [200.00..200.00] | 100.00 [100.00..100.00] | 0.50 |  |",
            "| five rules | 1.00 [1.00..1.00] | 1.00 [1.00..1.00] | 1.00 [1.00..1.00] |  |");
  }

  /** What disturbs both is no difference, however far the rounds lie apart. */
  @Test
  void speedsAreComparedRoundByRound() {
    Comparison same = new Comparison();
    Comparison slower = new Comparison();
    for (int speed : new int[] {100, 1000, 5000}) {
      String before = round(Workload.INDEX, speed + "\t0\t0");
      same.add(before, round(Workload.INDEX, speed + "\t0\t0"));
      slower.add(before, round(Workload.INDEX, speed * 0.8 + "\t0\t0"));
    }

    assertThat(same.isWorse(LIMITS)).isFalse();
    assertThat(slower.isWorse(LIMITS)).isTrue();
  }

  @Test
  void aRoundOfTheWorkloadIsRead() throws Exception {
    PrintStream before = System.out;
    InputStream input = System.in;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    try {
      System.setIn(InputStream.nullInputStream());
      System.setOut(new PrintStream(printed, true, UTF_8));
      Rounds.main(new String[] {"0", "0.001"});
    } finally {
      System.setOut(before);
      System.setIn(input);
    }

    assertThat(Comparison.parse(printed.toString(UTF_8).replaceAll("\n+", "\n").strip()))
        .hasSize(Workload.values().length)
        .allSatisfy(
            (workload, figures) -> {
              assertThat(figures.get(Figure.SPEED)).isPositive();
              assertThat(figures.get(Figure.ALLOCATION)).isNotNegative();
              // What a key takes can be told in a JVM of its own only: other tests leave garbage.
              assertThat(figures.get(Figure.MEMORY)).isFinite();
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "INDEX\t1\t2\t3", "INDEX\t1\t2", "no such thing\t1\t2\t3"})
  void whatIsNoRoundIsAnError(String printed) {
    assertThatThrownBy(() -> Comparison.parse(printed))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "--rounds 1 --below 0.99 --above 1.01 --warm 0 --seconds 0.1, true",
    "--rounds 0, false",
    "--below 0, false",
    "--below 1, false",
    "--above 1, false",
    "--warm -1, false",
    "--seconds 0, false",
    "--rounds many, false",
    "--rounds, false",
    "--slow 1, false",
  })
  void optionsAreNumbersInTheirBounds(String options, boolean fine) {
    List<String> words = List.of(options.split(" "));
    if (fine) {
      assertThat(Limits.of(words)).isEqualTo(new Limits(1, 0, 0.1, 0.99, 1.01));
    } else {
      assertThatThrownBy(() -> Limits.of(words))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining(words.get(0));
    }
  }
}
