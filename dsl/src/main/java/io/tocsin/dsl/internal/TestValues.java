package io.tocsin.dsl.internal;

import static org.codehaus.groovy.ast.tools.GeneralUtils.args;
import static org.codehaus.groovy.ast.tools.GeneralUtils.callX;
import static org.codehaus.groovy.ast.tools.GeneralUtils.castX;

import io.tocsin.dsl.verb.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.codehaus.groovy.ast.ClassHelper;
import org.codehaus.groovy.ast.ClassNode;
import org.codehaus.groovy.ast.CodeVisitorSupport;
import org.codehaus.groovy.ast.MethodNode;
import org.codehaus.groovy.ast.expr.ArrayExpression;
import org.codehaus.groovy.ast.expr.BinaryExpression;
import org.codehaus.groovy.ast.expr.ClassExpression;
import org.codehaus.groovy.ast.expr.ConstantExpression;
import org.codehaus.groovy.ast.expr.DeclarationExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.GStringExpression;
import org.codehaus.groovy.ast.expr.ListExpression;
import org.codehaus.groovy.ast.expr.MapExpression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.expr.PropertyExpression;
import org.codehaus.groovy.ast.expr.VariableExpression;
import org.codehaus.groovy.syntax.Token;
import org.codehaus.groovy.syntax.Types;
import org.jspecify.annotations.Nullable;

/**
 * Makes arithmetic in tests work on values of any type: a probe holds events or batches, so the
 * static type checker knows neither what {@code probe('x')[0].metric} is nor how to add to it.
 */
final class TestValues {

  private static final ClassNode DYNAMIC_OPS = ClassHelper.make(DynamicOps.class);

  private static final Map<Integer, Integer> IN_PLACE =
      Map.of(
          Types.PLUS_EQUAL, Types.PLUS,
          Types.MINUS_EQUAL, Types.MINUS,
          Types.MULTIPLY_EQUAL, Types.MULTIPLY,
          Types.DIVIDE_EQUAL, Types.DIVIDE);

  private final UnaryOperator<Expression> transform;

  TestValues(UnaryOperator<Expression> transform) {
    this.transform = transform;
  }

  /** Whether a user's function is part of tests: it uses verbs that stand only in tests. */
  static boolean isForTests(MethodNode method) {
    boolean[] found = {false};
    if (method.getCode() != null) {
      method
          .getCode()
          .visit(
              new CodeVisitorSupport() {
                @Override
                public void visitMethodCallExpression(MethodCallExpression call) {
                  List<Vocabulary.Form> forms =
                      Vocabulary.forms(String.valueOf(call.getMethodAsString()));
                  found[0] |=
                      call.isImplicitThis()
                          && !forms.isEmpty()
                          && forms.stream().allMatch(TestValues::isOfTests);
                  super.visitMethodCallExpression(call);
                }
              });
    }
    return found[0];
  }

  private static boolean isOfTests(Vocabulary.Form form) {
    return List.of(form.verb().in()).equals(List.of(Scope.TEST));
  }

  /** The rewritten expression; null when it needs none. */
  @Nullable Expression rewrite(Expression e) {
    if (e instanceof DeclarationExpression d) {
      return declaration(d);
    }
    if (e instanceof MethodCallExpression call && call.isSpreadSafe()) {
      return spread(call);
    }
    if (!(e instanceof BinaryExpression b)) {
      return null;
    }
    int op = b.getOperation().getType();
    if (IN_PLACE.containsKey(op) && b.getLeftExpression() instanceof VariableExpression v) {
      Expression value = operation(IN_PLACE.get(op), v, b);
      return Ast.at(new BinaryExpression(v, token(Types.ASSIGN, b), value), b);
    }
    return operation(op, b.getLeftExpression(), b);
  }

  /** {@code probe('x')*.attr('zone')}: the type checker does not know what to call it on. */
  private Expression spread(MethodCallExpression call) {
    List<Expression> arguments = new ArrayList<>();
    Ast.arguments(call).forEach(argument -> arguments.add(transform.apply(argument)));
    return Ast.at(
        callX(
            new ClassExpression(DYNAMIC_OPS),
            "spread",
            args(
                transform.apply(call.getObjectExpression()),
                transform.apply(call.getMethod()),
                new ArrayExpression(ClassHelper.OBJECT_TYPE, arguments))),
        call);
  }

  private @Nullable Expression operation(int op, Expression left, BinaryExpression b) {
    String name = Operators.arithmeticName(op);
    if (name == null || (isKnown(left) && isKnown(b.getRightExpression()))) {
      return null;
    }
    Expression right = transform.apply(b.getRightExpression());
    return Ast.op(DYNAMIC_OPS, name, b, transform.apply(left), right);
  }

  private @Nullable Expression declaration(DeclarationExpression d) {
    if (d.isMultipleAssignmentDeclaration() || d.getVariableExpression().isDynamicTyped()) {
      return null;
    }
    Expression value = rewrite(d.getRightExpression());
    if (value == null) {
      return null;
    }
    ClassNode type = d.getVariableExpression().getOriginType();
    return Ast.at(
        new DeclarationExpression(
            d.getVariableExpression(), d.getOperation(), Ast.at(castX(type, value), value)),
        d);
  }

  private static Token token(int type, Expression place) {
    return Token.newSymbol(type, place.getLineNumber(), place.getColumnNumber());
  }

  /** Whether the type checker can tell the type of an operand. */
  private static boolean isKnown(Expression e) {
    if (e instanceof VariableExpression v) {
      return !EventNames.isFree(v) && !v.getAccessedVariable().isDynamicTyped();
    }
    if (e instanceof BinaryExpression b) {
      return isKnown(b.getLeftExpression()) && isKnown(b.getRightExpression());
    }
    boolean unit =
        e instanceof PropertyExpression p && p.getObjectExpression() instanceof ConstantExpression;
    return unit
        || e instanceof ConstantExpression
        || e instanceof GStringExpression
        || e instanceof ListExpression
        || e instanceof MapExpression;
  }
}
