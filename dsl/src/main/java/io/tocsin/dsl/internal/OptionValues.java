package io.tocsin.dsl.internal;

import org.jspecify.annotations.Nullable;

/** The values of options while a rule file runs. Public for the families of verbs only. */
public final class OptionValues {

  private OptionValues() {}

  /** Whether a value is of a type; any text is a text, however it was put together. */
  public static boolean fits(Class<?> type, @Nullable Object value) {
    return type.isInstance(value) || (type == String.class && value instanceof CharSequence);
  }

  /** A value that fits, as that type. */
  public static <T> T as(Class<T> type, Object value) {
    return type.cast(type == String.class ? value.toString() : value);
  }

  /** What is wrong with a value that does not fit. */
  public static String wrong(String verb, String option, Class<?> type, @Nullable Object value) {
    return verb
        + ": the option '"
        + option
        + "' takes "
        + OptionTypes.wanted(type)
        + ", was "
        + value;
  }
}
