package io.tocsin.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tocsin.event.Event;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is said of texts that are no queries. */
final class QueryErrorTest {

  private static final Event EVENT =
      Event.builder().host("web1").service("cpu").description("a".repeat(5000)).build();

  static Stream<Arguments> wrongTexts() {
    return Stream.of(
        Arguments.of("", "query:1:1: unexpected end of the query, expected a condition; write one"),
        Arguments.of("  ", "query:1:3: unexpected end of the query, expected a condition"),
        Arguments.of("host =", "query:1:7: unexpected end of the query, expected a value"),
        Arguments.of("host = and", "query:1:8: unexpected 'and', expected a value"),
        Arguments.of(
            "host web1", "query:1:6: unexpected 'web1', expected a comparison, 'and', 'or' or the"),
        Arguments.of("state = ok extra", "query:1:12: unexpected 'extra', expected 'and', 'or' or"),
        Arguments.of("(host", "query:1:6: unexpected end of the query, expected a comparison, 'an"),
        Arguments.of("(host = 1", "'and', 'or' or ')'; close the parenthesis"),
        Arguments.of("host)", "query:1:5: unexpected ')', expected a comparison, 'and', 'or' or t"),
        Arguments.of("()", "query:1:2: unexpected ')', expected a condition"),
        Arguments.of("host\n  and\n  or", "query:3:3: unexpected 'or', expected a condition"),
        Arguments.of("host == 1", "query:1:6: unexpected '==', expected a comparison, 'and', 'or'"),
        Arguments.of("host == 1", "; equality is written ="),
        Arguments.of("host <> 1", "; inequality is written !="),
        Arguments.of("host && service", "; write 'and'"),
        Arguments.of("!host", "query:1:1: unexpected '!', expected a condition; write 'not'"),
        Arguments.of("host ~ 'a'", "; write =~ for a pattern"),
        Arguments.of("host = “a”", "query:1:8: unexpected '“', expected a value; write straight"),
        Arguments.of("host = \"abc", "query:1:8: the string has no closing quote; add \""),
        Arguments.of("host = 'abc\\", "query:1:8: the string has no closing quote; add '"),
        Arguments.of("host = `abc", "query:1:8: unexpected '`', expected a value; a name in back"),
        Arguments.of("`` = 1", "query:1:1: unexpected '`', expected a condition"),
        Arguments.of("metric < host", "query:1:10: unexpected 'host', expected a number after '<'"),
        Arguments.of("2 < metric", "query:1:5: unexpected 'metric', expected a number after '<'"),
        Arguments.of("metric >= '2'", "expected a number after '>='; compare a field with a num"),
        Arguments.of("host =~ 5", "query:1:9: unexpected '5', expected a string after '=~'; put"),
        Arguments.of("host ~= service", "expected a string after '~='; put the pattern in quotes"),
        Arguments.of("host ~= '['", "query:1:9: Unclosed character class in the regular expressio"),
        Arguments.of("x ~= '*a'", "query:1:6: Dangling meta character '*' in the regular express"),
        Arguments.of("x ~= '((){9999}){9999}'", "query:1:6: repetitions of more than 1000000 rou"),
        Arguments.of("x ~= '(?ix) a'", "query:1:6: the flag x is not allowed"),
        Arguments.of("tagged", "query:1:7: unexpected end of the query, expected a string; write"),
        Arguments.of("tagged = 'x'", "query:1:8: unexpected '=', expected a string; write the ta"),
        Arguments.of("not = 5", "query:1:5: unexpected '=', expected a condition"),
        Arguments.of("metric = 5L", "query:1:11: unexpected 'L', expected 'and', 'or' or the end"),
        Arguments.of("metric = 0x1F", "; numbers are written 12, -1.5, 1e5 or 5n; a name that"),
        Arguments.of("a = 5 b", "; join conditions with 'and' or 'or'"),
        Arguments.of("a = '\\d'", "query:1:6: unknown escape '\\d' in a string; for a backslash"),
        Arguments.of("a = 'x\n y\\q'", "query:2:3: unknown escape '\\q'"),
        Arguments.of("a = '\\u12x4'", "query:1:6: \\u needs four hexadecimal digits"),
        Arguments.of("a = '\\400'", "query:1:6: an octal escape ends at \\377"),
        Arguments.of("a = \u0000", "query:1:5: unexpected '\\u0000', expected a value"),
        Arguments.of("\ud83d\ude00 = 1", "query:1:1: unexpected '\ud83d\ude00', expected a cond"),
        Arguments.of("'\ud83d\ude00' = ?", "query:1:7: unexpected '?', expected a value"),
        Arguments.of("a " + "b".repeat(99), "unexpected '" + "b".repeat(40) + "...'"));
  }

  @ParameterizedTest
  @MethodSource("wrongTexts")
  void saysWhereWhatAndHowToPutItRight(String text, String part) {
    assertThatExceptionOfType(QueryException.class)
        .isThrownBy(() -> Query.parse(text))
        .withMessageContaining(part)
        .withMessageMatching("query:\\d+:\\d+: [^;\\n]+; [^\\n]+");
  }

  @Test
  void tellsThePlaceInNumbersToo() {
    QueryException e =
        catchThrowableOfType(
            QueryException.class, () -> Query.parse("host = 'a'\n  and metric > 'b'"));

    assertThat(e.line()).isEqualTo(2);
    assertThat(e.column()).isEqualTo(16);
  }

  @Test
  void takesNestingUpToTheBoundOnly() {
    String open = "(".repeat(Query.MAX_NESTING);
    String close = ")".repeat(Query.MAX_NESTING);

    assertThat(Query.parse(open + "host" + close).matches(EVENT, 0)).isTrue();
    assertThatExceptionOfType(QueryException.class)
        .isThrownBy(() -> Query.parse("(" + open + "host" + close + ")"))
        .withMessageContaining("query:1:201: parentheses are nested more than 200 deep");
  }

  @Test
  void takesTextsUpToTheBoundOnly() {
    String longest = "host" + " ".repeat(Query.MAX_LENGTH - 4);

    assertThat(Query.parse(longest).matches(EVENT, 0)).isTrue();
    assertThatExceptionOfType(QueryException.class)
        .isThrownBy(() -> Query.parse(longest + " "))
        .withMessageContaining("the query has 65537 characters, at most 65536 are allowed");
  }

  @Test
  void takesLongChainsThatDoNotNest() {
    String chain = "host = 'a' or ".repeat(4000) + "not ".repeat(2000) + "host";

    assertThat(Query.parse(chain).matches(EVENT, 0)).isTrue();
  }

  @Test
  void endsARegularExpressionThatRunsAway() {
    Query runaway = Query.parse("description ~= '(a+)+(a+)+(a+)+$b'");
    Query deep = Query.parse("description ~= '^(a|b)*c'");

    assertThat(runaway.matches(EVENT, 0)).isFalse();
    assertThat(deep.matches(EVENT, 0)).isFalse();
  }

  @Test
  void refusesARegularExpressionThatIsNestedEndlessly() {
    String regex = "(".repeat(30_000) + ")".repeat(30_000);

    assertThatExceptionOfType(QueryException.class)
        .isThrownBy(() -> Query.parse("host ~= '" + regex + "'"))
        .withMessageContaining("regular expression");
  }

  @Test
  void neverThrowsAnythingElseOnRandomTexts() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    int parsed = 0;
    for (int i = 0; i < 30_000; i++) {
      String text = randomText(random);
      try {
        Query.parse(text).matches(EVENT, 0);
        parsed++;
      } catch (QueryException e) {
        assertThat(e.getMessage()).doesNotContain("\n").startsWith("query:" + e.line());
      } catch (Throwable t) {
        throw new AssertionError("seed " + seed + ", text [" + text + "]", t);
      }
    }
    assertThat(parsed).as("queries among the texts, seed %d", seed).isPositive();
  }

  private static final String[] PIECES = {
    "host",
    "service",
    "metric",
    "tags",
    "x.y-z",
    "and",
    "or",
    "not",
    "tagged",
    "true",
    "nil",
    "(",
    ")",
    "=",
    "!=",
    "<",
    "<=",
    ">",
    ">=",
    "=~",
    "~=",
    "==",
    "\"a%\"",
    "'^w'",
    "'",
    "\"",
    "\\",
    "`",
    "`q`",
    "1",
    "-2.5e3",
    "9".repeat(30),
    "5n",
    "NaN",
    "Infinity",
    " ",
    ",",
    "\n",
    "\u0000",
    "\ud800",
    "\udc00",
    "é",
    "\"(\"",
    "\"\\u00\"",
    "\"\\\\N{x}\"",
    "'(?<a>b){2,1}'",
    "1e",
    ".",
    "%"
  };

  private static String randomText(Random random) {
    StringBuilder text = new StringBuilder();
    int length = random.nextInt(14);
    boolean noise = random.nextInt(4) == 0;
    for (int i = 0; i < length; i++) {
      if (noise) {
        text.append((char) random.nextInt(random.nextBoolean() ? 128 : 0x10000));
      } else {
        text.append(PIECES[random.nextInt(PIECES.length)]).append(random.nextBoolean() ? " " : "");
      }
    }
    return text.toString();
  }

  @Test
  void neverThrowsAnythingElseOnRandomRegularExpressions() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    String alphabet = "ab1(){}[]*+?|^$.,-\\\\:=<>!&pQENxukcdwi";
    for (int i = 0; i < 20_000; i++) {
      StringBuilder regex = new StringBuilder();
      int length = random.nextInt(12);
      for (int j = 0; j < length; j++) {
        char c = alphabet.charAt(random.nextInt(alphabet.length()));
        regex.append(c == '\\' ? "\\\\" : String.valueOf(c));
      }
      assertThatCode(() -> tryParse("host ~= \"" + regex + "\""))
          .as("seed %d", seed)
          .doesNotThrowAnyException();
    }
  }

  private static void tryParse(String text) {
    try {
      Query.parse(text).matches(EVENT, 0);
    } catch (QueryException expected) {
      assertThat(expected.getMessage()).isNotEmpty();
    }
  }
}
