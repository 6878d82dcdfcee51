package io.tocsin.dsl.internal;

import java.util.function.UnaryOperator;
import org.codehaus.groovy.ast.expr.ArgumentListExpression;
import org.codehaus.groovy.ast.expr.BinaryExpression;
import org.codehaus.groovy.ast.expr.BooleanExpression;
import org.codehaus.groovy.ast.expr.ClassExpression;
import org.codehaus.groovy.ast.expr.ConstantExpression;
import org.codehaus.groovy.ast.expr.ElvisOperatorExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.expr.NotExpression;
import org.codehaus.groovy.ast.expr.PropertyExpression;
import org.codehaus.groovy.ast.expr.TernaryExpression;
import org.codehaus.groovy.ast.expr.UnaryMinusExpression;
import org.codehaus.groovy.ast.expr.VariableExpression;
import org.codehaus.groovy.syntax.Types;
import org.jspecify.annotations.Nullable;

/**
 * What operators, conditions and calls mean where there is an event: null-safe, so that an absent
 * field makes a comparison false and never an exception.
 */
final class EventExpressions {

  private final EventNames names;
  private final Operators operators;
  private final UnaryOperator<Expression> transform;

  /**
   * @param transform rewrites an expression's parts
   */
  EventExpressions(EventNames names, Operators operators, UnaryOperator<Expression> transform) {
    this.names = names;
    this.operators = operators;
    this.transform = transform;
  }

  /** The rewritten expression; null when it is of another kind. */
  @Nullable Expression rewrite(Expression e) {
    if (e instanceof BinaryExpression binary) {
      return binary(binary, false);
    }
    if (e instanceof BooleanExpression condition) {
      return condition(condition);
    }
    if (e instanceof ElvisOperatorExpression elvis) {
      return orElse(elvis);
    }
    if (e instanceof UnaryMinusExpression minus) {
      boolean maybeAbsent = names.isMaybeAbsent(minus.getExpression());
      Expression inner = transform.apply(minus.getExpression());
      return maybeAbsent || Operators.isNumber(inner)
          ? Operators.number(
              Ast.op(Ast.NUMBER_OPS, "minus", e, new ConstantExpression(0, true), inner))
          : Ast.at(new UnaryMinusExpression(inner), e);
    }
    if (e instanceof PropertyExpression p && names.fieldOf(p) != null) {
      return field(names.fieldOf(p), p);
    }
    if (names.isNumberOfParameter(e)) {
      PropertyExpression p = (PropertyExpression) e;
      Expression of = transform.apply(p.getObjectExpression());
      return Operators.number(Ast.at(new PropertyExpression(of, p.getProperty(), p.isSafe()), p));
    }
    return null;
  }

  /** Reads a field of the event that the place is about. */
  Expression field(String field, Expression place) {
    MethodCallExpression read = Ast.get(eventOf(place), Fields.GETTERS.get(field), place);
    return Fields.NUMERIC.contains(field)
        ? Operators.number(read)
        : Fields.TEXT.contains(field) ? Operators.text(read) : read;
  }

  /** An expression whose truth is asked for: a bare number is true when it is present. */
  Expression truth(Expression e) {
    if (e instanceof BinaryExpression b && !Operators.isAssignment(b)) {
      return present(binary(b, true), e);
    }
    if (e instanceof ElvisOperatorExpression elvis) {
      return present(transform.apply(elvis), e);
    }
    if (e instanceof TernaryExpression choice) {
      return Ast.at(
          new TernaryExpression(
              condition(choice.getBooleanExpression()),
              isTrue(choice.getTrueExpression()),
              isTrue(choice.getFalseExpression())),
          e);
    }
    if (e instanceof BooleanExpression condition) {
      return condition(condition);
    }
    return names.isNumber(e) ? has(e) : present(transform.apply(e), e);
  }

  /** Whether what an expression gives counts as true. */
  Expression isTrue(Expression e) {
    return Ast.op(Ast.OPS, "truth", e, truth(e));
  }

  private static Expression present(Expression e, Expression place) {
    return Operators.isNumber(e) ? Ast.op(Ast.OPS, "present", place, e) : e;
  }

  private Expression has(Expression numericField) {
    String field = String.valueOf(names.fieldOf(numericField));
    String has = "has" + Character.toUpperCase(field.charAt(0)) + field.substring(1);
    return Ast.get(eventOf(numericField), has, numericField);
  }

  private BooleanExpression condition(BooleanExpression condition) {
    Expression inner = truth(condition.getExpression());
    return Ast.at(
        condition instanceof NotExpression
            ? new NotExpression(inner)
            : new BooleanExpression(inner),
        condition);
  }

  /** {@code metric ?: 5} is the metric when there is one, also when it is 0. */
  private @Nullable Expression orElse(ElvisOperatorExpression elvis) {
    Expression given = elvis.getTrueExpression();
    boolean field = names.isNumber(given);
    boolean unsure = names.isNumberOfParameter(given);
    if (!field && !unsure && !(given instanceof VariableExpression)) {
      return null;
    }
    Expression value = transform.apply(given);
    Expression other = transform.apply(elvis.getFalseExpression());
    if (!Operators.isNumber(value)) {
      return Ast.at(new ElvisOperatorExpression(value, other), elvis);
    }
    Expression isThere = field ? has(given) : present(value, elvis);
    Expression chosen =
        Ast.at(new TernaryExpression(new BooleanExpression(isThere), value, other), elvis);
    boolean text = other instanceof ConstantExpression c && c.getValue() instanceof String;
    return text ? chosen : Operators.number(chosen);
  }

  /** What is called on an absent value is absent. */
  Expression call(MethodCallExpression call, UnaryOperator<Expression> plain) {
    boolean maybeAbsent = !call.isImplicitThis() && names.isMaybeAbsent(call.getObjectExpression());
    boolean text = names.isText(call);
    Expression like = like(call);
    if (like != null) {
      return like;
    }
    Expression changed = plain.apply(call);
    if (maybeAbsent && changed instanceof MethodCallExpression c) {
      c.setSafe(true);
    }
    boolean ofNumbers = call.getObjectExpression() instanceof ClassExpression c && isMath(c);
    return ofNumbers ? Operators.number(changed) : text ? Operators.text(changed) : changed;
  }

  private static boolean isMath(ClassExpression owner) {
    return owner.getType().getName().equals("java.lang.Math");
  }

  /** {@code service.like('web%')}, whose pattern is taken apart once. */
  private @Nullable Expression like(MethodCallExpression call) {
    return "like".equals(call.getMethodAsString())
            && !call.isImplicitThis()
            && call.getArguments() instanceof ArgumentListExpression arguments
            && arguments.getExpressions().size() == 1
            && arguments.getExpression(0) instanceof ConstantExpression c
            && c.getValue() instanceof String pattern
        ? operators.like(call, transform.apply(call.getObjectExpression()), pattern)
        : null;
  }

  Expression binary(BinaryExpression b, boolean asBoolean) {
    int op = b.getOperation().getType();
    Expression left = b.getLeftExpression();
    Expression right = b.getRightExpression();
    if (op == Types.LOGICAL_AND || op == Types.LOGICAL_OR) {
      return Ast.at(new BinaryExpression(truth(left), b.getOperation(), truth(right)), b);
    }
    if (Ast.isIndex(b)) {
      return index(b);
    }
    if (Operators.isComparison(b) && !Ast.isNull(left) && !Ast.isNull(right)) {
      return comparison(b, left, right);
    }
    boolean maybeAbsent = names.isMaybeAbsent(left) || names.isMaybeAbsent(right);
    Expression l = transform.apply(left);
    Expression r = transform.apply(right);
    Integer inPlace = l instanceof VariableExpression ? Operators.inPlace(b) : null;
    if (inPlace != null) {
      Expression value = operators.arithmetic(inPlace, b, l, r, maybeAbsent);
      return value == null
          ? Ast.at(new BinaryExpression(l, b.getOperation(), r), b)
          : Operators.number(Ast.at(new BinaryExpression(l, Ast.token(Types.ASSIGN, b), value), b));
    }
    Expression rewritten = operators.membership(b, l, r, asBoolean);
    rewritten = rewritten == null ? operators.arithmetic(op, b, l, r, maybeAbsent) : rewritten;
    return rewritten == null
        ? Ast.at(new BinaryExpression(l, b.getOperation(), r), b)
        : Ast.at(rewritten, b);
  }

  private Expression eventOf(Expression place) {
    return transform.apply(names.eventOf(place));
  }

  private Expression index(BinaryExpression b) {
    Expression index = transform.apply(b.getRightExpression());
    if (names.isEvent(b.getLeftExpression())) {
      MethodCallExpression attribute = Ast.get(eventOf(b.getLeftExpression()), "attr", b);
      attribute.setArguments(Ast.at(new ArgumentListExpression(index), b));
      return Operators.text(attribute);
    }
    boolean safe = b.isSafe() || names.isMaybeAbsent(b.getLeftExpression());
    Expression left = transform.apply(b.getLeftExpression());
    return Ast.at(new BinaryExpression(left, b.getOperation(), index, safe), b);
  }

  private Expression comparison(BinaryExpression b, Expression left, Expression right) {
    boolean metricLeft = "metric".equals(names.fieldOf(left));
    boolean metricRight = "metric".equals(names.fieldOf(right));
    Expression event = metricLeft || metricRight ? eventOf(metricLeft ? left : right) : null;
    return operators.comparison(
        b, transform.apply(left), transform.apply(right), event, metricLeft);
  }
}
