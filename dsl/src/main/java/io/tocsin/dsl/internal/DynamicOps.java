package io.tocsin.dsl.internal;

import org.codehaus.groovy.runtime.InvokerHelper;
import org.jspecify.annotations.Nullable;

/**
 * Arithmetic in tests, where the types of values are known only when they run: Groovy's own, found
 * by name. Public because compiled rules call it; not for other use.
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
}
