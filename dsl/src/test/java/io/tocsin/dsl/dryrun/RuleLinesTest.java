package io.tocsin.dsl.dryrun;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.stream.Place;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How a stage is shown by its own words. */
final class RuleLinesTest {

  @TempDir private Path folder;

  private String at(String line, int column) throws Exception {
    Path file = Files.writeString(folder.resolve("rules.groovy"), line + "\nindex()\n");
    return new RuleLines().at(new Place(file.toString(), 1, column));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          index()                                     | index()
          expired { sendTo chat }        // who       | expired { sendTo chat }
          where { metric > 1 } {   // two levels      | where { metric > 1 }
          index() /* kept */  // twice                | index()
          index() /* goes on                          | index()
          probe('a//b')                               | probe('a//b')
          probe("a // b") // c                        | probe("a // b")
          where { service =~ /a\\/\\/ b/ } { drop() } //x | where { service =~ /a\\/\\/ b/ } { drop() }
          where { metric / 2 > 1 } { drop() }   // x  | where { metric / 2 > 1 } { drop() }
          index() } // end                            | index()
          probe('}') } }                              | probe('}')
          probe("😀 // 1")  // 😀                     | probe("😀 // 1")
          fold('a') { e -> \'\'\' // text               | fold('a') { e -> \'\'\' // text
          """)
  void commentsAndWhatIsBeforeThemAreNoPartOfAStage(String line, String shown) throws Exception {
    assertThat(at(line, 1)).isEqualTo(shown);
  }

  @Test
  void aStageBeginsAtItsColumnAndIsCut() throws Exception {
    assertThat(at("by('host') { index() }   // all", 14)).isEqualTo("index()");
    assertThat(at("probe('" + "x".repeat(63) + "')", 1)).hasSize(72).endsWith("')");
    assertThat(at("probe('" + "x".repeat(64) + "')", 1)).hasSize(72).endsWith("x…");
  }
}
