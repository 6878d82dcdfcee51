package io.tocsin.dsl.internal;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.codehaus.groovy.runtime.InvokerHelper;
import org.jspecify.annotations.Nullable;

/**
 * Arithmetic, and calls on each element, in tests, where the types of values are known only when
 * they run: Groovy's own, found by name. Public because compiled rules call it; not for other use.
 */
public final class DynamicOps {

  private DynamicOps() {}

  public static @Nullable Object plus(@Nullable Object a, @Nullable Object b) {
    return InvokerHelper.invokeMethod(a, "plus", b);
  }

  public static @Nullable Object minus(@Nullable Object a, @Nullable Object b) {
    return InvokerHelper.invokeMethod(a, "minus", b);
  }

  public static @Nullable Object multiply(@Nullable Object a, @Nullable Object b) {
    return InvokerHelper.invokeMethod(a, "multiply", b);
  }

  public static @Nullable Object div(@Nullable Object a, @Nullable Object b) {
    return InvokerHelper.invokeMethod(a, "div", b);
  }

  public static @Nullable Object mod(@Nullable Object a, @Nullable Object b) {
    return InvokerHelper.invokeMethod(a, "remainder", b);
  }

  public static @Nullable Object power(@Nullable Object a, @Nullable Object b) {
    return InvokerHelper.invokeMethod(a, "power", b);
  }

  /** What a method gives for each element; null for a null element, and for no list. */
  public static @Nullable List<@Nullable Object> spread(
      @Nullable Object list, String method, @Nullable Object[] arguments) {
    if (list == null) {
      return null;
    }
    List<@Nullable Object> results = new ArrayList<>();
    Iterator<?> elements = InvokerHelper.asIterator(list);
    while (elements.hasNext()) {
      Object element = elements.next();
      results.add(element == null ? null : InvokerHelper.invokeMethod(element, method, arguments));
    }
    return results;
  }
}
