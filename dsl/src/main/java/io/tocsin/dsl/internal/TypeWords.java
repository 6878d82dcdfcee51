package io.tocsin.dsl.internal;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.codehaus.groovy.ast.ClassHelper;
import org.codehaus.groovy.ast.ClassNode;

/** Types as messages speak of them. */
final class TypeWords {

  private TypeWords() {}

  static String shown(ClassNode[] types) {
    return Arrays.stream(types).map(TypeWords::simple).collect(Collectors.joining(", "));
  }

  static String simple(ClassNode type) {
    String name = ClassHelper.getWrapper(type).getNameWithoutPackage();
    return switch (name) {
      case "null", "<unknown parameter type>", "" -> "null";
      case "Closure" -> "block";
      case "RuleFunction" -> "block";
      case "Event" -> "the metric";
      case "LinkedHashMap" -> "options";
      case "ArrayList" -> "List";
      default -> name;
    };
  }
}
