package io.tocsin.dsl;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.event.Event;
import io.tocsin.event.EventFields;
import io.tocsin.stream.EventPredicate;
import io.tocsin.stream.RuleFunction;
import io.tocsin.stream.dispatch.TextGuard;
import io.tocsin.stream.filter.WhereSpec;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is known of conditions before they are asked: which text of the event they demand. */
final class GuardTest {

  @TempDir private Path dir;

  private RuleFunction<EventPredicate> condition(String condition) throws RuleException {
    String text =
        """
        def web = 'web'
        def three = 3
        def names = ['a', 'b']
        def full = "${web}${three}"
        String none = null
        def other = [1]
        streams { where { %s } { index() } }
        """
            .formatted(condition);
    try (RuleSet rules = RuleTexts.compile(dir, text)) {
      return ((WhereSpec) rules.streams().get(0).operator()).predicate();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "service == 'a'                                    ; service ; a,|b,aa,A,",
        "'a' == service                                    ; service ; a,|b,",
        "event.service == 'a'                              ; service ; a,|b,",
        "it.host == 'a' && metric > 1                      ; host ; a,|b,",
        "e -> e.state == 'a'                               ; state ; a,|b,",
        "return description == 'a'                         ; description ; a,|b,",
        "service == web && expired                         ; service ; web,|b,",
        "service == \"s$three\"                            ; service ; s3,|s,s4,",
        "service == \"${web}/${three}\"                    ; service ; web/3,|web,",
        "service == full                                   ; service ; web3,|web,",
        "service in ['a', 'b']                             ; service ; a,b,|c,",
        "service in ['a', web, \"s$three\"]                ; service ; a,web,s3,|c,",
        "service =~ /^a/                                   ; service ; a,ab,|ba,",
        "service =~ /b/                                    ; service ; b,abc,|ac,",
        "service =~ /^a.*c$/ && state == 'x' && metric > 1 ; service ; ac,abc,|ab,bac,",
        "service ==~ /a.?/                                 ; service ; a,ab,|abc,ba,",
        "service.like('a%c')                               ; service ; ac,abc,|ab,",
        "service.like('a')                                 ; service ; a,|ab,",
        "service.startsWith('a')                           ; service ; a,ab,|ba,",
        "service.startsWith(web)                           ; service ; web1,|we,",
        "service.endsWith('a')                             ; service ; a,ba,|ab,",
        "service?.contains('b')                            ; service ; b,abc,|ac,",
        "service == 'a' || service =~ /^b/                 ; service ; a,b,bc,|c,ab,",
        "(service == 'a' && metric > 1) || service == 'b'  ; service ; a,b,|c,",
        "(service == 'a' || service == 'b') && metric > 1  ; service ; a,b,|c,",
        "service == 'a' && service =~ /b/                  ; service ; a,|b,",
        "metric > 1 && service == 'a'                      ; service ; a,|b,",
        "1.5 <= metric && state != 'x' && service == 'a'   ; service ; a,|b,",
        "!expired && !(ttl == 5 || 'x' != state) && service == 'a' ; service ; a,|b,",
      })
  void isKnownOfOneText(String condition, String field, String texts) throws RuleException {
    RuleFunction<EventPredicate> function = condition(condition);
    String[] sides = texts.split("\\|", -1);

    assertThat(function.guards()).isNotEmpty();
    TextGuard guard = function.guards().get(0);
    assertThat(guard.field().name().toLowerCase(Locale.ROOT)).isEqualTo(field);
    assertThat(sides[0].split(",")).isNotEmpty().allMatch(guard::accepts);
    assertThat(sides[1].split(",")).isNotEmpty().noneMatch(guard::accepts);
    assertThat(guard.accepts(null)).isFalse();
    assertThat(sides[1].split(","))
        .allMatch(text -> !function.function().test(event(field, text), 0));
  }

  private static Event event(String field, String text) {
    return Event.of(Map.of(field, text, "metric", 4));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "true",
        "metric > 1",
        "service != 'a'",
        "!(service == 'a')",
        "service == null",
        "service == none",
        "service == \"s$other\"",
        "service == \"s${three + 1}\"",
        "service == host",
        "service in names",
        "service in ['a', null]",
        "service in ['a', none]",
        "service in ['a', 1]",
        "service !in ['a']",
        "service == 'a' || host == 'b'",
        "service == 'a' || metric > 1",
        "service.startsWith(none)",
        "service.startsWith('a', 1)",
        "service.equalsIgnoreCase('a')",
        "service.trim() == 'a'",
        "attr('service') == 'a'",
        "event['service'] == 'a'",
        "host.length() > 1 && service == 'a'",
        "tags.first() == 'x' && service == 'a'",
        "metric > three && service == 'a'",
        "service == 'a' ? true : true",
        "def s = 'a'; service == s",
        "if (service == 'a') { return true }; metric > 1",
        "[event].any { it.service == 'a' }",
      })
  void isNotKnown(String condition) throws RuleException {
    assertThat(condition(condition).guards()).isEmpty();
  }

  @Test
  void isKnownOfMoreThanOneField() throws RuleException {
    List<TextGuard> guards =
        condition("service == 'a' && host.like('web%') && metric > 1").guards();

    assertThat(guards).extracting(guard -> guard.field().name()).containsExactly("SERVICE", "HOST");
    assertThat(guards).extracting(TextGuard::isExact).containsExactly(true, false);
  }

  @Test
  void eachRuleOfALoopHasItsOwn() throws RuleException {
    String text =
        """
        streams {
          (0..2).each { n -> where { service == "s$n" } { index() } }
          ['x', 'y'].each { name -> where { service == name } { index() } }
        }
        """;
    try (RuleSet rules = RuleTexts.compile(dir, text)) {
      assertThat(rules.streams())
          .extracting(spec -> spec.operator().guards().get(0).texts().iterator().next())
          .containsExactly("s0", "s1", "s2", "x", "y");
    }
  }

  @Test
  void isNoPartOfAFunctionsIdentity() throws RuleException {
    RuleFunction<EventPredicate> known = condition("service == 'a'");

    assertThat(known).isEqualTo(known.guardedBy(List.of())).isEqualTo(condition("service == 'a'"));
  }

  @ParameterizedTest
  @CsvSource({
    "^a, ab, true",
    "^a, ba, false",
    "b, abc, true",
    "b, ac, false",
    "'', '', true",
    "^, '', true",
    "^$, a, false",
    "^ab*c$, ac, true",
    "^ab*c$, abd, false",
    "a|^b, xa, true",
    "(?i)^A, ab, true",
    "^a(?i)B, ab, true",
    "a.c, ac, false",
    "c$, abc, true",
  })
  void aRegularExpressionIsFoundAsTheLibraryFindsIt(String regex, String text, boolean found)
      throws RuleException {
    for (String field : List.of("service", "host")) {
      var condition = condition(field + " =~ '" + regex.replace("$", "\\$") + "'");

      assertThat(condition.function().test(event(field, text), 0)).isEqualTo(found);
      assertThat(condition.guards().get(0).accepts(text)).isEqualTo(found);
      assertThat(EventFields.get(event(field, text), field)).isEqualTo(text);
    }
  }
}
