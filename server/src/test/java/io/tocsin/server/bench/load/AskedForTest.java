package io.tocsin.server.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.dsl.RuleSet;
import io.tocsin.server.bench.RuleFixture;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What rules ask for is found in their conditions. */
final class AskedForTest {

  @TempDir private Path folder;

  private AskedFor of(String text) {
    try (RuleSet rules = RuleFixture.rules(folder, text)) {
      return AskedFor.of(rules.streams());
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "service == 'cpu'                        ; cpu",
        "service == \"load avg\"                 ; load avg",
        "service in ['a', 'b']                   ; a,b",
        "service.startsWith('df-')               ; df-",
        "service.like('web%')                    ; web",
        "service.endsWith('.count')              ; .count",
        "service =~ /^disk/                      ; disk",
        "service =~ /^df-\\d+ used/              ; df-1 used",
        "service ==~ /cpu.*/                     ; cpux",
        "service =~ /lo?ad|x/                    ; load",
        "service == 'a' || service == 'b'        ; a,b",
        "metric > 5 && service == 'late'         ; late",
        "host == 'h'                             ; ``",
        "service != null                         ; ``",
      })
  void findsServicesByName(String condition, String names) {
    AskedFor asked = of("streams { where { " + condition + " } { index() } }");

    assertThat(String.join(",", asked.services().keySet())).isEqualTo(names);
  }

  @Test
  void findsVariablesByTheirValue() {
    AskedFor asked = of("def n = 'disk 7'\nstreams { where { service == n } { index() } }");

    assertThat(asked.services()).containsOnlyKeys("disk 7");
  }

  @Test
  void findsHostsStatesTagsAndLimits() {
    AskedFor asked =
        of(
            """
            streams {
              where { host == 'db1' && state == 'bad' && tagged('prod', 'eu') && metric >= -2.5 } {
                index()
              }
              tagged('web') { over(9) { under(20) { index() } } }
              where { metric < 3 } { index() }
            }
            """);

    assertThat(asked.hosts()).containsExactly("db1");
    assertThat(asked.states()).containsExactly("bad");
    assertThat(asked.tags()).containsExactly("prod", "eu", "web");
    assertThat(asked.limits()).containsExactly(-2.5, 9.0, 20.0, 3.0);
  }

  @Test
  void givesAServiceTheLimitThatStandsWithItOrBelowIt() {
    AskedFor asked =
        of(
            """
            streams {
              where { service == 'a' && metric > 1 } { index() }
              where { service == 'b' } { where { metric > 2 } { index() } }
              where { service == 'c' } { index() }
            }
            """);

    assertThat(asked.services())
        .containsEntry("a", OptionalDouble.of(1))
        .containsEntry("b", OptionalDouble.of(2))
        .containsEntry("c", OptionalDouble.empty());
  }

  @Test
  void ofNoRulesThereIsNothing() {
    assertThat(AskedFor.of(List.of()).services()).isEmpty();
    assertThat(AskedFor.nothing().limits()).isEmpty();
  }
}
