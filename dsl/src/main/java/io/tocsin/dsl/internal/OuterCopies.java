package io.tocsin.dsl.internal;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.codehaus.groovy.ast.ClassCodeExpressionTransformer;
import org.codehaus.groovy.ast.CodeVisitorSupport;
import org.codehaus.groovy.ast.Parameter;
import org.codehaus.groovy.ast.Variable;
import org.codehaus.groovy.ast.expr.BinaryExpression;
import org.codehaus.groovy.ast.expr.ClosureExpression;
import org.codehaus.groovy.ast.expr.DeclarationExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.PostfixExpression;
import org.codehaus.groovy.ast.expr.PrefixExpression;
import org.codehaus.groovy.ast.expr.VariableExpression;
import org.codehaus.groovy.ast.stmt.CatchStatement;
import org.codehaus.groovy.ast.stmt.ForStatement;
import org.codehaus.groovy.control.SourceUnit;
import org.codehaus.groovy.syntax.Types;

/**
 * Gives a block that runs later copies of the local variables it uses from outside, as they are
 * when the block is made: tests written in a loop each keep their own. Variables that the block
 * assigns to are left alone.
 */
final class OuterCopies extends ClassCodeExpressionTransformer {

  private final SourceUnit unit;
  private final String suffix;
  private final Set<Variable> inside = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Set<Variable> assigned = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Map<String, Variable> copied = new LinkedHashMap<>();

  private OuterCopies(SourceUnit unit, String suffix) {
    this.unit = unit;
    this.suffix = suffix;
  }

  /** Rewrites a block; gives the variables of which copies are to be declared, by their names. */
  static Map<String, Variable> rewrite(SourceUnit unit, String suffix, ClosureExpression block) {
    OuterCopies copies = new OuterCopies(unit, suffix);
    block.visit(copies.new Survey());
    block.getCode().visit(copies);
    return copies.copied;
  }

  @Override
  protected SourceUnit getSourceUnit() {
    return unit;
  }

  @Override
  public Expression transform(Expression e) {
    if (e instanceof ClosureExpression closure) {
      closure.getCode().visit(this);
      return closure;
    }
    if (e instanceof VariableExpression v && isOuter(v)) {
      Variable declared = v.getAccessedVariable();
      copied.putIfAbsent(v.getName(), declared);
      return Ast.at(
          new VariableExpression(v.getName() + suffix, CapturedVariables.typeOf(declared)), v);
    }
    return e == null ? null : super.transform(e);
  }

  private boolean isOuter(VariableExpression v) {
    Variable declared = v.getAccessedVariable();
    boolean local = declared instanceof VariableExpression || declared instanceof Parameter;
    return local
        && !v.isThisExpression()
        && !v.getName().equals("it")
        && !inside.contains(declared)
        && !assigned.contains(declared);
  }

  /** Finds what is declared and what is assigned in the block. */
  private final class Survey extends CodeVisitorSupport {
    @Override
    public void visitClosureExpression(ClosureExpression closure) {
      if (closure.isParameterSpecified()) {
        Collections.addAll(inside, closure.getParameters());
      }
      super.visitClosureExpression(closure);
    }

    @Override
    public void visitForLoop(ForStatement loop) {
      inside.add(loop.getIndexVariable());
      inside.add(loop.getValueVariable());
      super.visitForLoop(loop);
    }

    @Override
    public void visitCatchStatement(CatchStatement statement) {
      inside.add(statement.getVariable());
      super.visitCatchStatement(statement);
    }

    @Override
    public void visitDeclarationExpression(DeclarationExpression d) {
      if (d.isMultipleAssignmentDeclaration()) {
        d.getTupleExpression().getExpressions().forEach(v -> inside.add((Variable) v));
      } else {
        inside.add(d.getVariableExpression());
      }
      d.getRightExpression().visit(this);
    }

    @Override
    public void visitBinaryExpression(BinaryExpression b) {
      if (Types.ofType(b.getOperation().getType(), Types.ASSIGNMENT_OPERATOR)) {
        assigned(b.getLeftExpression());
      }
      super.visitBinaryExpression(b);
    }

    @Override
    public void visitPostfixExpression(PostfixExpression e) {
      assigned(e.getExpression());
      super.visitPostfixExpression(e);
    }

    @Override
    public void visitPrefixExpression(PrefixExpression e) {
      assigned(e.getExpression());
      super.visitPrefixExpression(e);
    }

    private void assigned(Expression target) {
      if (target instanceof VariableExpression v && v.getAccessedVariable() != null) {
        assigned.add(v.getAccessedVariable());
      }
    }
  }
}
