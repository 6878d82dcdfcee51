package io.tocsin.stream.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.event.Event;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TextGuardTest {

  private static final Event EVENT =
      Event.builder().host("h").service("s").state("st").description("d").build();

  @ParameterizedTest
  @CsvSource({"host, h", "service, s", "state, st", "description, d"})
  void aFieldIsReadByItsName(String name, String text) {
    assertThat(TextField.named(name).of(EVENT)).isEqualTo(text);
    assertThat(TextField.named(name).of(Event.builder().build())).isNull();
  }

  @Test
  void otherFieldsHoldNoText() {
    assertThatThrownBy(() -> TextField.named("metric"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @CsvSource({"a, true", "b, true", "xc, true", "c, false", "A, false", "'', false", ", false"})
  void acceptsItsTextsAndWhatPassesATest(String text, boolean accepted) {
    TextGuard guard =
        new TextGuard(
            TextField.HOST, Set.of("a", "b"), List.of(t -> false, t -> t.startsWith("x")));

    assertThat(guard.accepts(text)).isEqualTo(accepted);
    assertThat(guard.isExact()).isFalse();
  }

  @Test
  void withoutTextsAndTestsAcceptsNothing() {
    TextGuard guard = new TextGuard(TextField.HOST, Set.of(), List.of());

    assertThat(guard.accepts("")).isFalse();
    assertThat(guard.isExact()).isTrue();
  }

  @Test
  void acceptsWhatATestFailsOnSoThatTheConditionIsAsked() {
    Pattern deep = Pattern.compile("(a|b)*");
    Predicate<String> thrower =
        text -> {
          throw new IllegalStateException(text);
        };

    assertThat(guard(thrower).accepts("x")).isTrue();
    assertThat(guard(text -> !deep.matcher(text).matches()).accepts("ab")).isFalse();
    assertThat(guard(text -> !deep.matcher(text).matches()).accepts("ab".repeat(200_000))).isTrue();
  }

  private static TextGuard guard(Predicate<String> test) {
    return new TextGuard(TextField.SERVICE, Set.of(), List.of(test));
  }
}
