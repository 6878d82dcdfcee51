package io.tocsin.dsl.internal;

import static org.codehaus.groovy.ast.tools.GeneralUtils.args;
import static org.codehaus.groovy.ast.tools.GeneralUtils.callX;

import io.tocsin.event.Event;
import io.tocsin.stream.Place;
import java.util.List;
import org.codehaus.groovy.ast.ASTNode;
import org.codehaus.groovy.ast.ClassHelper;
import org.codehaus.groovy.ast.ClassNode;
import org.codehaus.groovy.ast.expr.ArgumentListExpression;
import org.codehaus.groovy.ast.expr.ClassExpression;
import org.codehaus.groovy.ast.expr.ConstantExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.MapExpression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.expr.NamedArgumentListExpression;
import org.codehaus.groovy.ast.expr.TupleExpression;

/** Small steps in building syntax trees whose nodes keep the place the user wrote them at. */
final class Ast {

  static final ClassNode EVENT = ClassHelper.make(Event.class);
  static final ClassNode OPS = ClassHelper.make(Ops.class);
  static final ClassNode FUNCTIONS = ClassHelper.make(RuleFunctions.class);

  private Ast() {}

  static <T extends ASTNode> T at(T node, ASTNode place) {
    node.setSourcePosition(place);
    return node;
  }

  static Expression op(String name, ASTNode place, Expression... arguments) {
    return at(callX(at(new ClassExpression(OPS), place), name, args(arguments)), place);
  }

  /** A call of a method without arguments. */
  static MethodCallExpression get(Expression receiver, String method, ASTNode place) {
    MethodCallExpression call =
        new MethodCallExpression(
            receiver, at(new ConstantExpression(method), place), MethodCallExpression.NO_ARGUMENTS);
    call.setImplicitThis(false);
    return at(call, place);
  }

  /** The arguments of a call, named ones as one map first. */
  static List<Expression> arguments(MethodCallExpression call) {
    return call.getArguments() instanceof TupleExpression tuple
        ? tuple.getExpressions()
        : List.of();
  }

  /** Whether a call begins with named arguments. */
  static boolean hasNamedArguments(List<Expression> arguments) {
    return !arguments.isEmpty()
        && (arguments.get(0) instanceof NamedArgumentListExpression
            || arguments.get(0) instanceof MapExpression);
  }

  static MethodCallExpression withArguments(MethodCallExpression call, List<Expression> arguments) {
    call.setArguments(at(new ArgumentListExpression(arguments), call.getArguments()));
    return call;
  }

  static Place place(String file, ASTNode node) {
    return new Place(file, Math.max(node.getLineNumber(), 1), Math.max(node.getColumnNumber(), 1));
  }

  static boolean isNull(Expression e) {
    return e instanceof ConstantExpression c && c.isNullExpression();
  }
}
