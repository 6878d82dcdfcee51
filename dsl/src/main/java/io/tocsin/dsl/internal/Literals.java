package io.tocsin.dsl.internal;

import io.tocsin.dsl.RuleScript;
import io.tocsin.dsl.Units;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.codehaus.groovy.ast.expr.ClassExpression;
import org.codehaus.groovy.ast.expr.ConstantExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.ListExpression;
import org.codehaus.groovy.ast.expr.MapEntryExpression;
import org.codehaus.groovy.ast.expr.MapExpression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.expr.PropertyExpression;
import org.codehaus.groovy.ast.expr.UnaryMinusExpression;
import org.codehaus.groovy.ast.expr.VariableExpression;
import org.codehaus.groovy.runtime.typehandling.NumberMath;
import org.jspecify.annotations.Nullable;

/** The values of expressions that are written out: numbers, texts, lengths of time, lists. */
final class Literals {

  /** An expression's value depends on what runs. */
  static final class NotLiteral extends Exception {
    private static final long serialVersionUID = 1;

    NotLiteral() {
      super(null, null, false, false);
    }
  }

  private final Map<String, Expression> constants;
  private final RuleScript script;

  /**
   * @param constants the file's constants by name
   * @param script where secrets are looked up
   */
  Literals(Map<String, Expression> constants, RuleScript script) {
    this.constants = constants;
    this.script = script;
  }

  @Nullable Object value(Expression e) throws NotLiteral {
    if (e instanceof ConstantExpression c) {
      return c.getValue();
    }
    if (e instanceof VariableExpression v && constants.containsKey(v.getName())) {
      return value(constants.get(v.getName()));
    }
    if (e instanceof ListExpression list) {
      List<@Nullable Object> values = new ArrayList<>();
      for (Expression element : list.getExpressions()) {
        values.add(value(element));
      }
      return values;
    }
    if (e instanceof MapExpression map) {
      Map<Object, @Nullable Object> values = new LinkedHashMap<>();
      for (MapEntryExpression entry : map.getMapEntryExpressions()) {
        values.put(
            String.valueOf(value(entry.getKeyExpression())), value(entry.getValueExpression()));
      }
      return values;
    }
    if (e instanceof PropertyExpression p && p.getObjectExpression() instanceof ClassExpression c) {
      return constant(c.getType().getName(), String.valueOf(p.getPropertyAsString()));
    }
    if (e instanceof PropertyExpression p) {
      return unit(value(p.getObjectExpression()), String.valueOf(p.getPropertyAsString()));
    }
    if (e instanceof UnaryMinusExpression minus) {
      return negative(value(minus.getExpression()));
    }
    if (e instanceof MethodCallExpression call && isSecret(call)) {
      return script.secret(String.valueOf(value(Ast.arguments(call).get(0))));
    }
    throw new NotLiteral();
  }

  private static boolean isSecret(MethodCallExpression call) {
    return "secret".equals(call.getMethodAsString()) && Ast.arguments(call).size() == 1;
  }

  private static Object negative(@Nullable Object value) throws NotLiteral {
    if (value instanceof Duration length) {
      return Units.negative(length);
    }
    if (value instanceof Number n && !(n instanceof Double) && !(n instanceof Float)) {
      return NumberMath.unaryMinus(n);
    }
    if (value instanceof Number n) {
      return -n.doubleValue();
    }
    throw new NotLiteral();
  }

  /** Of the constants of classes, those of doubles: no class is loaded for another's sake. */
  private static Object constant(String type, String name) throws NotLiteral {
    if (type.equals("java.lang.Double")) {
      switch (name) {
        case "NaN":
          return Double.NaN;
        case "POSITIVE_INFINITY":
          return Double.POSITIVE_INFINITY;
        case "NEGATIVE_INFINITY":
          return Double.NEGATIVE_INFINITY;
        default:
          break;
      }
    }
    throw new NotLiteral();
  }

  private static Object unit(@Nullable Object number, String unit) throws NotLiteral {
    if (number instanceof Number n && !unit.isEmpty()) {
      String getter = "get" + Character.toUpperCase(unit.charAt(0)) + unit.substring(1);
      try {
        Method method = Units.class.getMethod(getter, Number.class);
        return method.invoke(null, n);
      } catch (ReflectiveOperationException e) {
        throw new NotLiteral();
      }
    }
    throw new NotLiteral();
  }
}
