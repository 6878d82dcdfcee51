package io.tocsin.dsl.internal;

import static org.codehaus.groovy.ast.tools.GeneralUtils.args;
import static org.codehaus.groovy.ast.tools.GeneralUtils.callX;
import static org.codehaus.groovy.ast.tools.GeneralUtils.constX;

import io.tocsin.query.LikePattern;
import io.tocsin.query.TextFinder;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.codehaus.groovy.ast.ASTNode;
import org.codehaus.groovy.ast.ClassHelper;
import org.codehaus.groovy.ast.ClassNode;
import org.codehaus.groovy.ast.expr.BinaryExpression;
import org.codehaus.groovy.ast.expr.ClassExpression;
import org.codehaus.groovy.ast.expr.ConstantExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.ListExpression;
import org.codehaus.groovy.ast.expr.NotExpression;
import org.codehaus.groovy.ast.expr.PropertyExpression;
import org.codehaus.groovy.syntax.Types;
import org.jspecify.annotations.Nullable;

/**
 * Turns comparisons, arithmetic and matching in rules into calls of {@link Ops}, {@link MetricOps},
 * {@link NumberOps} and {@link MatchOps}; patterns and lists that are constant are made once.
 */
final class Operators {

  private static final Map<Integer, String> COMPARISONS =
      Map.of(
          Types.COMPARE_EQUAL, "eq",
          Types.COMPARE_NOT_EQUAL, "ne",
          Types.COMPARE_GREATER_THAN, "gt",
          Types.COMPARE_GREATER_THAN_EQUAL, "ge",
          Types.COMPARE_LESS_THAN, "lt",
          Types.COMPARE_LESS_THAN_EQUAL, "le");
  private static final Map<String, String> FLIPPED =
      Map.of("eq", "eq", "ne", "ne", "gt", "lt", "ge", "le", "lt", "gt", "le", "ge");
  private static final Map<Integer, String> ARITHMETIC =
      Map.of(
          Types.PLUS, "plus",
          Types.MINUS, "minus",
          Types.MULTIPLY, "multiply",
          Types.DIVIDE, "div",
          Types.MOD, "mod",
          Types.REMAINDER, "mod",
          Types.POWER, "power");
  private static final Map<Integer, Integer> IN_PLACE =
      Map.of(
          Types.PLUS_EQUAL, Types.PLUS,
          Types.MINUS_EQUAL, Types.MINUS,
          Types.MULTIPLY_EQUAL, Types.MULTIPLY,
          Types.DIVIDE_EQUAL, Types.DIVIDE,
          Types.MOD_EQUAL, Types.MOD,
          Types.REMAINDER_EQUAL, Types.REMAINDER,
          Types.POWER_EQUAL, Types.POWER);
  private static final ClassNode PATTERN = ClassHelper.make(Pattern.class);
  private static final ClassNode FINDER = ClassHelper.make(TextFinder.class);
  private static final ClassNode SET = ClassHelper.make(Set.class).getPlainNodeReference();
  private static final ClassNode LIST = ClassHelper.LIST_TYPE.getPlainNodeReference();
  private static final ClassNode LIKE = ClassHelper.make(LikePattern.class);
  private static final String NUMBER = "tocsin.number";
  private static final String TEXT = "tocsin.text";

  private final ClassNode script;
  private final ProblemSink problems;
  private int constants;

  Operators(ClassNode script, ProblemSink problems) {
    this.script = script;
    this.problems = problems;
  }

  /** Marks an expression as a number that may be absent. */
  static <T extends Expression> T number(T e) {
    e.putNodeMetaData(NUMBER, true);
    return e;
  }

  static boolean isNumber(Expression e) {
    return e.getNodeMetaData(NUMBER) != null;
  }

  static boolean isText(Expression e) {
    return e.getNodeMetaData(TEXT) != null;
  }

  /** Marks an expression as a text that may be absent. */
  static <T extends Expression> T text(T e) {
    e.putNodeMetaData(TEXT, true);
    return e;
  }

  static boolean isComparison(BinaryExpression b) {
    return COMPARISONS.containsKey(b.getOperation().getType());
  }

  static boolean isAssignment(BinaryExpression b) {
    return Types.ofType(b.getOperation().getType(), Types.ASSIGNMENT_OPERATOR);
  }

  /** The method an arithmetic operator stands for; null for other operators. */
  static @Nullable String arithmeticName(int operation) {
    return ARITHMETIC.get(operation);
  }

  static boolean isOrdering(BinaryExpression b) {
    String name = COMPARISONS.get(b.getOperation().getType());
    return name != null && !name.equals("eq") && !name.equals("ne");
  }

  /** A comparison, outside of any event: absent operands make it false. */
  Expression ordering(BinaryExpression b, Expression left, Expression right) {
    return Ast.op(Ast.OPS, COMPARISONS.get(b.getOperation().getType()), b, left, right);
  }

  /**
   * A comparison where there is an event.
   *
   * @param event the event, where the metric is read without making an object; null when neither
   *     side is the metric
   * @param eventIsLeft which side the metric is on
   */
  Expression comparison(
      BinaryExpression b,
      Expression left,
      Expression right,
      @Nullable Expression event,
      boolean eventIsLeft) {
    String name = COMPARISONS.get(b.getOperation().getType());
    if (event == null) {
      return Ast.op(Ast.OPS, name, b, left, right);
    }
    return eventIsLeft
        ? Ast.op(Ast.METRIC_OPS, name, b, event, right)
        : Ast.op(Ast.METRIC_OPS, FLIPPED.get(name), b, event, left);
  }

  /** The operator of {@code +=} and its like; null for other operators. */
  static @Nullable Integer inPlace(BinaryExpression b) {
    return IN_PLACE.get(b.getOperation().getType());
  }

  /**
   * Arithmetic, when an operand may be absent, and {@code <=>}; null otherwise. Which overload
   * counts is up to the type checker.
   */
  @Nullable Expression arithmetic(
      int operation, Expression place, Expression left, Expression right, boolean maybeAbsent) {
    if (operation == Types.COMPARE_TO) {
      return Ast.op(Ast.OPS, "compare", place, left, right);
    }
    String name = ARITHMETIC.get(operation);
    boolean numbers = isNumber(left) || isNumber(right);
    if (name == null || !(maybeAbsent || numbers || isText(left) || isText(right))) {
      return null;
    }
    boolean plus = name.equals("plus");
    boolean strings = isString(left) || isString(right);
    if (numbers && strings && !plus) {
      return null; // never right: the type checker tells it
    }
    Expression result = Ast.op(Ast.NUMBER_OPS, name, place, left, right);
    boolean text = isText(left) || (plus && (isText(right) || strings));
    return text ? text(result) : number(result);
  }

  private static boolean isString(Expression e) {
    return ClassHelper.STRING_TYPE.equals(e.getType())
        || ClassHelper.GSTRING_TYPE.equals(e.getType());
  }

  /** {@code =~} and {@code ==~} and {@code in}; null when the operator is another one. */
  @Nullable Expression membership(
      BinaryExpression b, Expression left, Expression right, boolean asBoolean) {
    return switch (b.getOperation().getType()) {
      case Types.FIND_REGEX ->
          asBoolean
              ? Ast.op(Ast.MATCH_OPS, "find", b, pattern(right, FINDER, "of"), left)
              : Ast.op(Ast.MATCH_OPS, "matcher", b, pattern(right, PATTERN, "compile"), left);
      case Types.MATCH_REGEX ->
          Ast.op(Ast.MATCH_OPS, "matches", b, pattern(right, PATTERN, "compile"), left);
      case Types.KEYWORD_IN -> in(b, left, right);
      case Types.COMPARE_NOT_IN -> new NotExpression(in(b, left, right));
      default -> null;
    };
  }

  /** {@code text.like('web%')}. */
  Expression like(ASTNode place, Expression text, String pattern) {
    return Ast.op(
        Ast.MATCH_OPS,
        "like",
        place,
        constant(LIKE, callX(LIKE, "of", args(constX(pattern)))),
        text);
  }

  /** A regular expression that is constant is compiled once, by a factory of a type. */
  private Expression pattern(Expression right, ClassNode type, String factory) {
    if (right instanceof ConstantExpression c && c.getValue() instanceof String regex) {
      if (PatternCheck.isBad(regex, right, problems)) {
        return right;
      }
      return constant(type, callX(type, factory, args(constX(regex))));
    }
    return right;
  }

  private Expression in(BinaryExpression b, Expression left, Expression right) {
    if (!(right instanceof ListExpression list)
        || !list.getExpressions().stream().allMatch(Operators::isPlainConstant)) {
      return Ast.op(Ast.MATCH_OPS, "in", b, left, right);
    }
    List<Expression> elements = List.copyOf(list.getExpressions());
    boolean texts =
        elements.stream()
            .allMatch(x -> x instanceof ConstantExpression c && c.getValue() instanceof String);
    return texts
        ? Ast.op(Ast.MATCH_OPS, "inTexts", b, left, constants(SET, "setOf", elements))
        : Ast.op(Ast.MATCH_OPS, "in", b, left, constants(LIST, "listOf", elements));
  }

  private Expression constants(ClassNode type, String factory, List<Expression> elements) {
    return constant(type, callX(Ast.MATCH_OPS, factory, args(elements)));
  }

  private static boolean isPlainConstant(Expression e) {
    return e instanceof ConstantExpression c
        && (c.getValue() instanceof String || c.getValue() instanceof Number);
  }

  private Expression constant(ClassNode type, Expression value) {
    String name = "$constant" + constants++;
    int modifiers = Modifier.PUBLIC | Modifier.STATIC | Modifier.FINAL | 0x1000;
    script.addField(name, modifiers, type, value);
    return new PropertyExpression(new ClassExpression(script), name);
  }
}
