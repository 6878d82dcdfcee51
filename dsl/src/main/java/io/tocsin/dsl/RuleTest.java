package io.tocsin.dsl;

import groovy.lang.Closure;
import io.tocsin.dsl.internal.RuleBuilder;
import io.tocsin.stream.Place;

/**
 * One {@code test('…') { … }} of a rule file.
 *
 * @param name what it is called
 * @param place where it stands
 * @param builder the load it belongs to
 * @param body its steps
 */
public record RuleTest(String name, Place place, RuleBuilder builder, Closure<?> body) {

  /** Runs the steps on a fresh run of the rules. Whatever they throw is the test's failure. */
  public void run(TestContext context) {
    builder.test(context, body);
  }
}
