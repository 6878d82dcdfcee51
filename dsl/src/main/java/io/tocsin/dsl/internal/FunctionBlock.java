package io.tocsin.dsl.internal;

import org.codehaus.groovy.ast.ClassHelper;
import org.codehaus.groovy.ast.ClassNode;
import org.codehaus.groovy.ast.GenericsType;
import org.codehaus.groovy.ast.Parameter;
import org.codehaus.groovy.ast.expr.ClosureExpression;
import org.codehaus.groovy.ast.expr.ConstantExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.tools.GenericsUtils;
import org.jspecify.annotations.Nullable;

/**
 * The names and types of a block that runs for each item.
 *
 * @param parameter the name its item goes by inside
 * @param now the name of the lane's now
 * @param suffix what the copies of outer variables end with
 * @param valueType for a block over a field's value, that field's type; null for the other kinds
 */
record FunctionBlock(String parameter, String now, String suffix, @Nullable ClassNode valueType) {

  static FunctionBlock of(
      ClosureExpression closure, FunctionKind kind, int serial, @Nullable ClassNode valueType) {
    String suffix = "$" + serial;
    String given = closure.isParameterSpecified() ? item(closure, kind).getName() : "it";
    String name = given.equals("it") ? "$" + kind.parameter() + suffix : given;
    return new FunctionBlock(name, "$now" + suffix, suffix, valueType);
  }

  private static Parameter item(ClosureExpression closure, FunctionKind kind) {
    Parameter[] parameters = closure.getParameters();
    return parameters[Math.min(parameters.length, kind.parameters()) - 1];
  }

  /** For {@code adjust('service') { … }}: the type of the field named first. */
  static @Nullable ClassNode valueType(MethodCallExpression call, FunctionKind kind) {
    if (kind != FunctionKind.VALUE) {
      return null;
    }
    for (Expression argument : Ast.arguments(call)) {
      if (argument instanceof ConstantExpression c && c.getValue() instanceof String field) {
        return Fields.NUMERIC.contains(field)
            ? ClassHelper.make(Number.class)
            : field.equals("tags") ? listOf(ClassHelper.STRING_TYPE) : ClassHelper.STRING_TYPE;
      }
    }
    return null;
  }

  private static ClassNode listOf(ClassNode element) {
    return GenericsUtils.makeClassSafeWithGenerics(
        ClassHelper.LIST_TYPE, new GenericsType(element));
  }

  boolean isNumber() {
    return valueType != null && valueType.equals(ClassHelper.make(Number.class));
  }

  /** What the lambda takes: the item, and now where its kind has it. */
  Parameter[] parameters(FunctionKind kind, ClosureExpression closure) {
    Parameter nowParameter = new Parameter(ClassHelper.long_TYPE, now);
    return switch (kind) {
      case PREDICATE, FUNCTION, MAPPER, EXPANDER ->
          new Parameter[] {new Parameter(Ast.EVENT, parameter), nowParameter};
      case REDUCER ->
          new Parameter[] {accumulator(closure), new Parameter(Ast.EVENT, parameter), nowParameter};
      case BATCH -> new Parameter[] {new Parameter(listOf(Ast.EVENT), parameter), nowParameter};
      case VALUE -> new Parameter[] {new Parameter(ClassHelper.OBJECT_TYPE, "$value" + suffix)};
    };
  }

  /** The first parameter of {@code reduce}'s block, known to be an event. */
  private Parameter accumulator(ClosureExpression closure) {
    if (!closure.isParameterSpecified() || closure.getParameters().length < 2) {
      return new Parameter(Ast.EVENT, "$accumulated" + suffix);
    }
    Parameter given = closure.getParameters()[0];
    given.setType(Ast.EVENT);
    given.setOriginType(Ast.EVENT);
    return given;
  }
}
