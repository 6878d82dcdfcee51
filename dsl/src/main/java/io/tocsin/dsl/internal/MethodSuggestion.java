package io.tocsin.dsl.internal;

import io.tocsin.dsl.Units;
import java.lang.reflect.Method;
import java.util.Set;
import java.util.TreeSet;
import org.codehaus.groovy.runtime.DefaultGroovyMethods;
import org.codehaus.groovy.runtime.StringGroovyMethods;

/** What method of a class was probably meant. */
final class MethodSuggestion {

  private MethodSuggestion() {}

  static String remedy(String className, String wrong) {
    Class<?> type;
    try {
      type =
          Class.forName(
              className.replaceAll("<.*", ""), false, MethodSuggestion.class.getClassLoader());
    } catch (ClassNotFoundException | LinkageError e) {
      return "";
    }
    Set<String> names = new TreeSet<>();
    for (Method m : type.getMethods()) {
      names.add(m.getName());
    }
    for (Class<?> extension :
        Set.of(DefaultGroovyMethods.class, StringGroovyMethods.class, Units.class)) {
      for (Method m : extension.getMethods()) {
        if (m.getParameterCount() > 0 && m.getParameterTypes()[0].isAssignableFrom(type)) {
          names.add(m.getName());
        }
      }
    }
    return names.contains(wrong) ? "" : Suggestion.remedy(wrong, names);
  }
}
