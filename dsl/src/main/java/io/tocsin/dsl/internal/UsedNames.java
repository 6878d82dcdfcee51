package io.tocsin.dsl.internal;

import java.util.HashSet;
import java.util.Set;
import org.codehaus.groovy.ast.ClassNode;
import org.codehaus.groovy.ast.CodeVisitorSupport;
import org.codehaus.groovy.ast.expr.BinaryExpression;
import org.codehaus.groovy.ast.expr.DeclarationExpression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.expr.VariableExpression;
import org.codehaus.groovy.syntax.Types;

/** The names of variables that a file reads outside of its tests. */
final class UsedNames extends CodeVisitorSupport {

  private final Set<String> names = new HashSet<>();

  private UsedNames() {}

  static Set<String> of(ClassNode script) {
    UsedNames visitor = new UsedNames();
    script.getMethods().stream()
        .filter(m -> m.getCode() != null)
        .forEach(m -> m.getCode().visit(visitor));
    return visitor.names;
  }

  @Override
  public void visitMethodCallExpression(MethodCallExpression call) {
    if (!(call.isImplicitThis() && "tests".equals(call.getMethodAsString()))) {
      super.visitMethodCallExpression(call);
    }
  }

  @Override
  public void visitBinaryExpression(BinaryExpression b) {
    boolean plain = b.getOperation().getType() == Types.ASSIGN;
    if (!(plain && b.getLeftExpression() instanceof VariableExpression)) {
      b.getLeftExpression().visit(this);
    }
    b.getRightExpression().visit(this);
  }

  @Override
  public void visitDeclarationExpression(DeclarationExpression d) {
    d.getRightExpression().visit(this);
  }

  @Override
  public void visitVariableExpression(VariableExpression v) {
    names.add(v.getName());
  }
}
