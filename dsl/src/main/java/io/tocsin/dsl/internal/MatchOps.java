package io.tocsin.dsl.internal;

import groovy.lang.GString;
import groovy.lang.IntRange;
import groovy.lang.Range;
import io.tocsin.query.LikePattern;
import io.tocsin.query.TextFinder;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.codehaus.groovy.runtime.GStringImpl;
import org.codehaus.groovy.runtime.ScriptBytecodeAdapter;
import org.jspecify.annotations.Nullable;

/**
 * What {@code =~}, {@code ==~}, {@code in} and {@code like} in rules mean: false for an absent
 * value. Public because compiled rules call it; not for other use.
 */
public final class MatchOps {

  private static final Pattern NEVER = Pattern.compile("(?!)");

  private static final Object[] NO_VALUES = {};

  private MatchOps() {}

  public static boolean find(TextFinder finder, @Nullable CharSequence text) {
    return text != null && finder.isIn(text.toString());
  }

  public static boolean find(Pattern pattern, @Nullable CharSequence text) {
    return text != null && pattern.matcher(text).find();
  }

  public static boolean find(@Nullable Object pattern, @Nullable CharSequence text) {
    return text != null && pattern != null && pattern(pattern).matcher(text).find();
  }

  /** The whole text matches. */
  public static boolean matches(Pattern pattern, @Nullable CharSequence text) {
    return text != null && pattern.matcher(text).matches();
  }

  /** The whole text matches. */
  public static boolean matches(@Nullable Object pattern, @Nullable CharSequence text) {
    return text != null && pattern != null && pattern(pattern).matcher(text).matches();
  }

  /** A matcher whose groups can be asked for; one that never matches for an absent text. */
  public static Matcher matcher(@Nullable Object pattern, @Nullable CharSequence text) {
    return text == null || pattern == null ? NEVER.matcher("") : pattern(pattern).matcher(text);
  }

  private static Pattern pattern(Object pattern) {
    return pattern instanceof Pattern p ? p : PatternCache.get(pattern.toString());
  }

  public static boolean like(LikePattern pattern, @Nullable CharSequence text) {
    return text != null && pattern.matches(text.toString());
  }

  /** As {@link #in}, of texts that are written out. */
  public static boolean inTexts(@Nullable Object value, Set<?> all) {
    return value != null && all.contains(value instanceof GString ? value.toString() : value);
  }

  /** Numbers are equal whatever their types, and texts however they were put together. */
  public static boolean in(@Nullable Object value, @Nullable Object all) {
    if (value == null || all == null) {
      return false;
    }
    if (all instanceof Range<?> range) {
      return isWithin(value, range);
    }
    if (all instanceof Set<?> set) {
      return isMember(value, set);
    }
    if (all instanceof Map<?, ?> map) {
      return isMember(value, map.keySet());
    }
    if (all instanceof Collection<?> collection) {
      return isElement(value, collection);
    }
    if (all instanceof Object[] array) {
      return isElement(value, Arrays.asList(array));
    }
    try {
      return ScriptBytecodeAdapter.isCase(value, all);
    } catch (Throwable e) {
      throw new IllegalArgumentException("cannot look for '" + value + "' in '" + all + "'", e);
    }
  }

  /** By hash where that can be, for sets may be large. */
  private static boolean isMember(Object value, Set<?> all) {
    if (all instanceof SortedSet<?> || value instanceof Number) {
      return isElement(value, all);
    }
    if (!(value instanceof CharSequence text)) {
      return all.contains(value);
    }
    // A text that was put together is another kind of object, with another hash.
    return all.contains(text.toString())
        || all.contains(new GStringImpl(NO_VALUES, new String[] {text.toString()}));
  }

  private static boolean isWithin(Object value, Range<?> range) {
    if (!(range instanceof IntRange whole)) {
      return range.containsWithinBounds(value);
    }
    boolean open = Boolean.FALSE.equals(whole.getInclusiveRight());
    boolean below = Ops.le(value, whole.getTo()) || (open && Ops.lt(value, whole.getTo() + 1L));
    return value instanceof Number && below && Ops.ge(value, whole.getFrom());
  }

  private static boolean isElement(Object value, Collection<?> all) {
    for (Object element : all) {
      if (element != null && (element.equals(value) || isSame(element, value))) {
        return true;
      }
    }
    return false;
  }

  private static boolean isSame(Object element, Object value) {
    return (element instanceof Number || element instanceof GString || value instanceof GString)
        && Ops.same(element, value);
  }

  /** A set of constant texts, for {@code in}. */
  public static Set<Object> setOf(Object... all) {
    return Set.copyOf(Arrays.asList(all));
  }

  /** A list of constants, for {@code in}. */
  public static List<Object> listOf(Object... all) {
    return List.of(all);
  }
}
