package io.tocsin.dsl.verb;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a further form of the verb that another method of the same name describes: its {@link Verb}
 * holds here too, and so do its {@link Option}s if this form takes options.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface SameVerb {}
