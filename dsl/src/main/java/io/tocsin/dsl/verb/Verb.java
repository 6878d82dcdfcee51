package io.tocsin.dsl.verb;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Marks a word of the rule language; its other forms are {@link SameVerb}. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Verb {

  /** Where it may stand. */
  Scope[] in();

  /** How it is written, shown when it is written wrong. */
  String usage();
}
