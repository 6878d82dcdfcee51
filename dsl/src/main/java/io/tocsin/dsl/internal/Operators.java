package io.tocsin.dsl.internal;

import static org.codehaus.groovy.ast.tools.GeneralUtils.args;
import static org.codehaus.groovy.ast.tools.GeneralUtils.callX;
import static org.codehaus.groovy.ast.tools.GeneralUtils.constX;

import java.lang.reflect.Modifier;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.codehaus.groovy.ast.ClassHelper;
import org.codehaus.groovy.ast.ClassNode;
import org.codehaus.groovy.ast.expr.BinaryExpression;
import org.codehaus.groovy.ast.expr.ClassExpression;
import org.codehaus.groovy.ast.expr.ConstantExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.ListExpression;
import org.codehaus.groovy.ast.expr.PropertyExpression;
import org.codehaus.groovy.syntax.Types;
import org.jspecify.annotations.Nullable;

/** Turns comparisons and arithmetic inside a rule's functions into calls of {@link Ops}. */
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
          Types.REMAINDER, "mod");
  private static final ClassNode PATTERN = ClassHelper.make(Pattern.class);
  private static final ClassNode SET = ClassHelper.make(Set.class).getPlainNodeReference();
  private static final String NUMBER = "tocsin.number";

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

  static boolean isComparison(BinaryExpression b) {
    return COMPARISONS.containsKey(b.getOperation().getType());
  }

  static boolean isOrdering(BinaryExpression b) {
    String name = COMPARISONS.get(b.getOperation().getType());
    return name != null && !name.equals("eq") && !name.equals("ne");
  }

  /** A comparison, outside of any event: absent operands make it false. */
  Expression ordering(BinaryExpression b, Expression left, Expression right) {
    return Ast.op(COMPARISONS.get(b.getOperation().getType()), b, left, right);
  }

  /**
   * A comparison inside a function.
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
      return Ast.op(name, b, left, right);
    }
    return eventIsLeft ? Ast.op(name, b, event, right) : Ast.op(FLIPPED.get(name), b, event, left);
  }

  /** Arithmetic on numbers that may be absent; null when it is none. */
  @Nullable Expression arithmetic(BinaryExpression b, Expression left, Expression right) {
    String name = ARITHMETIC.get(b.getOperation().getType());
    if (name == null || !(isNumber(left) || isNumber(right))) {
      return null;
    }
    boolean text = isText(left) || isText(right);
    if (text) {
      return null;
    }
    return number(Ast.op(name, b, left, right));
  }

  private static boolean isText(Expression e) {
    return ClassHelper.STRING_TYPE.equals(e.getType())
        || ClassHelper.GSTRING_TYPE.equals(e.getType());
  }

  /** {@code =~} and {@code ==~} and {@code in}; null when the operator is another one. */
  @Nullable Expression membership(
      BinaryExpression b, Expression left, Expression right, boolean asBoolean) {
    switch (b.getOperation().getType()) {
      case Types.FIND_REGEX:
        return Ast.op(asBoolean ? "find" : "matcher", b, pattern(right), left);
      case Types.MATCH_REGEX:
        return Ast.op("matches", b, pattern(right), left);
      case Types.KEYWORD_IN:
        return Ast.op("in", b, left, constantSet(right));
      case Types.COMPARE_NOT_IN:
        return new org.codehaus.groovy.ast.expr.NotExpression(
            Ast.op("in", b, left, constantSet(right)));
      default:
        return null;
    }
  }

  private Expression pattern(Expression right) {
    if (right instanceof ConstantExpression c && c.getValue() instanceof String regex) {
      try {
        Pattern.compile(regex);
      } catch (PatternSyntaxException e) {
        String at = e.getIndex() >= 0 ? " at character " + (e.getIndex() + 1) : "";
        problems.error(
            right,
            "bad regular expression '" + regex + "': " + lowerFirst(e.getDescription()) + at,
            "Write a backslash before a character that is meant as itself.");
        return right;
      }
      return constant(PATTERN, callX(PATTERN, "compile", args(constX(regex))));
    }
    return right;
  }

  private Expression constantSet(Expression right) {
    if (right instanceof ListExpression list
        && list.getExpressions().stream()
            .allMatch(x -> x instanceof ConstantExpression c && c.getValue() instanceof String)) {
      return constant(SET, callX(Ast.OPS, "setOf", args(List.copyOf(list.getExpressions()))));
    }
    return right;
  }

  private Expression constant(ClassNode type, Expression value) {
    String name = "$constant" + constants++;
    int modifiers = Modifier.PUBLIC | Modifier.STATIC | Modifier.FINAL | 0x1000;
    script.addField(name, modifiers, type, value);
    return new PropertyExpression(new ClassExpression(script), name);
  }

  private static String lowerFirst(String s) {
    return Character.toLowerCase(s.charAt(0)) + s.substring(1);
  }
}
