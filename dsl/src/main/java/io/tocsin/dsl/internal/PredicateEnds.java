package io.tocsin.dsl.internal;

import java.util.List;
import org.codehaus.groovy.ast.expr.DeclarationExpression;
import org.codehaus.groovy.ast.stmt.BlockStatement;
import org.codehaus.groovy.ast.stmt.BreakStatement;
import org.codehaus.groovy.ast.stmt.CaseStatement;
import org.codehaus.groovy.ast.stmt.CatchStatement;
import org.codehaus.groovy.ast.stmt.EmptyStatement;
import org.codehaus.groovy.ast.stmt.ExpressionStatement;
import org.codehaus.groovy.ast.stmt.IfStatement;
import org.codehaus.groovy.ast.stmt.ReturnStatement;
import org.codehaus.groovy.ast.stmt.Statement;
import org.codehaus.groovy.ast.stmt.SwitchStatement;
import org.codehaus.groovy.ast.stmt.TryCatchStatement;

/** Writes the returns that Groovy leaves out at the end of a predicate. */
final class PredicateEnds {

  private PredicateEnds() {}

  /** Makes the expressions that end a block's branches returns. */
  static void mark(Statement body) {
    ended(body);
  }

  private static Statement ended(Statement s) {
    if (s instanceof ExpressionStatement e
        && !(e.getExpression() instanceof DeclarationExpression)) {
      return Ast.at(new ReturnStatement(e.getExpression()), s);
    }
    if (s instanceof BlockStatement block) {
      last(block.getStatements());
    } else if (s instanceof IfStatement choice) {
      choice.setIfBlock(ended(choice.getIfBlock()));
      if (!(choice.getElseBlock() instanceof EmptyStatement)) {
        choice.setElseBlock(ended(choice.getElseBlock()));
      }
    } else if (s instanceof TryCatchStatement attempt) {
      attempt.setTryStatement(ended(attempt.getTryStatement()));
      for (CatchStatement c : attempt.getCatchStatements()) {
        c.setCode(ended(c.getCode()));
      }
    } else if (s instanceof SwitchStatement choice) {
      cases(choice);
    }
    return s;
  }

  private static void cases(SwitchStatement choice) {
    List<CaseStatement> cases = choice.getCaseStatements();
    for (int i = 0; i < cases.size(); i++) {
      boolean goesOn =
          i < cases.size() - 1 || !(choice.getDefaultStatement() instanceof EmptyStatement);
      cases.get(i).setCode(endedCase(cases.get(i).getCode(), goesOn));
    }
    choice.setDefaultStatement(endedCase(choice.getDefaultStatement(), false));
  }

  /** A case that goes on into the next ends only at a break. */
  private static Statement endedCase(Statement code, boolean goesOn) {
    if (!(code instanceof BlockStatement block)) {
      return goesOn ? code : ended(code);
    }
    List<Statement> statements = block.getStatements();
    int end = statements.size() - 1;
    boolean breaks = end > 0 && statements.get(end) instanceof BreakStatement;
    if (breaks) {
      statements.set(end - 1, ended(statements.get(end - 1)));
    } else if (!goesOn) {
      last(statements);
    }
    return code;
  }

  private static void last(List<Statement> statements) {
    int end = statements.size() - 1;
    if (end >= 0) {
      statements.set(end, ended(statements.get(end)));
    }
  }
}
