package io.tocsin.dsl;

import groovy.lang.Closure;
import io.tocsin.dsl.internal.RuleBuilder;
import io.tocsin.stream.Place;
import org.jspecify.annotations.Nullable;

/**
 * One {@code test('…') { … }} of a rule file.
 *
 * @param name what it is called
 * @param place where it stands
 * @param builder the load it belongs to
 * @param body its steps
 * @param row of a table of cases, this one; null when there is no table
 */
public record RuleTest(
    String name, Place place, RuleBuilder builder, Closure<?> body, @Nullable Object row) {

  /** Runs the steps on a fresh run of the rules. Whatever they throw is the test's failure. */
  public void run(TestContext context) {
    builder.test(context, body, row);
  }
}
