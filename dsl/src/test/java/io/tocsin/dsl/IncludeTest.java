package io.tocsin.dsl;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.dsl.RuleTestRunner.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rules of several files: what they see of each other, and how their problems are told. */
final class IncludeTest {

  @TempDir private Path directory;

  private void file(String path, String text) throws IOException {
    Path file = directory.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private RuleSet compile(String... paths) throws RuleException {
    return RuleCompiler.forChecking()
        .compile(Arrays.stream(paths).map(directory::resolve).toList());
  }

  /** All that is told, remedies left out, files by their names under the directory. */
  private List<String> problems(String... paths) {
    try (RuleSet rules = compile(paths)) {
      return rules.warnings().stream().map(this::shown).toList();
    } catch (RuleException e) {
      return e.problems().stream().map(this::shown).toList();
    }
  }

  private String shown(Problem problem) {
    return problem.toString().replace(directory + "/", "").replaceFirst("(?s)\n.*", "");
  }

  private List<String> failures(String... paths) throws RuleException {
    try (RuleSet rules = compile(paths)) {
      List<Result> results = RuleTestRunner.run(rules, r -> {});
      assertThat(results).isNotEmpty();
      return results.stream()
          .filter(r -> !r.passed())
          .map(r -> r.failure().replace(directory + "/", ""))
          .toList();
    }
  }

  @Test
  void seesFunctionsAndConstantsOfWhatItIncludes() throws Exception {
    file(
        "main.groovy",
        """
        include 'parts/hosts'
        streams { onHost('x'); where { metric > high } { probe('high') } }
        tests { test('t') {
          inject host: 'x', metric: 6
          assert probe('high').size() == 1 && probe('x').size() == 1
        } }
        """);
    file("parts/hosts.groovy", "include 'more'\ndef onHost(String h) { named(h, 'host') }\n");
    file(
        "parts/more.groovy",
        "def high = 5\ndef named(String h, String field) { where { host == h } { probe(h) } }\n");

    assertThat(failures("main.groovy")).isEmpty();
  }

  @Test
  void includesAllOfADirectoryOnce() throws Exception {
    file("main.groovy", "include 'parts'\ninclude 'parts/a'\nstreams { helper() }\n");
    file("parts/a.groovy", "def helper() { index() }\nstreams { live { index() } }\n");
    file("parts/b/c.groovy", "streams { expired { index() } }\n");
    file("parts/notes.txt", "streams { nonsense }\n");

    try (RuleSet rules = compile("main.groovy")) {
      assertThat(rules.streams()).hasSize(3);
      assertThat(rules.files())
          .extracting(f -> directory.relativize(f).toString())
          .containsExactly("main.groovy", "parts/a.groovy", "parts/b/c.groovy");
    }
  }

  @Test
  void includesFilesThatIncludeEachOther() throws Exception {
    file(
        "main.groovy",
        """
        include 'b'
        def a = 1
        streams { fromB('x') }
        tests { test('t') { inject host: 'x', metric: 6; assert probe('x').size() == 1 } }
        """);
    file(
        "b.groovy",
        """
        include 'main'
        include 'b'
        def fromB(String h) { where { host == h && metric > a } { probe(h) } }
        """);

    assertThat(failures("main.groovy")).isEmpty();
  }

  @Test
  void usesClassesOfAnyFile() throws Exception {
    file(
        "main.groovy",
        """
        include 'limit'
        def limit = new Limit(max: 3)
        streams { where { limit.below(metric) } { probe('x') } }
        tests { test('x') { inject metric: 5; inject host: 'a'; assert probe('x').size() == 1 } }
        """);
    file(
        "limit.groovy",
        "class Limit { double max; boolean below(Number n) { n != null && n > max } }\n");

    assertThat(failures("main.groovy")).isEmpty();
  }

  @Test
  void tellsOfWhatCannotBeIncludedWhereItIsIncluded() throws Exception {
    file(
        "main.groovy",
        """
        include 'nope'
        include 'empty'
        include 'binary'

        include 'large'
        streams { where { servise == 'x' } { index() } }
        """);
    Files.createDirectories(directory.resolve("empty"));
    Files.write(directory.resolve("binary.groovy"), new byte[] {(byte) 0xff, (byte) 0xfe, 'a'});
    file("large.groovy", "//" + "x".repeat((4 << 20) - 1));

    assertThat(problems("main.groovy"))
        .containsExactly(
            "main.groovy:1:1: include: no rule file at 'nope'",
            "main.groovy:2:1: include: no rule file at 'empty'",
            "main.groovy:3:1: 'binary.groovy' is not UTF-8",
            "main.groovy:5:1: too much to read: 'large.groovy'");
  }

  @Test
  void readsFilesOfExactlyFourMegabytes() throws Exception {
    file("large.groovy", "//" + "x".repeat((4 << 20) - 2));

    assertThat(problems("large.groovy")).isEmpty();
  }

  @Test
  void tellsOfWrongPathsOnTheCommandLine() throws Exception {
    Files.createDirectories(directory.resolve("empty"));

    assertThat(problems("nope.groovy", "empty"))
        .containsExactly(
            "empty:1:1: no .groovy file in this directory", "nope.groovy:1:1: no such file");
  }

  @Test
  void refusesPathsThatAreKnownOnlyWhenTheRulesRun() throws Exception {
    file("main.groovy", "def n = 'b'\ninclude n\ninclude \"${n}\"\nstreams { index() }\n");
    file("b.groovy", "streams { index() }\n");

    assertThat(problems("main.groovy"))
        .containsExactly(
            "main.groovy:2:1: include: the path 'b' is not a plain text",
            "main.groovy:3:1: include: the path 'b' is not a plain text");
  }

  @Test
  void tellsTheProblemsOfAllFilesThatDoNotNeedABrokenOne() throws Exception {
    file(
        "a.groovy",
        "streams { where { servise == 'x' } { throttle(0, per: 1.hour) { index() } } }");
    file("b.groovy", "streams {\n  where { state == } { index() }\n}\n");
    file("c.groovy", "include 'b'\nstreams { indx() }\n");
    file(
        "d/e.groovy",
        "server { tcp port: 3\n  http port: 3 }\nstreams { where { hots == 'x' } { } }");
    file("d/f.groovy", "streams { by('host' { index() } }\n");

    assertThat(problems("a.groovy", "b.groovy", "c.groovy", "d"))
        .containsExactly(
            "a.groovy:1:19: unknown name 'servise'",
            "a.groovy:1:38: throttle: limit must be at least 1, was 0",
            "b.groovy:2:20: unexpected '}'",
            "d/e.groovy:2:3: port 3 is used twice",
            "d/e.groovy:3:19: unknown name 'hots'",
            "d/f.groovy:1:13: this '(' is never closed");
  }

  @Test
  void tellsAPortUsedTwiceAcrossFiles() throws Exception {
    file("a.groovy", "server { tcp port: 5555; udp port: 5555 }\nstreams { index() }\n");
    file("b.groovy", "server {\n  http port: 5555\n}\n");

    assertThat(problems("a.groovy", "b.groovy"))
        .containsExactly("b.groovy:2:3: port 5555 is used twice");
  }

  @Test
  void countsAnOutputAsUsedWhenAnyFileUsesIt() throws Exception {
    file("main.groovy", "include 'outputs'\nstreams { sendTo mail }\n");
    file("outputs.groovy", "def mail = console()\ndef other = console(format: 'json')\n");

    assertThat(problems("main.groovy"))
        .containsExactly("outputs.groovy:2:13: warning: the output 'console-2' is never used");
  }

  @Test
  void tellsWhereAFunctionOfAnotherFileFailed() throws Exception {
    file("main.groovy", "include 'a'\nstreams { f(); g() }\n");
    file("a.groovy", "def f() {\n  fold(mean) { index() }\n}\ndef g() {\n  [1][3].intValue()\n}\n");

    assertThat(problems("main.groovy"))
        .hasSize(2)
        .contains("a.groovy:2:3: the verb 'fold' does not belong among events")
        .anySatisfy(p -> assertThat(p).startsWith("a.groovy:5: NullPointerException"));
  }

  @Test
  void looksAtTheOtherFilesWhenOneThrows() throws Exception {
    file("a.groovy", "throw new IllegalStateException('a')\n");
    file("b.groovy", "\nthrow new IllegalStateException('b')\n");

    assertThat(problems("a.groovy", "b.groovy"))
        .containsExactly(
            "a.groovy:1: IllegalStateException: a", "b.groovy:2: IllegalStateException: b");
  }

  @Test
  void tellsWhereATestFailedInAFunctionOfAnotherFile() throws Exception {
    file("main.groovy", "include 'a'\nstreams { index() }\ntests { test('x') { indexes() } }\n");
    file("a.groovy", "def indexes() {\n  assert indexed(host: 'a') != null\n}\n");

    assertThat(failures("main.groovy"))
        .singleElement()
        .asString()
        .startsWith("a.groovy:2: assert indexed(host: 'a') != null");
  }

  @Test
  void keepsFilesOfOneNameApart() throws Exception {
    file("a/x-y.groovy", "streams { where { hots == 'x' } { index() } }\n");
    file("b/x-y.groovy", "streams { indx() }\n");

    assertThat(problems("a", "b"))
        .containsExactly(
            "a/x-y.groovy:1:19: unknown name 'hots'",
            "b/x-y.groovy:1:11: no verb or function 'indx'");
  }

  @Test
  void refusesTwoClassesOfOneName() throws Exception {
    file("a.groovy", "class Limit { double max }\nstreams { index() }\n");
    file("b.groovy", "class Limit { double min }\nstreams { index() }\n");

    assertThat(problems("a.groovy", "b.groovy"))
        .containsExactly("b.groovy:1:1: the class 'Limit' is in another file of these rules too");
  }

  @Test
  void tellsConstantsUsedAboveTheIncludeThatSetsThem() throws Exception {
    file("main.groovy", "streams { where { metric > high } { index() } }\ninclude 'a'\n");
    file("a.groovy", "include 'b'\n");
    file("b.groovy", "def high = 5\n");

    assertThat(problems("main.groovy"))
        .containsExactly("main.groovy:1:28: 'high' is set further down");
  }

  @Test
  void includesFunctionsAndConstantsOfADirectoryAndSurvivesCycles() throws Exception {
    file(
        "lib/teams.groovy",
        "include '../r.groovy'\ndef big = ['db1']\ndef page(String to) { live { probe(to) } }\n"
            + "boolean isBig(Event e) { e.host in big }");
    file(
        "r.groovy",
        "include 'lib'\nstreams { where { isBig(event) && host in big } { page('dba') } }\n"
            + "tests { test('pages') { inject host: 'db1'; inject host: 'db2'\n"
            + "assert probe('dba')*.host == ['db1'] } }");

    assertThat(failures("r.groovy")).isEmpty();
  }
}
