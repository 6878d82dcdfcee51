package io.tocsin.dsl.internal;

import static org.codehaus.groovy.ast.tools.GeneralUtils.args;
import static org.codehaus.groovy.ast.tools.GeneralUtils.callX;
import static org.codehaus.groovy.ast.tools.GeneralUtils.constX;
import static org.codehaus.groovy.ast.tools.GeneralUtils.returnS;

import io.tocsin.stream.EventPredicate;
import io.tocsin.stream.RuleFunction;
import java.lang.reflect.Modifier;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.codehaus.groovy.ast.ClassHelper;
import org.codehaus.groovy.ast.ClassNode;
import org.codehaus.groovy.ast.GenericsType;
import org.codehaus.groovy.ast.MethodNode;
import org.codehaus.groovy.ast.Parameter;
import org.codehaus.groovy.ast.expr.ArrayExpression;
import org.codehaus.groovy.ast.expr.BinaryExpression;
import org.codehaus.groovy.ast.expr.BooleanExpression;
import org.codehaus.groovy.ast.expr.ClassExpression;
import org.codehaus.groovy.ast.expr.ConstantExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.LambdaExpression;
import org.codehaus.groovy.ast.expr.NotExpression;
import org.codehaus.groovy.ast.expr.VariableExpression;
import org.codehaus.groovy.ast.stmt.Statement;
import org.codehaus.groovy.ast.tools.GenericsUtils;
import org.codehaus.groovy.syntax.Types;
import org.jspecify.annotations.Nullable;

/**
 * Lets conditions that differ only in their constants, as a thousand rules of {@code service ==
 * 's1' && metric > 5} do, share one piece of code, to which the constants are given: what has to be
 * compiled, and then to be in the processor's caches, does not grow with the rules. Only for
 * comparisons of the event's own texts and numbers, which no type error can be in.
 */
final class ConditionShapes {

  private static final String HOLE = "tocsin.hole";
  private static final ClassNode PREDICATE =
      GenericsUtils.makeClassSafeWithGenerics(
          ClassHelper.make(RuleFunction.class),
          new GenericsType(ClassHelper.make(EventPredicate.class)));

  private final ClassNode script;
  private final Map<String, MethodNode> methods = new LinkedHashMap<>();

  /**
   * @param script the class that gets the shared code
   */
  ConditionShapes(ClassNode script) {
    this.script = script;
  }

  /**
   * What is the same in conditions that may share their code.
   *
   * @param key equal for those of the same shape
   * @param constants what fills the holes, in order
   */
  record Shape(String key, List<ConstantExpression> constants) {}

  /** The shape of a condition, whose constants become holes; null when it has none. */
  static @Nullable Shape of(Expression condition, EventNames names) {
    List<ConstantExpression> constants = new ArrayList<>();
    StringBuilder key = new StringBuilder();
    if (!new Reader(names, constants, key).reads(condition) || constants.isEmpty()) {
      return null;
    }
    for (int i = 0; i < constants.size(); i++) {
      ConstantExpression c = constants.get(i);
      c.putNodeMetaData(HOLE, new VariableExpression("$hole" + i, typeOf(c)));
    }
    return new Shape(key.toString(), constants);
  }

  /** What stands for a constant that became a hole; null for all else. */
  static @Nullable VariableExpression hole(Expression e) {
    VariableExpression hole = e.getNodeMetaData(HOLE);
    return hole == null
        ? null
        : Ast.at(new VariableExpression(hole.getName(), hole.getOriginType()), e);
  }

  private static ClassNode typeOf(ConstantExpression c) {
    return c.getValue() instanceof BigDecimal
        ? ClassHelper.Double_TYPE
        : ClassHelper.make(c.getValue().getClass());
  }

  /**
   * The call that makes a condition by the code of its shape.
   *
   * @param lambda its own code, which becomes that of the shape when it is the first
   * @param guards see {@link GuardFinder}; null for none
   */
  Expression call(
      Shape shape, LambdaExpression lambda, String source, @Nullable Expression guards) {
    MethodNode method =
        methods.computeIfAbsent(shape.key(), key -> method(shape.constants(), lambda));
    List<Expression> given = new ArrayList<>();
    for (ConstantExpression c : shape.constants()) {
      Object value = c.getValue() instanceof BigDecimal d ? d.doubleValue() : c.getValue();
      given.add(constX(value));
    }
    given.add(constX(source));
    given.add(guards == null ? new ArrayExpression(Ast.GUARD, List.of()) : guards);
    return callX(new ClassExpression(script), method.getName(), args(given));
  }

  private MethodNode method(List<ConstantExpression> constants, LambdaExpression lambda) {
    List<Parameter> parameters = new ArrayList<>();
    for (int i = 0; i < constants.size(); i++) {
      parameters.add(new Parameter(typeOf(constants.get(i)), "$hole" + i));
    }
    parameters.add(new Parameter(ClassHelper.STRING_TYPE, "$source"));
    parameters.add(new Parameter(Ast.GUARD.makeArray(), "$guards"));
    Expression made =
        callX(
            new ClassExpression(Ast.FUNCTIONS),
            FunctionKind.PREDICATE.factory(),
            args(
                lambda,
                new VariableExpression("$source", ClassHelper.STRING_TYPE),
                new ArrayExpression(ClassHelper.OBJECT_TYPE, List.of()),
                new VariableExpression("$guards", Ast.GUARD.makeArray())));
    Statement body = Ast.at(returnS(Ast.at(made, lambda)), lambda);
    return new MethodNode(
        "$shape" + methods.size(),
        Modifier.PUBLIC | Modifier.STATIC | 0x1000,
        PREDICATE,
        parameters.toArray(Parameter[]::new),
        ClassNode.EMPTY_ARRAY,
        Ast.block(body));
  }

  /** Adds the shared code to the script. */
  void finish() {
    methods.values().forEach(script::addMethod);
  }

  /** Writes the key of a condition, and gathers its constants. */
  private record Reader(EventNames names, List<ConstantExpression> constants, StringBuilder key) {

    boolean reads(Expression e) {
      if (e instanceof BooleanExpression inner) {
        key.append(e instanceof NotExpression ? "!" : "");
        return reads(inner.getExpression());
      }
      if (!(e instanceof BinaryExpression b)) {
        return false;
      }
      Expression left = b.getLeftExpression();
      Expression right = b.getRightExpression();
      int operation = b.getOperation().getType();
      key.append('(');
      boolean read =
          operation == Types.LOGICAL_AND || operation == Types.LOGICAL_OR
              ? reads(left) && operator(b) && reads(right)
              : Operators.isComparison(b)
                  && (compares(b, left, right) || compares(b, right, left))
                  && operand(left)
                  && operator(b)
                  && operand(right);
      key.append(')');
      return read;
    }

    private boolean compares(BinaryExpression b, Expression field, Expression constant) {
      String name = field instanceof VariableExpression ? names.fieldOf(field) : null;
      if (name == null || !(constant instanceof ConstantExpression c)) {
        return false;
      }
      Object value = c.getValue();
      return Fields.TEXT.contains(name)
          ? value instanceof String && !Operators.isOrdering(b)
          : name.equals("metric")
              && (value instanceof Integer || value instanceof Long || value instanceof BigDecimal);
    }

    private boolean operator(BinaryExpression b) {
      key.append(b.getOperation().getText());
      return true;
    }

    private boolean operand(Expression e) {
      if (e instanceof ConstantExpression c) {
        key.append(typeOf(c).getName());
        constants.add(c);
      } else {
        key.append(names.fieldOf(e));
      }
      return true;
    }
  }
}
