package io.tocsin.dsl.internal;

import java.util.ArrayList;
import java.util.List;
import org.codehaus.groovy.ast.ClassCodeExpressionTransformer;
import org.codehaus.groovy.ast.stmt.BlockStatement;
import org.codehaus.groovy.ast.stmt.DoWhileStatement;
import org.codehaus.groovy.ast.stmt.EmptyStatement;
import org.codehaus.groovy.ast.stmt.ForStatement;
import org.codehaus.groovy.ast.stmt.IfStatement;
import org.codehaus.groovy.ast.stmt.Statement;
import org.codehaus.groovy.ast.stmt.WhileStatement;

/**
 * Puts statements that the transformation of an expression asks for, such as copies of variables,
 * before the statement the expression stands in.
 */
abstract class PlacesForCopies extends ClassCodeExpressionTransformer {

  private List<Statement> pending = new ArrayList<>();

  /** What is to stand before the statement that is being transformed; add to it. */
  final List<Statement> pending() {
    return pending;
  }

  @Override
  public void visitBlockStatement(BlockStatement block) {
    List<List<Statement>> groups = new ArrayList<>();
    for (Statement statement : block.getStatements()) {
      List<Statement> outer = pending;
      pending = new ArrayList<>();
      statement.visit(this);
      pending.add(statement);
      groups.add(pending);
      pending = outer;
    }
    List<Statement> statements = block.getStatements();
    statements.clear();
    statements.addAll(LongBlocks.split(groups));
  }

  // A loop's or branch's single statement becomes a block, so that copies have a place to stand.

  @Override
  public void visitForLoop(ForStatement loop) {
    loop.setLoopBlock(Ast.block(loop.getLoopBlock()));
    super.visitForLoop(loop);
  }

  @Override
  public void visitWhileLoop(WhileStatement loop) {
    loop.setLoopBlock(Ast.block(loop.getLoopBlock()));
    super.visitWhileLoop(loop);
  }

  @Override
  public void visitDoWhileLoop(DoWhileStatement loop) {
    loop.setLoopBlock(Ast.block(loop.getLoopBlock()));
    super.visitDoWhileLoop(loop);
  }

  @Override
  public void visitIfElse(IfStatement choice) {
    choice.setIfBlock(Ast.block(choice.getIfBlock()));
    if (!(choice.getElseBlock() instanceof EmptyStatement)) {
      choice.setElseBlock(Ast.block(choice.getElseBlock()));
    }
    super.visitIfElse(choice);
  }
}
