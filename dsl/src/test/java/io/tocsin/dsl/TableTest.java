package io.tocsin.dsl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tables as part of the rules. */
final class TableTest {

  private static final String RULES =
      """
      def hosts = table('%s', key: 'host')
      streams { enrich(hosts, on: 'host') { probe('known') } { probe('unknown') } }
      tests {
        test('known') {
          inject host: 'a'
          inject host: 'c'
          assert probe('known').collect { it.attr('owner') } == ['ops, 1']
          assert probe('known')*.metric == [1.5]
          assert probe('unknown')*.host == ['c']
        }
      }
      """;

  @TempDir private Path dir;
  private Path rules;

  @BeforeEach
  void rules() throws Exception {
    rules = Files.createDirectories(dir.resolve("sub")).resolve("rules.groovy");
  }

  private Path write(String file, String text) throws Exception {
    Files.writeString(rules, RULES.formatted(file));
    return Files.writeString(rules.resolveSibling(file), text);
  }

  private List<String> failures() throws Exception {
    try (RuleSet set = RuleCompiler.forChecking().compile(rules)) {
      return RuleTestRunner.run(set, r -> {}).stream()
          .filter(r -> !r.passed())
          .map(RuleTestRunner.Result::failure)
          .toList();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "host,owner,metric\na,\"ops, 1\",1.5\nb,x,\n",
        "\uFEFFhost , owner,metric\r\n\r\n a, \"ops, 1\" , 1.5 ",
        "metric,host,owner\n1.5,a,\"ops, 1\"\n"
      })
  void readsCommaSeparatedValues(String text) throws Exception {
    write("hosts.csv", text);

    assertThat(failures()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"a\": {\"owner\": \"ops, 1\", \"metric\": 1.5}, \"b\": {\"owner\": null}}",
        "[{\"host\": \"a\", \"owner\": \"ops, 1\", \"metric\": \"1.5\"}]"
      })
  void readsJson(String text) throws Exception {
    write("hosts.json", text);

    assertThat(failures()).isEmpty();
  }

  @Test
  void hasAColumnThoughNoRowHasAValueForIt() throws Exception {
    Files.writeString(rules.resolveSibling("owners.csv"), "host,owner\na,\n");
    Files.writeString(
        rules,
        """
        def hosts = table('owners.csv', key: 'host')
        streams { enrich(hosts, on: 'host', fields: ['owner']) { probe('found') } }
        tests { test('t') { inject host: 'a'; expect('found') { attr('owner') == null } } }
        """);

    assertThat(failures()).isEmpty();
  }

  @Test
  void isOneOfTheFilesOfTheRules() throws Exception {
    Path table = write("hosts.csv", "host\na\n");

    try (RuleSet set = RuleCompiler.forChecking().compile(rules)) {
      assertThat(set.files()).containsExactly(rules, table);
    }
  }

  static List<Arguments> wrong() {
    return List.of(
        Arguments.of("t.csv", "", "t.csv:1:1: table: the first line must name the columns"),
        Arguments.of("t.csv", "name\na\n", "t.csv:1:1: table: no column 'host', only [name]"),
        Arguments.of(
            "t.csv", "host,x,x\na,1,2\n", "t.csv:1:1: table: two columns have the same name"),
        Arguments.of(
            "t.csv",
            "host,x\na,1\n\nb\n",
            "t.csv:4:1: table: the line has 1 cells, the first line 2"),
        Arguments.of("t.csv", "host,x\na,1\na,2", "t.csv:3:1: table: a second row of host 'a'"),
        Arguments.of("t.csv", "host,x\n,1\n", "t.csv:2:1: table: the row has no 'host'"),
        Arguments.of("t.csv", "host,\na,1\n", "t.csv:2:1: table: a column has no name"),
        Arguments.of(
            "t.csv",
            "host,metric\na,1\nb,much\n",
            "t.csv:3:1: table: metric must be a number, was 'much'"),
        Arguments.of("t.csv", "host,ttl\na,NaN\n", "t.csv:2:1: table: ttl must be a number"),
        Arguments.of("t.csv", "host,ttl\na,1e300\n", "t.csv:2:1: table: ttl is out of range"),
        Arguments.of(
            "t.csv",
            "host,x\na,\"b\nc,d\n",
            "t.csv:2:1: table: a quote that is opened in this line is never closed"),
        Arguments.of(
            "t.csv",
            "host,x\na,b\nc,\"d\"e\n",
            "t.csv:3:1: table: something follows a closing quote; a quote inside quotes is"),
        Arguments.of("t.json", "", "t.json:1:1: table: an object or an array"),
        Arguments.of("t.json", "7", "t.json:1:1: table: an object or an array"),
        Arguments.of("t.json", "{\"a\": 1}", "t.json:1:1: table: a row must be an object"),
        Arguments.of(
            "t.json", "[\n{\"owner\": \"x\"}]", "t.json:2:1: table: the row has no 'host'"),
        Arguments.of(
            "t.json",
            "{\n\"a\": {\"x\": [1]}}",
            "t.json:2:1: table: 'x' must be a text or a number"),
        Arguments.of("t.json", "{\"a\": {},\n\"a\": {}}", "t.json:2:1: table: this is no JSON"),
        Arguments.of("t.json", "{\"a\": {}", "t.json:1:1: table: this is no JSON"),
        Arguments.of("t.json", "[]\n[]", "t.json:2:1: table: something follows the end"));
  }

  @ParameterizedTest
  @MethodSource("wrong")
  void saysWhatIsWrongWithFileAndLine(String file, String text, String what) throws Exception {
    Path table = write(file, text);

    assertThatThrownBy(() -> RuleCompiler.forChecking().compile(rules))
        .isInstanceOfSatisfying(
            RuleException.class,
            e -> {
              assertThat(e.problems()).hasSize(1);
              assertThat(e.problems().get(0).toString()).startsWith(rules.getParent() + "/" + what);
              assertThat(e.files()).contains(table);
            });
  }

  @Test
  void aTableThatIsNotThereOrNotTextIsToldAtItsVerb() throws Exception {
    write("t.csv", "host\n");
    Files.write(rules.resolveSibling("t.csv"), "host\nä\n".getBytes(StandardCharsets.ISO_8859_1));
    assertThatThrownBy(() -> RuleCompiler.forChecking().compile(rules))
        .hasMessageContaining("rules.groovy:1:13: table: 't.csv' is not UTF-8");

    Files.delete(rules.resolveSibling("t.csv"));
    assertThatThrownBy(() -> RuleCompiler.forChecking().compile(rules))
        .hasMessageContaining("rules.groovy:1:13: table: cannot read 't.csv'");
  }

  @Test
  void holdsAHundredThousandRowsAndNoMore() throws Exception {
    StringBuilder text = new StringBuilder("host,owner,metric\na,\"ops, 1\",1.5\n");
    for (int i = 1; i < 100_000; i++) {
      text.append('h').append(i).append(",x,1\n");
    }
    write("t.csv", text.toString());
    assertThat(failures()).isEmpty();

    write("t.csv", text + "more,x,1\n");
    assertThatThrownBy(() -> RuleCompiler.forChecking().compile(rules))
        .hasMessageContaining("t.csv:100002:1: table: more than 100000 rows");
  }

  @Test
  void refusesAFileThatIsTooLarge() throws Exception {
    write("t.csv", "host\n" + "x".repeat(16 << 20));

    assertThatThrownBy(() -> RuleCompiler.forChecking().compile(rules))
        .hasMessageContaining("table: 't.csv' is larger than 16 MB");
  }

  @Test
  void isRelativeToTheFileItIsWrittenIn() throws Exception {
    write("hosts.csv", "host,owner,metric\na,\"ops, 1\",1.5\n");
    Path main = Files.writeString(dir.resolve("main.groovy"), "include 'sub'\nstreams { }\n");

    try (RuleSet set = RuleCompiler.forChecking().compile(main)) {
      assertThat(RuleTestRunner.run(set, r -> {})).allMatch(RuleTestRunner.Result::passed);
      assertThat(set.tests()).isNotEmpty();
    }
  }

  @Test
  void equalContentsAreEqualRules() throws Exception {
    Path table = write("hosts.csv", "host,owner\na,x\n");
    try (RuleSet first = RuleCompiler.forChecking().compile(rules);
        RuleSet second = RuleCompiler.forChecking().compile(rules)) {
      assertThat(first.streams()).isEqualTo(second.streams());
      Files.writeString(table, "host,owner\na,y\n");
      try (RuleSet third = RuleCompiler.forChecking().compile(rules)) {
        assertThat(third.streams()).isNotEqualTo(first.streams());
      }
    }
  }
}
