package io.tocsin.dsl;

import static org.assertj.core.api.Assertions.assertThat;

import groovy.lang.GroovyObject;
import groovy.lang.Script;
import io.tocsin.dsl.verb.Verb;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.codehaus.groovy.runtime.DefaultGroovyMethods;
import org.junit.jupiter.api.Test;

/** Words of the rule language must not be words that every object has: those would be called. */
final class VerbNameTest {

  /** Groovy's takes blocks; that one in a test is refused is told by a table of problems. */
  private static final Set<String> TOLD_APART = Set.of("inject");

  private static Set<String> verbs() {
    return Arrays.stream(RuleScript.class.getMethods())
        .filter(method -> method.isAnnotationPresent(Verb.class))
        .map(Method::getName)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** What Java's and Groovy's objects and scripts have, and what Groovy adds to any object. */
  private static Set<String> everyObjects() {
    Stream<String> own =
        Stream.of(Object.class, GroovyObject.class, Script.class)
            .flatMap(type -> Arrays.stream(type.getMethods()))
            .map(Method::getName);
    Stream<String> added =
        Arrays.stream(DefaultGroovyMethods.DGM_LIKE_CLASSES)
            .flatMap(type -> Arrays.stream(type.getMethods()))
            .filter(method -> Modifier.isStatic(method.getModifiers()))
            .filter(method -> method.getParameterCount() > 0)
            .filter(method -> method.getParameterTypes()[0].isAssignableFrom(RuleScript.class))
            .map(Method::getName);
    return Stream.concat(own, added).collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void noVerbHasANameThatEveryObjectHas() {
    assertThat(everyObjects()).contains("with", "tap", "each", "any", "every", "notify", "print");
    Set<String> verbs = verbs();
    assertThat(verbs).contains("where", "reduce").containsAll(TOLD_APART);
    verbs.removeAll(TOLD_APART);
    assertThat(verbs).doesNotContainAnyElementsOf(everyObjects());
  }
}
