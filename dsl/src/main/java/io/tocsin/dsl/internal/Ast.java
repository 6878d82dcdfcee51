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
import org.codehaus.groovy.ast.expr.BinaryExpression;
import org.codehaus.groovy.ast.expr.ClassExpression;
import org.codehaus.groovy.ast.expr.ConstantExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.MapExpression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.expr.NamedArgumentListExpression;
import org.codehaus.groovy.ast.expr.TupleExpression;
import org.codehaus.groovy.ast.stmt.BlockStatement;
import org.codehaus.groovy.ast.stmt.Statement;
import org.codehaus.groovy.syntax.Token;
import org.codehaus.groovy.syntax.Types;

/** Small steps in building syntax trees whose nodes keep the place the user wrote them at. */
final class Ast {

  static final ClassNode EVENT = ClassHelper.make(Event.class);
  static final ClassNode OPS = ClassHelper.make(Ops.class);
  static final ClassNode METRIC_OPS = ClassHelper.make(MetricOps.class);
  static final ClassNode NUMBER_OPS = ClassHelper.make(NumberOps.class);
  static final ClassNode MATCH_OPS = ClassHelper.make(MatchOps.class);
  static final ClassNode GUARD = ClassHelper.make(RuleGuard.class);
  static final ClassNode FUNCTIONS = ClassHelper.make(RuleFunctions.class);

  private Ast() {}

  static <T extends ASTNode> T at(T node, ASTNode place) {
    node.setSourcePosition(place);
    return node;
  }

  /** A call of a static method of one of the classes that say what operators mean. */
  static Expression op(ClassNode owner, String name, ASTNode place, Expression... arguments) {
    return at(callX(at(new ClassExpression(owner), place), name, args(arguments)), place);
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

  /** The statement as a block, in which others can be put before it. */
  static BlockStatement block(Statement statement) {
    if (statement instanceof BlockStatement block) {
      return block;
    }
    BlockStatement block = new BlockStatement();
    block.addStatement(statement);
    return at(block, statement);
  }

  /** {@code a[b]}. */
  static boolean isIndex(BinaryExpression b) {
    return b.getOperation().getType() == Types.LEFT_SQUARE_BRACKET;
  }

  static Token token(int type, ASTNode place) {
    return Token.newSymbol(type, place.getLineNumber(), place.getColumnNumber());
  }

  static boolean isNull(Expression e) {
    return e instanceof ConstantExpression c && c.isNullExpression();
  }
}
