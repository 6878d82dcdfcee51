package io.tocsin.dsl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What is told of wrong rules: where, what, and how to put it right, to the letter. Each file of
 * {@code checks} is a table of rule texts, each with all that is told of it after {@code ---}.
 */
final class CheckTest {

  private static final List<String> TABLES =
      List.of("names", "verbs", "scopes", "comparisons", "assignments", "syntax", "values");

  static Stream<Arguments> cases() {
    return TABLES.stream().flatMap(CheckTest::table);
  }

  private static Stream<Arguments> table(String name) {
    return Arrays.stream(resource("/checks/" + name + ".txt").split("(?m)^=== "))
        .filter(text -> !text.isBlank())
        .map(
            text -> {
              int line = text.indexOf('\n');
              int cut = text.indexOf("\n---\n");
              return Arguments.of(
                  Named.of(
                      name + ": " + text.substring(0, line), text.substring(line + 1, cut + 1)),
                  text.substring(cut + 5).strip());
            });
  }

  private static String resource(String path) {
    try (InputStream in = CheckTest.class.getResourceAsStream(path)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException(path, e);
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void tellsWhereWhatAndHowToPutItRight(String rules, String expected) {
    List<String> problems = Rules.problems(rules);

    assertThat(problems.isEmpty() ? "nothing" : String.join("\n", problems)).isEqualTo(expected);
  }

  @Test
  void hasManyCasesInEachTable() {
    assertThat(TABLES).allSatisfy(name -> assertThat(table(name).count()).isGreaterThan(10));
  }

  @Test
  void tellsManyProblemsOfOneFileInOneGo() {
    String wrong = "  where { servise == 'x' } { indx() }\n".repeat(60);

    assertThat(Rules.problems("streams {\n" + wrong + "}\n")).hasSize(120);
  }

  @ParameterizedTest(name = "{0} blocks in one another")
  @CsvSource({"98, 0", "99, 1", "3000, 1"})
  void refusesRulesNestedMoreThanAHundredDeep(int depth, int problems) {
    String nested = "live { ".repeat(depth) + "index()" + " }".repeat(depth);

    assertThat(Rules.problems("streams { " + nested + " }"))
        .hasSize(problems)
        .allSatisfy(p -> assertThat(p).contains("nested more than 100 deep"));
  }

  @Test
  void doesNotCountBracketsInQuotesAsDepth() {
    assertThat(Rules.problems("def a = '" + "{(".repeat(200) + "'\nstreams { index() }\n"))
        .isEmpty();
  }

  @ParameterizedTest(name = "{0} rules in one block")
  @CsvSource({"100", "101", "3000"})
  void takesLongBlocks(int rules) {
    StringBuilder text = new StringBuilder("def limit = 3\nstreams {\n");
    for (int i = 0; i < rules; i++) {
      text.append("  where { service == 's" + i + "' && metric > limit } { probe('" + i + "') }\n");
    }
    int last = rules - 1;
    text.append("  def own = 5\n  where { metric > own } { probe('own') }\n}\n")
        .append("tests { test('all') {\n")
        .append("  inject service: 's0', metric: 4\n  inject service: 's" + last + "', metric: 6\n")
        .append("  assert probe('0').size() == 1 && probe('" + last + "').size() == 1\n")
        .append("  assert probe('1') == [] && probe('own').size() == 1\n")
        .append("} }\n");

    Rules.pass(text.toString());
  }

  @Test
  void takesAFileThatBeginsWithAByteOrderMark() {
    assertThat(Rules.problems("\uFEFFstreams { index() }\n")).isEmpty();
    assertThat(Rules.problems("\uFEFFstreams { indx() }\n").get(0)).startsWith("1:11: ");
  }

  @Test
  void tellsTheIncludeOfAPathThatIsNone() {
    assertThat(Rules.problems("streams { index() }\ninclude 'a\\u0000b'\n"))
        .singleElement()
        .asString()
        .startsWith("2:1: include: no rule file at 'a");
  }
}
