package io.tocsin.dsl.internal;

import io.tocsin.dsl.verb.Option;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.codehaus.groovy.ast.ClassHelper;
import org.codehaus.groovy.ast.ClassNode;
import org.codehaus.groovy.ast.tools.WideningCategories;

/** What type an option's value has to be, and how that is said. */
final class OptionTypes {

  private OptionTypes() {}

  static boolean fits(Option option, ClassNode type) {
    return Arrays.stream(option.type()).anyMatch(wanted -> fits(type, wanted));
  }

  static String wanted(Option option) {
    return Arrays.stream(option.type())
        .map(OptionTypes::wanted)
        .collect(Collectors.joining(" or "));
  }

  private static boolean fits(ClassNode type, Class<?> wanted) {
    ClassNode wrapped = ClassHelper.getWrapper(type);
    if (saysNothing(wrapped)) {
      return true;
    }
    ClassNode target = ClassHelper.make(wanted);
    return wrapped.isDerivedFrom(target)
        || wrapped.implementsInterface(target)
        || (wanted == String.class && wrapped.equals(ClassHelper.GSTRING_TYPE));
  }

  /** What values of several types have in common; the run looks at the value. */
  private static boolean saysNothing(ClassNode type) {
    return type.equals(ClassHelper.OBJECT_TYPE)
        || type.equals(ClassHelper.SERIALIZABLE_TYPE)
        || type.equals(ClassHelper.COMPARABLE_TYPE)
        || type instanceof WideningCategories.LowestUpperBoundClassNode;
  }

  static String wanted(Class<?> type) {
    return switch (type.getSimpleName()) {
      case "Duration" -> "a length of time such as 10.seconds";
      case "Number" -> "a number";
      case "Integer" -> "a whole number";
      case "String" -> "a text";
      case "Boolean" -> "true or false";
      case "List" -> "a list";
      case "Map" -> "a map such as [a: 'b']";
      case "Secret" -> "secret('NAME')";
      case "RuleFunction" -> "a block";
      default -> type.getSimpleName();
    };
  }
}
