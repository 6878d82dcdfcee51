package io.tocsin.dsl.verb;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * One way to write a verb, with what is said of it. Immutable.
 *
 * @param options empty for a form that takes none
 */
public record VerbForm(Method method, Verb verb, List<Option> options) {

  /** All forms that a class of rule files has, by name and then by signature. */
  public static List<VerbForm> all(Class<?> script) {
    return Arrays.stream(script.getMethods())
        .flatMap(method -> of(method, script))
        .sorted(
            Comparator.comparing(VerbForm::name)
                .thenComparing(form -> form.method().toGenericString()))
        .toList();
  }

  private static Stream<VerbForm> of(Method method, Class<?> script) {
    if (method.isAnnotationPresent(Verb.class)) {
      return Stream.of(described(method, method));
    }
    return method.isAnnotationPresent(SameVerb.class)
        ? Stream.of(described(method, describing(method, script)))
        : Stream.empty();
  }

  private static Method describing(Method method, Class<?> script) {
    List<Method> all =
        Arrays.stream(script.getMethods())
            .filter(other -> other.getName().equals(method.getName()))
            .filter(other -> other.isAnnotationPresent(Verb.class))
            .toList();
    if (all.size() != 1) {
      throw new IllegalStateException(
          method + " is described by " + all.size() + " methods, not by one");
    }
    return all.get(0);
  }

  private static VerbForm described(Method method, Method by) {
    Class<?>[] types = method.getParameterTypes();
    List<Option> options =
        types.length > 0 && types[0] == Map.class
            ? List.of(by.getAnnotationsByType(Option.class))
            : List.of();
    return new VerbForm(method, by.getAnnotation(Verb.class), options);
  }

  public String name() {
    return method.getName();
  }
}
