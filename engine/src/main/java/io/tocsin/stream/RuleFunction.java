package io.tocsin.stream;

import io.tocsin.stream.dispatch.TextGuard;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A function a user wrote in a rule, with what makes it the same function after a reload: its
 * source text and the values it captured. Immutable; compared by these two, not by the function
 * object.
 *
 * @param <F> a functional interface of this package
 */
public final class RuleFunction<F> {

  private final F function;
  private final String source;
  private final List<@Nullable Object> captured;
  private final List<TextGuard> guards;

  private RuleFunction(
      F function, String source, List<@Nullable Object> captured, List<TextGuard> guards) {
    this.function = function;
    this.source = source;
    this.captured = captured;
    this.guards = guards;
  }

  /**
   * A function with its identity.
   *
   * @param source its text as written, without layout
   * @param captured values of the variables it uses from outside, may contain null
   */
  public static <F> RuleFunction<F> of(F function, String source, @Nullable Object... captured) {
    List<@Nullable Object> values = new ArrayList<>();
    Collections.addAll(values, captured);
    return new RuleFunction<>(function, source, Collections.unmodifiableList(values), List.of());
  }

  /**
   * The same predicate, with what is known of it: for an event that one of the guards does not
   * accept it is false, throws nothing, and does nothing else.
   *
   * @param guards at most one for a field
   */
  public RuleFunction<F> guardedBy(List<TextGuard> guards) {
    return new RuleFunction<>(function, source, captured, List.copyOf(guards));
  }

  /** What is known of a predicate; empty when nothing is. */
  public List<TextGuard> guards() {
    return guards;
  }

  public F function() {
    return function;
  }

  public String source() {
    return source;
  }

  /**
   * A mark of the captured values that tells functions of one source apart, after a restart too:
   * eight hexadecimal digits, from which the values cannot be known; empty when there are none. Of
   * values that are neither text, number, truth value nor constant, nor lists of such, only the
   * class counts.
   */
  String mark() {
    if (captured.isEmpty()) {
      return "";
    }
    StringBuilder text = new StringBuilder();
    describe(captured, text);
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest(text.toString().getBytes(StandardCharsets.UTF_8));
      return '@' + HexFormat.of().formatHex(digest, 0, 4);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void describe(@Nullable Object value, StringBuilder to) {
    if (value instanceof List<?> all) {
      to.append('[');
      all.forEach(each -> describe(each, to));
      to.append(']');
      return;
    }
    to.append(value == null ? "" : value.getClass().getName()).append(' ');
    if (value instanceof CharSequence
        || value instanceof Number
        || value instanceof Boolean
        || value instanceof Character
        || value instanceof Enum) {
      String plain = value.toString();
      to.append(plain.length()).append(' ').append(plain);
    }
    to.append(';');
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof RuleFunction<?> f
        && source.equals(f.source)
        && captured.equals(f.captured);
  }

  @Override
  public int hashCode() {
    return Objects.hash(source, captured);
  }

  /** The source text; captured values may be secrets and are left out. */
  @Override
  public String toString() {
    return "{ " + source + " }";
  }
}
