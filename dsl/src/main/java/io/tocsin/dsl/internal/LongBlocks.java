package io.tocsin.dsl.internal;

import java.util.ArrayList;
import java.util.List;
import org.codehaus.groovy.ast.ASTNode;
import org.codehaus.groovy.ast.CodeVisitorSupport;
import org.codehaus.groovy.ast.VariableScope;
import org.codehaus.groovy.ast.expr.ClosureExpression;
import org.codehaus.groovy.ast.expr.DeclarationExpression;
import org.codehaus.groovy.ast.stmt.BlockStatement;
import org.codehaus.groovy.ast.stmt.BreakStatement;
import org.codehaus.groovy.ast.stmt.ContinueStatement;
import org.codehaus.groovy.ast.stmt.ExpressionStatement;
import org.codehaus.groovy.ast.stmt.ReturnStatement;
import org.codehaus.groovy.ast.stmt.Statement;

/**
 * Splits blocks that are too long for one method of the JVM: runs of statements become blocks of
 * their own that are called in place.
 */
final class LongBlocks {

  /** So many statements stay together: 64 KB of code hold a few hundred. */
  private static final int MOST = 100;

  private LongBlocks() {}

  /**
   * The statements of a block, in parts when they are too many.
   *
   * @param groups statements that stay together, in order: one of the user's, with what was put
   *     before it
   */
  static List<Statement> split(List<List<Statement>> groups) {
    List<Part> parts = new ArrayList<>();
    for (List<Statement> group : groups) {
      parts.add(new Part(group, mayMove(group.get(group.size() - 1))));
    }
    while (parts.size() > MOST) {
      List<Part> fewer = joined(parts);
      if (fewer.size() == parts.size()) {
        break;
      }
      parts = fewer;
    }
    List<Statement> all = new ArrayList<>();
    parts.forEach(part -> all.addAll(part.statements()));
    return all;
  }

  private record Part(List<Statement> statements, boolean movable) {}

  private static List<Part> joined(List<Part> parts) {
    List<Part> fewer = new ArrayList<>();
    List<Part> run = new ArrayList<>();
    for (Part part : parts) {
      if (!part.movable() || run.size() == MOST) {
        flush(run, fewer);
      }
      if (part.movable()) {
        run.add(part);
      } else {
        fewer.add(part);
      }
    }
    flush(run, fewer);
    return fewer;
  }

  private static void flush(List<Part> run, List<Part> into) {
    if (run.size() < 2) {
      into.addAll(run);
    } else {
      List<Statement> statements = new ArrayList<>();
      run.forEach(part -> statements.addAll(part.statements()));
      into.add(new Part(List.of(called(statements)), true));
    }
    run.clear();
  }

  /** {@code { -> … }.call()}. */
  private static Statement called(List<Statement> statements) {
    ASTNode place = statements.get(0);
    BlockStatement body = Ast.at(new BlockStatement(statements, new VariableScope()), place);
    // Null stands for no parameters at all, so that 'it' is still that of the block around.
    ClosureExpression block = Ast.at(new ClosureExpression(null, body), place);
    block.setVariableScope(new VariableScope());
    return Ast.at(new ExpressionStatement(Ast.get(block, "call", place)), place);
  }

  /** Whether a statement means the same in a block of its own. */
  private static boolean mayMove(Statement statement) {
    if (statement instanceof ExpressionStatement e
        && e.getExpression() instanceof DeclarationExpression) {
      return false;
    }
    boolean[] jumps = {false};
    statement.visit(
        new CodeVisitorSupport() {
          @Override
          public void visitReturnStatement(ReturnStatement s) {
            jumps[0] = true;
          }

          @Override
          public void visitBreakStatement(BreakStatement s) {
            jumps[0] = true;
          }

          @Override
          public void visitContinueStatement(ContinueStatement s) {
            jumps[0] = true;
          }

          @Override
          public void visitClosureExpression(ClosureExpression closure) {
            // What returns there returns from there.
          }
        });
    return !jumps[0];
  }
}
