package io.tocsin.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TextFinderTest {

  @ParameterizedTest
  @CsvSource({
    "web,    true,  ''",
    "^web,   true,  web",
    "^,      false, ''",
    "web$,   false, ''",
    "^web$,  false, web",
    "^webs?, false, web",
    "^web+,  false, web",
    "^a|b,   false, ''",
    "(?i)a,  false, ''",
    "\uDE00a, false, ''",
    "a\uD83D, false, ''",
    "a\uD83D\uDE00, true, ''",
  })
  void plainTextsAndBeginningsAreTold(String regex, boolean plain, String prefix) {
    TextFinder finder = TextFinder.of(regex);

    assertThat(finder.isPlain()).isEqualTo(plain);
    assertThat(finder.prefix()).isEqualTo(prefix);
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3})
  void findsWhatTheLibraryFinds(long seed) {
    Random random = new Random(seed);
    int found = 0;
    for (int i = 0; i < 20_000; i++) {
      String regex = (random.nextBoolean() ? "^" : "") + text(random, "ab\uD83D\uDE00.b$|a?*", 5);
      String text = text(random, "aabb\uD83D\uDE00\n", 8);
      Pattern pattern;
      try {
        pattern = Pattern.compile(regex);
      } catch (PatternSyntaxException e) {
        assertThatThrownBy(() -> TextFinder.of(regex)).isInstanceOf(PatternSyntaxException.class);
        continue;
      }
      boolean wanted = pattern.matcher(text).find();
      found += wanted ? 1 : 0;
      assertThat(TextFinder.of(regex).isIn(text))
          .as("seed %d: %s in %s", seed, regex, text)
          .isEqualTo(wanted);
    }
    assertThat(found).isBetween(2_000, 18_000);
  }

  private static String text(Random random, String of, int longest) {
    StringBuilder text = new StringBuilder();
    for (int n = random.nextInt(longest); n > 0; n--) {
      text.append(of.charAt(random.nextInt(of.length())));
    }
    return text.toString();
  }

  @Test
  void refusesWhatIsNoRegularExpression() {
    assertThatThrownBy(() -> TextFinder.of("^a(")).isInstanceOf(PatternSyntaxException.class);
  }
}
