package io.tocsin.dsl.verb;

import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A named option of a verb, for those of its forms whose first parameter is a map. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@Repeatable(Option.All.class)
public @interface Option {
  String name();

  /** What its value must be; any of these. */
  Class<?>[] type();

  /** The functional interface of an option that is a block run for each event. */
  Class<?> function() default void.class;

  boolean required() default false;

  /** All options of a verb. */
  @Retention(RetentionPolicy.RUNTIME)
  @Target(ElementType.METHOD)
  @interface All {
    Option[] value();
  }
}
