package io.tocsin.dsl.internal;

import static org.codehaus.groovy.ast.tools.GeneralUtils.args;
import static org.codehaus.groovy.ast.tools.GeneralUtils.callX;
import static org.codehaus.groovy.ast.tools.GeneralUtils.constX;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.codehaus.groovy.ast.ClassNode;
import org.codehaus.groovy.ast.expr.ArrayExpression;
import org.codehaus.groovy.ast.expr.BinaryExpression;
import org.codehaus.groovy.ast.expr.BooleanExpression;
import org.codehaus.groovy.ast.expr.ConstantExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.GStringExpression;
import org.codehaus.groovy.ast.expr.ListExpression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.expr.NotExpression;
import org.codehaus.groovy.ast.expr.PropertyExpression;
import org.codehaus.groovy.ast.expr.VariableExpression;
import org.codehaus.groovy.ast.stmt.BlockStatement;
import org.codehaus.groovy.ast.stmt.ExpressionStatement;
import org.codehaus.groovy.ast.stmt.ReturnStatement;
import org.codehaus.groovy.ast.stmt.Statement;
import org.codehaus.groovy.syntax.Types;
import org.jspecify.annotations.Nullable;

/**
 * Finds what a condition demands of single texts of the event, as it was written: {@code service ==
 * 'a' && …}. A demand counts when an event that does not meet it makes the condition false, and
 * when what is computed before can neither fail nor do anything.
 */
final class GuardFinder {

  /** The methods of texts that are demands, as those of {@link RuleGuard} are called. */
  private static final Set<String> METHODS = Set.of("startsWith", "endsWith", "contains");

  /** One way to meet a demand: a method of {@link RuleGuard} and what it is given. */
  private record Test(String method, Expression value) {}

  private final EventNames names;
  private final Function<String, @Nullable ClassNode> typeOfCaptured;
  private final Function<String, String> copyName;

  /**
   * @param names those of the block
   * @param typeOfCaptured the type of an outer variable that the block uses; null for other names
   * @param copyName the name of the copy of such a variable
   */
  GuardFinder(
      EventNames names,
      Function<String, @Nullable ClassNode> typeOfCaptured,
      Function<String, String> copyName) {
    this.names = names;
    this.typeOfCaptured = typeOfCaptured;
    this.copyName = copyName;
  }

  /** The only expression of a block; null when there is more to it. */
  static @Nullable Expression only(BlockStatement body) {
    if (body.getStatements().size() != 1) {
      return null;
    }
    Statement statement = body.getStatements().get(0);
    return statement instanceof ReturnStatement r
        ? r.getExpression()
        : statement instanceof ExpressionStatement e ? e.getExpression() : null;
  }

  /** What makes the guards of a condition, as an array; null when there are none. */
  @Nullable Expression guards(Expression condition) {
    List<Expression> guards = new ArrayList<>();
    demands(condition)
        .forEach(
            (field, tests) -> {
              Expression guard = callX(Ast.GUARD, "on", args(constX(field)));
              for (Test test : tests) {
                guard = callX(guard, test.method(), args(test.value()));
              }
              guards.add(Ast.at(guard, condition));
            });
    return guards.isEmpty() ? null : Ast.at(new ArrayExpression(Ast.GUARD, guards), condition);
  }

  /** By field, the ways of which one must be met. */
  private Map<String, List<Test>> demands(Expression e) {
    if (e instanceof BooleanExpression inner && !(e instanceof NotExpression)) {
      return demands(inner.getExpression());
    }
    if (!(e instanceof BinaryExpression b)) {
      return e instanceof MethodCallExpression call ? ofCall(call) : Map.of();
    }
    Expression left = b.getLeftExpression();
    Expression right = b.getRightExpression();
    return switch (b.getOperation().getType()) {
      case Types.LOGICAL_AND -> both(left, right);
      case Types.LOGICAL_OR -> either(demands(left), demands(right));
      case Types.COMPARE_EQUAL -> {
        Map<String, List<Test>> direct = demand(left, values("is", List.of(right)));
        yield direct.isEmpty() ? demand(right, values("is", List.of(left))) : direct;
      }
      case Types.KEYWORD_IN ->
          demand(left, right instanceof ListExpression l ? values("is", l.getExpressions()) : null);
      case Types.FIND_REGEX -> demand(left, constant("find", right));
      case Types.MATCH_REGEX -> demand(left, constant("matches", right));
      default -> Map.of();
    };
  }

  private Map<String, List<Test>> both(Expression left, Expression right) {
    Map<String, List<Test>> all = new LinkedHashMap<>(demands(left));
    if (isHarmless(left)) {
      demands(right).forEach(all::putIfAbsent);
    }
    return all;
  }

  private static Map<String, List<Test>> either(
      Map<String, List<Test>> left, Map<String, List<Test>> right) {
    Map<String, List<Test>> common = new LinkedHashMap<>();
    left.forEach(
        (field, tests) -> {
          List<Test> others = right.get(field);
          if (others != null) {
            List<Test> all = new ArrayList<>(tests);
            all.addAll(others);
            common.put(field, all);
          }
        });
    return common;
  }

  private Map<String, List<Test>> ofCall(MethodCallExpression call) {
    String method = call.getMethodAsString();
    List<Expression> arguments = Ast.arguments(call);
    if (method == null || call.isImplicitThis() || call.isSpreadSafe() || arguments.size() != 1) {
      return Map.of();
    }
    Expression text = call.getObjectExpression();
    if (method.equals("like")) {
      return demand(text, constant("like", arguments.get(0)));
    }
    return METHODS.contains(method)
        ? demand(text, values(method, List.of(arguments.get(0))))
        : Map.of();
  }

  private Map<String, List<Test>> demand(Expression of, @Nullable List<Test> tests) {
    String field = textField(of);
    return field == null || tests == null ? Map.of() : Map.of(field, tests);
  }

  /** The text field of the block's own event that an expression reads. */
  private @Nullable String textField(Expression e) {
    boolean other =
        e instanceof PropertyExpression p && names.eventOf(p) == p.getObjectExpression();
    String field = other ? null : names.fieldOf(e);
    return field != null && Fields.TEXT.contains(field) ? field : null;
  }

  private static @Nullable List<Test> constant(String method, Expression value) {
    return isText(value) ? List.of(new Test(method, value)) : null;
  }

  private @Nullable List<Test> values(String method, List<Expression> of) {
    List<Test> tests = new ArrayList<>();
    for (Expression e : of) {
      Expression value = value(e);
      if (value == null) {
        return null;
      }
      tests.add(new Test(method, value));
    }
    return tests;
  }

  /** What reads, outside of the block, a text that is known when the rule is built. */
  private @Nullable Expression value(Expression e) {
    if (isText(e)) {
      return constX(((ConstantExpression) e).getValue());
    }
    if (e instanceof VariableExpression v) {
      ClassNode type = typeOfCaptured.apply(v.getName());
      return type == null ? null : new VariableExpression(copyName.apply(v.getName()), type);
    }
    if (!(e instanceof GStringExpression text)) {
      return null;
    }
    List<Expression> parts = new ArrayList<>();
    for (Expression part : text.getValues()) {
      Expression value = part instanceof VariableExpression ? value(part) : null;
      if (value == null) {
        return null;
      }
      parts.add(value);
    }
    return Ast.at(new GStringExpression(text.getText(), text.getStrings(), parts), e);
  }

  private static boolean isText(Expression e) {
    return e instanceof ConstantExpression c && c.getValue() instanceof String;
  }

  /** Whether a condition can neither fail nor do anything. */
  private boolean isHarmless(Expression e) {
    if (e instanceof BooleanExpression inner) {
      return isHarmless(inner.getExpression());
    }
    if (e instanceof BinaryExpression b) {
      Expression left = b.getLeftExpression();
      Expression right = b.getRightExpression();
      return switch (b.getOperation().getType()) {
        case Types.LOGICAL_AND, Types.LOGICAL_OR -> isHarmless(left) && isHarmless(right);
        case Types.COMPARE_NOT_EQUAL -> isPlain(left, right) || isPlain(right, left);
        case Types.COMPARE_EQUAL -> isPlain(left, right) || isPlain(right, left);
        default -> Operators.isOrdering(b) && (isNumbers(left, right) || isNumbers(right, left));
      };
    }
    return e instanceof VariableExpression v
        && names.isEvent(new VariableExpression("event"))
        && EventNames.isFree(v)
        && v.getName().equals("expired");
  }

  private boolean isPlain(Expression field, Expression constant) {
    return isNumbers(field, constant) || (textField(field) != null && isText(constant));
  }

  private boolean isNumbers(Expression field, Expression constant) {
    return names.isNumber(field)
        && constant instanceof ConstantExpression c
        && c.getValue() instanceof Number;
  }
}
