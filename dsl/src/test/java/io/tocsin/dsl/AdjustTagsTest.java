package io.tocsin.dsl;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a block of {@code adjust('tags')} can do with the list it is given. */
final class AdjustTagsTest {

  @TempDir private Path dir;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "it + ['z']|['x', 'y', 'z']",
        "it + 'z'|['x', 'y', 'z']",
        "it - ['x']|['y']",
        "it.plus(['z'])|['x', 'y', 'z']",
        "t -> t + ['z']|['x', 'y', 'z']",
        "it.collect { it.toUpperCase() }|['X', 'Y']",
        "t -> t.findAll { tag -> tag.startsWith('y') }|['y']",
        "it.contains('x') ? null : it|[]",
      })
  void givesAnotherList(String block, String tags) throws Exception {
    String rules =
        "streams { adjust('tags') { %s } { probe('p') } }\n".formatted(block)
            + "tests { test('t') { inject tags: ['x', 'y']; assert probe('p')*.tags == [%s] } }"
                .formatted(tags);

    assertThat(RuleTexts.failures(dir, rules)).isEmpty();
  }
}
