package io.tocsin.command;

import static io.tocsin.fixture.Commands.tocsin;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.fixture.Commands.Said;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** Exit codes and texts of check and test, which need no hub. */
final class RuleCommandsTest {

  @TempDir private Path folder;

  private Path file(String name, String text) throws Exception {
    return Files.writeString(folder.resolve(name), text);
  }

  @Test
  void checkSaysOkAndCounts() throws Exception {
    Path good =
        file(
            "good.groovy",
            """
            def people = console()
            streams { sendTo people }
            tests { test('one') { inject host: 'a'; assert sent(people).size() == 1 } }
            """);

    Said said = tocsin("check", good.toString());

    assertThat(said.code()).isZero();
    assertThat(said.out()).isEqualToIgnoringNewLines("ok: 1 stream, 1 output, 1 test");
    assertThat(said.err()).isEmpty();
  }

  @Test
  void checkTellsAllProblemsOfAllFilesAtOnce() throws Exception {
    Path one =
        file(
            "one.groovy",
            """
            streams {
              where { servise == 'a' } { index() }
              throtle(1, per: 1.hour) { index() }
            }
            """);
    Path two = file("two.groovy", "streams { where { metric > 1 } { indx() } }\n");

    Said said = tocsin("check", one.toString(), two.toString());

    assertThat(said.code()).isEqualTo(1);
    assertThat(said.out()).isEmpty();
    assertThat(said.err())
        .contains("one.groovy:2:11: unknown name 'servise'", "Did you mean 'service'?")
        .contains("one.groovy:3:3: ", "'throtle'", "Did you mean 'throttle'?")
        .contains("two.groovy:1:34: ", "'indx'", "Did you mean 'index'?")
        .contains("3 problems")
        .doesNotContain("\tat ");
  }

  @Test
  void testNotesRulesThatFailedThoughTheTestPassed() throws Exception {
    Path rules =
        file(
            "failing.groovy",
            """
            streams { adjust('attr:n') { it.toString() + '!' } { probe('x') } }
            tests {
              test('blind') { inject host: 'a'; inject host: 'b'; inject host: 'c', n: 1 }
              test('aware') { inject host: 'a'; assert losses() == [failed: 1] }
            }
            """);
    Path xml = folder.resolve("notes.xml");

    Said said = tocsin("test", "--junit", xml.toString(), rules.toString());

    assertThat(said.code()).isZero();
    assertThat(said.out())
        .containsPattern("ok    blind   \\(2 failures in rules: .*failing.groovy:1:11: Null.*\\)")
        .containsPattern("ok    aware\\R");
    Element suite =
        DocumentBuilderFactory.newDefaultInstance()
            .newDocumentBuilder()
            .parse(xml.toFile())
            .getDocumentElement();
    assertThat(suite.getElementsByTagName("system-out").getLength()).isEqualTo(1);
    assertThat(suite.getElementsByTagName("system-out").item(0).getTextContent())
        .containsPattern("(?s)failed in rules:\n.*failing.groovy:1:11: .*failing.groovy:1:11: ");
  }

  @Test
  void checkWarnsOfAnOutputThatIsNeverUsed() throws Exception {
    Path rules = file("unused.groovy", "def people = console()\nstreams { index() }\n");

    Said said = tocsin("check", rules.toString());

    assertThat(said.code()).isZero();
    assertThat(said.out()).contains("1 warning");
    assertThat(said.err()).contains("unused.groovy:1:14: warning: ");
  }

  @Test
  void checkSaysWhatAFileWithoutStreamsLacks() throws Exception {
    for (String text : List.of("", "// later\n", "server { tcp port: 5555 }\n")) {
      Said said = tocsin("check", file("empty.groovy", text).toString());

      assertThat(said.code()).isZero();
      assertThat(said.err()).contains("there are no streams").hasLineCount(1);
    }
  }

  @Test
  void testsOfAnIncludedFileThatIsGivenTooAreRunOnce() throws Exception {
    Path included =
        file(
            "included.groovy",
            "def most = 5\ntests { test('most', [[n: 5], [n: 6]]) { row -> assert row.n < 7 } }\n");
    Path main =
        file(
            "main.groovy",
            "include 'included'\nstreams { index() }\ntests { test('main') { assert true } }\n");

    assertThat(tocsin("test", main.toString()).out()).contains("3 passed, 0 failed");
    assertThat(tocsin("test", main.toString(), included.toString()).out())
        .contains("3 passed, 0 failed");
    assertThat(tocsin("test", included.toString(), main.toString()).out())
        .contains("3 passed, 0 failed");
  }

  @Test
  void checkNamesAFileThatIsNotThere() {
    Said said = tocsin("check", folder.resolve("absent.groovy").toString());

    assertThat(said.code()).isEqualTo(1);
    assertThat(said.err()).contains("absent.groovy").contains("no such file");
  }

  @Test
  void testReportsEachTestAndWritesXml() throws Exception {
    Path rules =
        file(
            "tested.groovy",
            """
            def people = console()
            streams { where { state == 'critical' } { sendTo people } }
            tests {
              test('critical is told') { inject state: 'critical'; assert sent(people).size() == 1 }
              test('a <wrong> "hope"') { inject state: 'ok'; assert sent(people).size() == 1 }
            }
            """);
    Path xml = folder.resolve("results.xml");

    Said said = tocsin("test", "--junit", xml.toString(), rules.toString());

    assertThat(said.code()).isEqualTo(1);
    assertThat(said.out())
        .contains("ok    critical is told", "FAIL  a <wrong> \"hope\"", "1 passed, 1 failed")
        .contains("sent(people).size() == 1");
    Document document =
        DocumentBuilderFactory.newDefaultInstance().newDocumentBuilder().parse(xml.toFile());
    Element suite = document.getDocumentElement();
    assertThat(suite.getTagName()).isEqualTo("testsuite");
    assertThat(suite.getAttribute("tests")).isEqualTo("2");
    assertThat(suite.getAttribute("failures")).isEqualTo("1");
    Element second = (Element) suite.getElementsByTagName("testcase").item(1);
    assertThat(second.getAttribute("name")).isEqualTo("a <wrong> \"hope\"");
    assertThat(second.getElementsByTagName("failure").getLength()).isEqualTo(1);
    assertThat(Double.parseDouble(second.getAttribute("time"))).isNotNegative();
  }

  @Test
  void testPassesWhenAllPass() throws Exception {
    String text =
        """
        streams { index() }
        tests { test('kept') { inject host: 'a', service: 'b'; assert indexed(host: 'a', service: 'b') } }
        """;

    Said said =
        tocsin("test", file("fine.groovy", text).toString(), file("good.groovy", text).toString());

    assertThat(said.code()).isZero();
    assertThat(said.out()).contains("2 passed, 0 failed");
  }

  @Test
  void testFailsWhenThereIsNothingToRun() throws Exception {
    Path rules = file("untested.groovy", "streams { index() }\n");

    Said said = tocsin("test", rules.toString());

    assertThat(said.code()).isEqualTo(1);
    assertThat(said.err()).contains("no tests");
  }

  @Test
  void theReportOfTestsHasAnErrorForEachFileThatDoesNotCompile() throws Exception {
    Path rules = file("broken.groovy", "streams { indx() }\nstreams { wher() }\n");
    Path xml = folder.resolve("report.xml");

    Said said = tocsin("test", "--junit", xml.toString(), rules.toString());

    assertThat(said.code()).isEqualTo(1);
    Element suite =
        DocumentBuilderFactory.newDefaultInstance()
            .newDocumentBuilder()
            .parse(xml.toFile())
            .getDocumentElement();
    assertThat(suite.getAttribute("tests")).isEqualTo("1");
    assertThat(suite.getAttribute("errors")).isEqualTo("1");
    assertThat(suite.getElementsByTagName("error").getLength()).isEqualTo(1);
    assertThat(suite.getElementsByTagName("error").item(0).getTextContent())
        .contains("broken.groovy:1:11: no verb or function 'indx'", "2:11: ");
  }

  @Test
  void aReportThatCannotBeWrittenSaysWhy() throws Exception {
    Path rules = file("fine.groovy", "streams { index() }\ntests { test('a') { } }\n");
    String nowhere = folder.resolve("nowhere/report.xml").toString();

    Said said = tocsin("test", "--junit", nowhere, rules.toString());

    assertThat(said.code()).isEqualTo(1);
    assertThat(said.err())
        .isEqualToIgnoringNewLines(
            "tocsin: cannot write " + nowhere + ": there is no such directory");
  }
}
