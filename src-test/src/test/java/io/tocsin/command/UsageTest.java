package io.tocsin.command;

import static io.tocsin.fixture.Commands.tocsin;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.fixture.Commands.Said;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How the command line is used, and what it says of wrong use. */
final class UsageTest {

  @ParameterizedTest(name = "tocsin {0}")
  @CsvSource({
    "''",
    "bogus",
    "check",
    "test",
    "query",
    "check --nonsense",
    "send --metric abc --service x",
    "send --attr novalue --service x",
    "send --server nonsense --service x",
    "query --timeout never true",
    "query --server 127.0.0.1:99999 true",
    "status --http nowhere",
  })
  void wrongUseIsExitCodeTwo(String line) {
    String[] arguments = line.isEmpty() ? new String[0] : line.split(" ");

    Said said = tocsin(arguments);

    assertThat(said.code()).as(said.err()).isEqualTo(2);
    assertThat(said.out()).isEmpty();
    assertThat(said.err()).isNotBlank().doesNotContain("\tat ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "run", "check", "test", "send", "query", "reload", "status", "tap", "explain", "replay",
        "new"
      })
  void everyCommandHasHelp(String command) {
    Said said = tocsin(command, "--help");

    assertThat(said.code()).as(said.err()).isZero();
    assertThat(said.out()).contains("Usage: tocsin " + command);
  }

  @Test
  void versionIsShown() {
    assertThat(tocsin("--version").out()).startsWith("tocsin ");
  }

  @Test
  void helpIsAlsoACommand() {
    Said said = tocsin("help");

    assertThat(said.code()).isZero();
    assertThat(said.out()).contains("check", "reload");
  }
}
