package io.tocsin.event;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The custom attributes of an event: a small map from name to text, kept in the order they came.
 *
 * <p>Immutable. Look-up is linear: events carry a handful of attributes, and the listeners bound
 * their number. Of two attributes of one name the later one counts, as in Riemann.
 */
public final class Attributes extends AbstractMap<String, String> {

  /** No attributes at all. */
  public static final Attributes NONE = new Attributes(new String[0]);

  private final String[] namesAndValues;

  private Attributes(String[] namesAndValues) {
    this.namesAndValues = namesAndValues;
  }

  /** A copy of {@code map}; null values are left out. */
  public static Attributes copyOf(Map<String, ? extends @Nullable String> map) {
    if (map instanceof Attributes attributes) {
      return attributes;
    }
    String[] flat = new String[map.size() * 2];
    int n = 0;
    for (Entry<String, ? extends @Nullable String> entry : map.entrySet()) {
      String value = entry.getValue();
      if (value != null) {
        flat[n++] = entry.getKey();
        flat[n++] = value;
      }
    }
    return n == 0
        ? NONE
        : new Attributes(n == flat.length ? flat : java.util.Arrays.copyOf(flat, n));
  }

  /**
   * Attributes from names and values in turn; a repeated name keeps its place and takes the later
   * value.
   *
   * @param flat name, value, name, value …; not kept
   * @param length how much of {@code flat} counts, even
   */
  public static Attributes ofPairs(String[] flat, int length) {
    if (length == 0) {
      return NONE;
    }
    for (int i = 2; i < length; i += 2) {
      for (int j = 0; j < i; j += 2) {
        if (flat[i].equals(flat[j])) {
          Map<String, String> unique = new LinkedHashMap<>();
          for (int k = 0; k < length; k += 2) {
            unique.put(flat[k], flat[k + 1]);
          }
          return copyOf(unique);
        }
      }
    }
    return new Attributes(java.util.Arrays.copyOf(flat, length));
  }

  /** These attributes with one more, changed or, for a null value, removed. */
  public Attributes with(String name, @Nullable String value) {
    Map<String, String> changed = new LinkedHashMap<>(this);
    if (value == null) {
      changed.remove(name);
    } else {
      changed.put(name, value);
    }
    return copyOf(changed);
  }

  /** Whether another has the same names and values in the same order. */
  boolean isAlike(Attributes other) {
    return java.util.Arrays.equals(namesAndValues, other.namesAndValues);
  }

  @Override
  public @Nullable String get(@Nullable Object name) {
    for (int i = 0; i < namesAndValues.length; i += 2) {
      if (namesAndValues[i].equals(name)) {
        return namesAndValues[i + 1];
      }
    }
    return null;
  }

  @Override
  public boolean containsKey(@Nullable Object name) {
    return get(name) != null;
  }

  @Override
  public int size() {
    return namesAndValues.length / 2;
  }

  @Override
  public Set<Entry<String, String>> entrySet() {
    return new AbstractSet<>() {
      @Override
      public Iterator<Entry<String, String>> iterator() {
        return new Iterator<>() {
          private int next;

          @Override
          public boolean hasNext() {
            return next < namesAndValues.length;
          }

          @Override
          public Entry<String, String> next() {
            if (!hasNext()) {
              throw new NoSuchElementException();
            }
            next += 2;
            return Map.entry(namesAndValues[next - 2], namesAndValues[next - 1]);
          }
        };
      }

      @Override
      public int size() {
        return namesAndValues.length / 2;
      }
    };
  }
}
