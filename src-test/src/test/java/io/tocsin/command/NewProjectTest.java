package io.tocsin.command;

import static io.tocsin.fixture.Commands.tocsin;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.fixture.Commands.Said;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code tocsin new} makes, and what it says. */
final class NewProjectTest {

  @TempDir private Path folder;

  @Test
  void newMakesAProjectWhoseRulesAreSoundAndWhoseTestsPass() throws Exception {
    Path project = folder.resolve("project");

    Said made = tocsin("new", project.toString());
    Said checked = tocsin("check", project.resolve("rules").toString());
    Said tested = tocsin("test", "--coverage", project.resolve("rules").toString());
    Said again = tocsin("new", project.toString());

    assertThat(made.code()).as(made.err()).isZero();
    assertThat(checked.err()).isEmpty();
    assertThat(checked.code()).isZero();
    assertThat(tested.out()).contains("6 passed, 0 failed", "every rule was reached");
    assertThat(project.resolve("tocsin.gdsl")).content().contains("name: 'where'");
    assertThat(project.resolve(".vscode/tocsin.code-snippets")).content().contains("throttle");
    assertThat(project.resolve(".github/workflows/rules.yml")).exists();
    assertThat(project.resolve(".gitignore")).exists();
    assertThat(again.code()).isEqualTo(1);
    assertThat(again.err()).contains("is not empty");
  }

  @Test
  void newSaysWhatToDoNextInWordsThatAShellTakes() throws Exception {
    Path project = folder.resolve("o'my rules");

    Said made = tocsin("new", project.toString());

    String rules = "'" + folder + "/o'\\''my rules/rules'";
    assertThat(made.out())
        .contains("  bin/tocsin test " + rules + "\n", "  bin/tocsin run " + rules + "\n")
        .contains("TOCSIN_REPOSITORY", "TOCSIN_REF");
    assertThat(project.resolve("README.md"))
        .content()
        .contains("`TOCSIN_REPOSITORY`", "`TOCSIN_REF`");
  }

  @ParameterizedTest
  @CsvSource({
    "'', '', 1, TOCSIN_REPOSITORY",
    "https://example.com/t.git, '', 1, TOCSIN_REF",
    "https://example.com/t.git, v1, 0, ''"
  })
  void theWorkflowOfAProjectFailsClearlyUntilItsVariablesAreSet(
      String repository, String ref, int code, String named) throws Exception {
    Path project = folder.resolve("project");
    tocsin("new", project.toString());
    String workflow = Files.readString(project.resolve(".github/workflows/rules.yml"));
    int from = workflow.indexOf("run: |") + "run: |".length();
    Path script =
        Files.writeString(
            folder.resolve("step.sh"), workflow.substring(from, workflow.indexOf("- uses:", from)));
    ProcessBuilder step = new ProcessBuilder("bash", "-e", script.toString());
    step.environment().put("TOCSIN_REPOSITORY", repository);
    step.environment().put("TOCSIN_REF", ref);

    Process process = step.redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(process.waitFor()).as(said).isEqualTo(code);
    assertThat(said).contains(named);
    assertThat(workflow)
        .contains("fetch -q --depth 1 \"$TOCSIN_REPOSITORY\" \"$TOCSIN_REF\"", "actions/cache@");
  }

  @ParameterizedTest
  @CsvSource({
    "/proc/x, cannot make /proc/x: nothing can be made there",
    "/dev/null/x, cannot make /dev/null"
  })
  void newSaysWhyItCannot(String directory, String text) {
    Said said = tocsin("new", directory);

    assertThat(said.code()).isEqualTo(1);
    assertThat(said.err()).startsWith("tocsin: " + text).hasLineCount(1).matches("(?s).*: \\w+ .*");
  }
}
