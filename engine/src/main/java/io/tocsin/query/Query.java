package io.tocsin.query;

import io.tocsin.event.Event;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A question about events in the query language, ready to be asked.
 *
 * <p>The language is Riemann's: {@code and or not}, parentheses, {@code = != < <= > >=}, {@code =~}
 * with {@code %} for any run of characters, {@code ~=} to find a regular expression, {@code tagged
 * "t"}, {@code true false nil null}, and a field alone, which is true when it is present. Any other
 * name is a custom attribute; a name with odd characters, or that is a word of the language, stands
 * in backquotes, and {@code attr:host} means an attribute whatever it is called. What differs:
 *
 * <ul>
 *   <li>blanks around operators do not matter, so {@code = < > ! ~} end a name; the words of the
 *       language may be in capitals, and strings in single quotes;
 *   <li>equality of numbers is by value: 2 equals 2.0. Whole numbers compare exactly;
 *   <li>{@code metric_f} is another name of {@code metric}; no tags at all count as nil.
 * </ul>
 *
 * <p>Beyond Riemann's: {@code like} is another word for {@code =~}; {@code host in ("a", "b")} is
 * true for any of these; {@code age}, compared by size, is the seconds since the event's time; and
 * after all conditions may stand {@code order by field desc, other} and {@code limit 10}. None of
 * these words is taken away as a name of a field.
 *
 * <p>{@code time} and {@code ttl} are in seconds. A comparison by size is false unless both sides
 * are numbers, and patterns are false for what is no text: custom attributes are text, never
 * numbers. What regular expressions may cost is bounded, see {@link SearchBudget}.
 *
 * <p>Immutable, thread-safe, compared by text.
 */
public final class Query {

  /** The longest text of a query, in characters. */
  public static final int MAX_LENGTH = 65_536;

  /** The deepest nesting of parentheses. */
  public static final int MAX_NESTING = 200;

  private final String text;
  private final Condition condition;
  private final List<SortKey> order;
  private final int limit;
  private final Pin host;
  private final Pin service;

  private Query(String text, QueryCompiler.Compiled compiled) {
    this.text = text;
    condition = compiled.condition();
    order = compiled.order();
    limit = compiled.limit();
    host = Pins.of(condition, Operand.TextField.HOST);
    service = Pins.of(condition, Operand.TextField.SERVICE);
  }

  /**
   * Understands a text.
   *
   * @throws QueryException if it is no query; no text makes this throw anything else
   */
  public static Query parse(String text) {
    if (text.length() > MAX_LENGTH) {
      throw new QueryException(
          1,
          1,
          "the query has " + text.length() + " characters, at most " + MAX_LENGTH + " are allowed",
          "split it into several");
    }
    try {
      return new Query(text, QueryCompiler.compile(text));
    } catch (StackOverflowError e) {
      // Reached only on a thread whose stack is nearly used up already.
      throw new QueryException(1, 1, "the query is nested too deeply", "nest it less deeply");
    }
  }

  /**
   * Whether the event is one that is asked for. Never throws: an event on which regular expressions
   * take more than 100,000 steps is none.
   *
   * @param nowMicros the lane's now, for {@code age}
   */
  public boolean matches(Event event, long nowMicros) {
    try {
      return test(event, nowMicros, SearchBudget.forOneEvent());
    } catch (QueryException e) {
      return false;
    }
  }

  /**
   * Whether the event is one that is asked for.
   *
   * @throws QueryException if regular expressions use up the budget
   */
  boolean test(Event event, long nowMicros, SearchBudget budget) {
    return Ages.at(condition, nowMicros).test(event, budget);
  }

  /**
   * Begins to gather what is asked for, of what is offered.
   *
   * @param nowMicros the lane's now, for {@code age}
   * @param most kept at most, whatever the query's own limit
   * @param budget of all that is offered
   */
  public Selection selection(long nowMicros, int most, SearchBudget budget) {
    List<SortKey> keys = order.stream().map(key -> key.at(nowMicros)).toList();
    return new Selection(Ages.at(condition, nowMicros), keys, Math.min(most, limit), budget);
  }

  /** Whether it has {@code order by}. */
  public boolean isOrdered() {
    return !order.isEmpty();
  }

  /** What every match has as its host; {@link Pin#ANY} if that cannot be told. */
  public Pin hostPin() {
    return host;
  }

  /** What every match has as its service; {@link Pin#ANY} if that cannot be told. */
  public Pin servicePin() {
    return service;
  }

  /** The text as it was given. */
  public String text() {
    return text;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Query q && text.equals(q.text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  @Override
  public String toString() {
    return text;
  }
}
