package io.tocsin.dsl.internal;

import io.tocsin.dsl.verb.Scope;
import java.util.Arrays;
import java.util.function.Predicate;
import org.codehaus.groovy.ast.ASTNode;
import org.codehaus.groovy.ast.expr.BinaryExpression;
import org.codehaus.groovy.ast.expr.DeclarationExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.expr.PostfixExpression;
import org.codehaus.groovy.ast.expr.PrefixExpression;
import org.codehaus.groovy.ast.expr.PropertyExpression;
import org.codehaus.groovy.ast.expr.VariableExpression;
import org.codehaus.groovy.syntax.Types;
import org.jspecify.annotations.Nullable;

/** What a block that runs for each event may not do: change events or the world, or build rules. */
final class FunctionRules {

  private final ProblemSink problems;
  private final EventNames names;
  private final Predicate<VariableExpression> outer;

  /**
   * @param outer whether a variable was declared outside of the block
   */
  FunctionRules(ProblemSink problems, EventNames names, Predicate<VariableExpression> outer) {
    this.problems = problems;
    this.names = names;
    this.outer = outer;
  }

  /** Whether a problem was told, after which the expression is best forgotten. */
  boolean check(Expression e) {
    return assignsField(e) || assignsOuter(e) || (e instanceof MethodCallExpression c && verb(c));
  }

  /** As {@link #check}, for code that is no block of a verb: only events are watched over. */
  boolean assignsField(Expression e) {
    Expression target = target(e);
    String field = target == null ? null : names.fieldOf(target);
    if (field == null) {
      return false;
    }
    boolean plain = e instanceof BinaryExpression b && b.getOperation().getType() == Types.ASSIGN;
    String copy = "A changed copy is made by set(" + field + ": …).";
    problems.error(
        e,
        "events are immutable: assignment to '" + field + "'",
        plain ? "Did you mean '=='? " + copy : copy);
    return true;
  }

  private boolean assignsOuter(Expression e) {
    Expression target = target(e);
    VariableExpression variable = target == null ? null : root(target);
    if (variable == null || !outer.test(variable)) {
      return false;
    }
    problems.error(
        e,
        "assignment to '" + variable.getName() + "', a variable from outside of this block",
        "Blocks that run for each event see copies;"
            + " keep state with a verb such as changed or throttle.");
    return true;
  }

  /** What an expression assigns to, null when it assigns nothing. */
  private static @Nullable Expression target(Expression e) {
    if (e instanceof BinaryExpression b && !(e instanceof DeclarationExpression)) {
      return Operators.isAssignment(b) ? b.getLeftExpression() : null;
    }
    return e instanceof PostfixExpression p
        ? p.getExpression()
        : e instanceof PrefixExpression q ? q.getExpression() : null;
  }

  /** The variable in {@code v}, {@code v[0]} or {@code v.x}. */
  private static @Nullable VariableExpression root(Expression target) {
    Expression e = target;
    while (true) {
      if (e instanceof BinaryExpression b && Ast.isIndex(b)) {
        e = b.getLeftExpression();
      } else if (e instanceof PropertyExpression p) {
        e = p.getObjectExpression();
      } else {
        return e instanceof VariableExpression v && !v.isThisExpression() ? v : null;
      }
    }
  }

  private boolean verb(MethodCallExpression call) {
    String name = call.getMethodAsString();
    boolean builds =
        call.isImplicitThis()
            && Vocabulary.isVerb(name)
            && !(names.hasItem() && Fields.METHODS.contains(name))
            && Vocabulary.forms(name).stream()
                .noneMatch(f -> Arrays.asList(f.verb().in()).contains(Scope.ANY));
    if (builds) {
      problems.error(
          call.getMethod(),
          "the verb '" + name + "' stands in a block that runs for each event",
          "Verbs build the graph once, when the rules are loaded:"
              + " move it into the block after this one.");
    }
    return builds;
  }

  /** A variable of a field's name would be read in place of the field. */
  void refuseHiding(ASTNode place, String variable) {
    if (names.hasItem() && Fields.isField(variable)) {
      problems.error(
          place,
          "the variable '" + variable + "' hides the event's field of that name",
          "Give the variable another name.");
    }
  }
}
