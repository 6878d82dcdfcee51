package io.tocsin.stream.dispatch;

import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What a condition demands of one text of an event before it looks at anything else: an event it
 * does not accept fails the condition, which need not be asked. One that it accepts may fail still.
 * Immutable.
 *
 * @param field the text it is about
 * @param texts it accepts these
 * @param tests it accepts what one of these is true for; they depend on the text alone
 */
public record TextGuard(TextField field, Set<String> texts, List<Predicate<String>> tests) {

  public TextGuard {
    texts = Set.copyOf(texts);
    tests = List.copyOf(tests);
  }

  /** Whether the texts are all that it accepts. */
  public boolean isExact() {
    return tests.isEmpty();
  }

  /**
   * Whether the condition may hold for an event with this text. Never throws: where a test does, it
   * accepts, so that the condition is asked and fails as it would have.
   *
   * @param text null when the event has none, which is never accepted
   */
  public boolean accepts(@Nullable String text) {
    return text != null && (texts.contains(text) || passes(text));
  }

  private boolean passes(String text) {
    try {
      for (Predicate<String> test : tests) {
        if (test.test(text)) {
          return true;
        }
      }
      return false;
    } catch (RuntimeException | StackOverflowError failure) {
      return true;
    }
  }
}
