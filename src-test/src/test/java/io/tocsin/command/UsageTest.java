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

  @Test
  void withoutACommandTheUsageIsShown() {
    Said said = tocsin();

    assertThat(said.code()).isEqualTo(2);
    assertThat(said.err()).contains("Usage: tocsin", "replay");
  }

  @ParameterizedTest(name = "tocsin {0}")
  @CsvSource({
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
    "bench",
    "bench --nonsense",
  })
  void wrongUseIsExitCodeTwo(String line) {
    Said said = tocsin(line.split(" "));

    assertThat(said.code()).as(said.err()).isEqualTo(2);
    assertThat(said.out()).isEmpty();
    assertThat(said.err()).startsWith("tocsin: ").contains("; try 'tocsin").hasLineCount(1);
  }

  @ParameterizedTest(name = "tocsin {0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "statsu              | no command 'statsu', did you mean 'status'?; try 'tocsin --help'",
        "bogus               | no command 'bogus'; try 'tocsin --help'",
        "check a --wat       | unknown option '--wat'; try 'tocsin check --help'",
        "status more         | 'more' is one argument too many; try 'tocsin status --help'",
        "query               | Missing required parameter: 'QUERY'; try 'tocsin query --help'",
        "send --metric abc   | --metric: 'abc' is not a finite number; try 'tocsin send --help'",
        "send --metric NaN   | --metric: 'NaN' is not a finite number; try 'tocsin send --help'",
        "send --metric 1e400 | --metric: '1e400' is not a finite number; try 'tocsin send --help'",
        "send --metric 0x1p3 | --metric: '0x1p3' is not a finite number; try 'tocsin send --help'",
        "send --time 1e13    | --time: is too far off, was 1E+13; try 'tocsin send --help'",
        "send --time now     | Invalid value for option '--time': 'now' is not a number;"
            + " try 'tocsin send --help'",
        "query --timeout 1.5 x | Invalid value for option '--timeout': '1.5' is not a whole number;"
            + " try 'tocsin query --help'",
        "bench --duration 0 x | --duration: must be longer than 0; try 'tocsin bench --help'",
        "bench --duration 2d x | Invalid value for option '--duration': '2d' is no length of time;"
            + " write it as 5s, 300ms or 1m; try 'tocsin bench --help'",
        "bench --hosts 0 x | --hosts: must be from 1 to 10000000, was 0;"
            + " try 'tocsin bench --help'",
        "bench --hosts 5000001 --services 1 x | --hosts: at most 5000000 pairs of host and"
            + " service; try 'tocsin bench --help'",
        "bench --rate 0 x | --rate: must be above 0, was 0; try 'tocsin bench --help'",
        "bench --events e --seed 1 x | --events: comes with hosts, services and times of its own;"
            + " leave out --hosts, --services, --rate and --seed; try 'tocsin bench --help'",
        "bench --fail-below 0.8 x | --fail-below: needs --compare, and a ratio above 0;"
            + " try 'tocsin bench --help'"
      })
  void whatIsWrongIsSaidOnOneLine(String line, String text) {
    Said said = tocsin(line.split(" "));

    assertThat(said.err()).isEqualToIgnoringNewLines("tocsin: " + text);
    assertThat(said.code()).isEqualTo(2);
  }

  @Test
  void aHostThatIsNotThereIsSaidToBeSo() {
    Said said = tocsin("send", "--server", "nohost.invalid:1", "--service", "x");

    assertThat(said.code()).isEqualTo(1);
    assertThat(said.err())
        .isEqualToIgnoringNewLines("tocsin: cannot connect to nohost.invalid:1: no such host");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "run", "check", "test", "send", "query", "reload", "status", "tap", "explain", "replay",
        "new", "bench", "journal"
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
