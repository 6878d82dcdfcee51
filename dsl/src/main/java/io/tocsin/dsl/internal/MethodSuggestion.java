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

  /** As {@link #remedy}, for a property: getters go by their properties' names. */
  static String propertyRemedy(String className, String wrong) {
    Set<String> names = new TreeSet<>();
    for (String name : names(className)) {
      if (name.length() > 3 && name.startsWith("get")) {
        names.add(Character.toLowerCase(name.charAt(3)) + name.substring(4));
      }
    }
    return Suggestion.remedy(wrong, names);
  }

  static String remedy(String className, String wrong) {
    Set<String> names = names(className);
    return names.contains(wrong) ? "" : Suggestion.remedy(wrong, names);
  }

  private static Set<String> names(String className) {
    Class<?> type;
    try {
      type =
          Class.forName(
              className.replaceAll("<.*", ""), false, MethodSuggestion.class.getClassLoader());
    } catch (ClassNotFoundException | LinkageError e) {
      return Set.of();
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
    return names;
  }
}
