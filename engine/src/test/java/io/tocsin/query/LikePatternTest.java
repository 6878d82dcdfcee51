package io.tocsin.query;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class LikePatternTest {

  @ParameterizedTest(name = "''{0}'' and ''{1}'': {2}")
  @CsvSource({
    "web, web, true",
    "web, web1, false",
    "web, Web, false",
    "'', '', true",
    "'', a, false",
    "%, '', true",
    "%, anything, true",
    "web%, web, true",
    "web%, web1, true",
    "web%, aweb, false",
    "%web, aweb, true",
    "%web, web1, false",
    "a%b, ab, true",
    "a%b, a, false",
    "ab%b, ab, false",
    "a%b%c, axbxc, true",
    "a%b%c, acb, false",
    "%a%a%, a, false",
    "%%, a, true"
  })
  void matchesWholeTexts(String pattern, String text, boolean matches) {
    assertThat(LikePattern.of(pattern).matches(text)).isEqualTo(matches);
  }
}
