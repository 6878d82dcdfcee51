package io.tocsin.dsl.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.dsl.cache.CompiledRules.ClassFile;
import io.tocsin.dsl.cache.CompiledRules.ProbeMention;
import io.tocsin.dsl.cache.SourceFile.Include;
import io.tocsin.stream.Place;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CompiledRulesFormatTest {

  private static final CompiledRules RULES =
      new CompiledRules(
          List.of(Path.of("/r/a.groovy"), Path.of("/r/a.groovy")),
          List.of(
              new SourceFile(
                  Path.of("/r/a.groovy"),
                  "r/ä.groovy",
                  "R0_a.groovy",
                  "ab12",
                  List.of(
                      new Include("teams", List.of(Path.of("/r/teams/b.groovy"))),
                      new Include("none", List.of()))),
              new SourceFile(
                  Path.of("/r/teams/b.groovy"), "r/teams/b.groovy", "R1_b.groovy", "", List.of())),
          List.of(
              new ProbeMention(new Place("r/ä.groovy", 3, 7), "load"),
              new ProbeMention(Place.UNKNOWN, "")),
          List.of(
              new ClassFile("R0_a", new byte[] {1, -2, 3}), new ClassFile("R1_b", new byte[0])));

  @Test
  void givesBackWhatWasWritten() {
    CompiledRules read =
        CompiledRulesFormat.read(Objects.requireNonNull(CompiledRulesFormat.write(RULES)));

    assertThat(read).isNotNull();
    assertThat(read).usingRecursiveComparison().isEqualTo(RULES);
  }

  @ParameterizedTest
  @CsvSource({"65535, true", "65536, false"})
  void takesTextsOfALengthOnly(int length, boolean taken) {
    ProbeMention probe = new ProbeMention(Place.UNKNOWN, "x".repeat(length));

    byte[] written =
        CompiledRulesFormat.write(
            new CompiledRules(List.of(), List.of(), List.of(probe), List.of()));

    assertThat(written != null).isEqualTo(taken);
  }

  @Test
  void refusesWhatWasChangedAtAnyPlace() {
    byte[] written = Objects.requireNonNull(CompiledRulesFormat.write(RULES));

    for (int at = 0; at < written.length; at++) {
      byte[] changed = written.clone();
      changed[at] ^= 0x10;
      assertThat(CompiledRulesFormat.read(changed)).as("byte %d", at).isNull();
    }
  }

  @Test
  void refusesWhatWasCutOffAtAnyPlace() {
    byte[] written = Objects.requireNonNull(CompiledRulesFormat.write(RULES));

    for (int length = 0; length < written.length; length++) {
      assertThat(CompiledRulesFormat.read(Arrays.copyOf(written, length)))
          .as("%d bytes", length)
          .isNull();
    }
    assertThat(CompiledRulesFormat.read(Arrays.copyOf(written, written.length + 1))).isNull();
  }
}
