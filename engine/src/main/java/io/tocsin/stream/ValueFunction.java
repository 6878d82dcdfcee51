package io.tocsin.stream;

import org.jspecify.annotations.Nullable;

/** A field's new value made of the present one; both may be null. */
@FunctionalInterface
public interface ValueFunction {
  @Nullable Object apply(@Nullable Object value);
}
