package io.tocsin.dsl.internal;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.codehaus.groovy.ast.ASTNode;
import org.codehaus.groovy.ast.ClassCodeVisitorSupport;
import org.codehaus.groovy.ast.ClassNode;
import org.codehaus.groovy.ast.expr.BinaryExpression;
import org.codehaus.groovy.ast.expr.BitwiseNegationExpression;
import org.codehaus.groovy.ast.expr.ConstantExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.VariableExpression;
import org.codehaus.groovy.control.SourceUnit;
import org.codehaus.groovy.syntax.Types;

/**
 * Finds regular expressions that are none, before any rule runs: patterns written as {@code ~'…'},
 * and constants of the file that stand to the right of {@code =~} or {@code ==~}. What stands there
 * written out is looked at where it is compiled.
 */
final class PatternCheck extends ClassCodeVisitorSupport {

  private final SourceUnit unit;
  private final Map<String, Expression> constants;
  private final ProblemSink problems;
  private final Set<Expression> told = new HashSet<>();

  private PatternCheck(SourceUnit unit, ClassNode script, ProblemSink problems) {
    this.unit = unit;
    this.constants = ConstantLift.constants(script);
    this.problems = problems;
  }

  static void check(SourceUnit unit, ClassNode script, ProblemSink problems) {
    new PatternCheck(unit, script, problems).visitClass(script);
  }

  /** Whether a text is no regular expression; then that was told. */
  static boolean isBad(String regex, ASTNode place, ProblemSink problems) {
    try {
      Pattern.compile(regex);
      return false;
    } catch (PatternSyntaxException e) {
      String what = e.getDescription();
      String at = e.getIndex() >= 0 ? " at character " + (e.getIndex() + 1) : "";
      problems.error(
          place,
          "bad regular expression '"
              + regex
              + "': "
              + Character.toLowerCase(what.charAt(0))
              + what.substring(1)
              + at,
          "Write a backslash before a character that is meant as itself.");
      return true;
    }
  }

  @Override
  protected SourceUnit getSourceUnit() {
    return unit;
  }

  @Override
  public void visitBitwiseNegationExpression(BitwiseNegationExpression pattern) {
    look(pattern.getExpression());
    super.visitBitwiseNegationExpression(pattern);
  }

  @Override
  public void visitBinaryExpression(BinaryExpression b) {
    int type = b.getOperation().getType();
    if ((type == Types.FIND_REGEX || type == Types.MATCH_REGEX)
        && b.getRightExpression() instanceof VariableExpression v
        && !(v.getAccessedVariable() instanceof VariableExpression)
        && constants.containsKey(v.getName())) {
      look(constants.get(v.getName()));
    }
    super.visitBinaryExpression(b);
  }

  private void look(Expression text) {
    if (text instanceof ConstantExpression c
        && c.getValue() instanceof String regex
        && told.add(text)) {
      isBad(regex, text, problems);
    }
  }
}
