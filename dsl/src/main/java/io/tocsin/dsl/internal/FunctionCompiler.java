package io.tocsin.dsl.internal;

import static org.codehaus.groovy.ast.tools.GeneralUtils.args;
import static org.codehaus.groovy.ast.tools.GeneralUtils.callX;
import static org.codehaus.groovy.ast.tools.GeneralUtils.castX;
import static org.codehaus.groovy.ast.tools.GeneralUtils.constX;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.codehaus.groovy.ast.ASTNode;
import org.codehaus.groovy.ast.ClassHelper;
import org.codehaus.groovy.ast.ClassNode;
import org.codehaus.groovy.ast.Parameter;
import org.codehaus.groovy.ast.expr.ArrayExpression;
import org.codehaus.groovy.ast.expr.ClassExpression;
import org.codehaus.groovy.ast.expr.ClosureExpression;
import org.codehaus.groovy.ast.expr.DeclarationExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.LambdaExpression;
import org.codehaus.groovy.ast.expr.ListExpression;
import org.codehaus.groovy.ast.expr.VariableExpression;
import org.codehaus.groovy.ast.stmt.BlockStatement;
import org.codehaus.groovy.ast.stmt.ExpressionStatement;
import org.codehaus.groovy.ast.stmt.Statement;
import org.codehaus.groovy.control.SourceUnit;
import org.codehaus.groovy.syntax.Token;
import org.codehaus.groovy.syntax.Types;
import org.jspecify.annotations.Nullable;

/**
 * Makes a statically typed lambda, wrapped with its identity, of a block that runs for each item.
 */
final class FunctionCompiler {

  private final SourceUnit unit;
  private final SourceText text;
  private final Operators operators;
  private final ProblemSink problems;
  private final IncludedNames included;
  private final ConditionShapes shapes;
  private int serial;

  FunctionCompiler(
      SourceUnit unit, ClassNode script, IncludedNames included, ProblemSink problems) {
    this.included = included;
    this.unit = unit;
    this.text = SourceText.of(unit);
    this.operators = new Operators(script, problems);
    this.problems = problems;
    this.shapes = new ConditionShapes(script);
  }

  /** Adds what the functions share to the script, after the last. */
  void finish() {
    shapes.finish();
  }

  Operators operators() {
    return operators;
  }

  /**
   * The call that makes the function.
   *
   * @param before takes the statements that copy outer variables, to stand before the verb's
   * @param valueType see {@link FunctionBlock}
   */
  Expression compile(
      ClosureExpression closure,
      FunctionKind kind,
      List<Statement> before,
      @Nullable ClassNode valueType) {
    FunctionBlock block = FunctionBlock.of(closure, kind, ++serial, valueType);
    FunctionRewriter rewriter =
        new FunctionRewriter(unit, kind, block, operators, included, problems);
    Parameter[] parameters = block.parameters(kind, closure);
    if (closure.isParameterSpecified()) {
      rewriter.declare(closure.getParameters());
    }
    refuseParameters(closure, kind.parameters());
    BlockStatement body = Ast.block(closure.getCode());
    if (kind == FunctionKind.PREDICATE && body.isEmpty()) {
      problems.error(
          closure, "this condition is empty", "Write what must hold, as in { metric > 1 }.");
    }
    Expression written = kind == FunctionKind.PREDICATE ? GuardFinder.only(body) : null;
    ConditionShapes.Shape shape =
        written == null || closure.isParameterSpecified()
            ? null
            : ConditionShapes.of(written, new EventNames(block.parameter(), true));
    rewrite(body, rewriter, kind == FunctionKind.PREDICATE);
    if (kind == FunctionKind.VALUE) {
      body.getStatements().add(0, typedValue(block, parameters[0], closure));
    }
    LambdaExpression lambda = new LambdaExpression(parameters, body);
    lambda.setVariableScope(closure.getVariableScope());
    lambda.setSourcePosition(closure);
    String source = text.of(closure, rewriter.captured().places());
    List<Expression> copies = new ArrayList<>();
    rewriter
        .captured()
        .byName()
        .forEach(
            (name, original) -> {
              String copy = rewriter.captured().copyName(name);
              copies.add(new VariableExpression(copy, original.type()));
              before.add(declaration(copy, original.type(), original.value(), closure));
            });
    List<Expression> made = new ArrayList<>();
    made.add(lambda);
    made.add(constX(source));
    made.add(new ArrayExpression(ClassHelper.OBJECT_TYPE, copies));
    Expression guards = written == null ? null : guards(written, block, rewriter);
    if (shape != null) {
      return Ast.at(shapes.call(shape, lambda, source, guards), closure);
    }
    if (guards != null) {
      made.add(guards);
    }
    return Ast.at(callX(new ClassExpression(Ast.FUNCTIONS), kind.factory(), args(made)), closure);
  }

  private static @Nullable Expression guards(
      Expression condition, FunctionBlock block, FunctionRewriter rewriter) {
    EventNames names = new EventNames(block.parameter(), true);
    CapturedVariables captured = rewriter.captured();
    return new GuardFinder(
            names,
            name -> captured.byName().containsKey(name) ? captured.byName().get(name).type() : null,
            captured::copyName)
        .guards(condition);
  }

  /** A list of blocks as a list of functions; what is no block is left to {@code others}. */
  Expression compileAll(
      ListExpression blocks,
      FunctionKind kind,
      List<Statement> before,
      UnaryOperator<Expression> others) {
    List<Expression> made = new ArrayList<>();
    for (Expression e : blocks.getExpressions()) {
      made.add(
          e instanceof ClosureExpression closure
              ? compile(closure, kind, before, null)
              : others.apply(e));
    }
    return Ast.at(new ListExpression(made), blocks);
  }

  private void refuseParameters(ClosureExpression closure, int wanted) {
    int given = closure.isParameterSpecified() ? closure.getParameters().length : 0;
    if (given > wanted) {
      Parameter excess = closure.getParameters()[wanted];
      problems.error(
          excess,
          "this block takes "
              + (wanted == 1 ? "one parameter" : "two parameters")
              + ", not "
              + given,
          "Remove the parameter '" + excess.getName() + "'.");
    } else if (wanted == 2 && given < 2) {
      problems.error(
          closure,
          "this block takes two parameters",
          "Write { acc, e -> … }: what was made so far, and the event.");
    }
  }

  private static Statement typedValue(
      FunctionBlock block, Parameter value, ClosureExpression closure) {
    ClassNode type = block.valueType() == null ? ClassHelper.OBJECT_TYPE : block.valueType();
    Expression given = new VariableExpression(value);
    return declaration(block.parameter(), type, castX(type, given), closure);
  }

  /** Gives a block that runs later copies of the outer variables it uses. */
  void copyOuter(ClosureExpression block, List<Statement> before) {
    String suffix = "$" + ++serial;
    OuterCopies.rewrite(unit, suffix, block)
        .forEach(
            (name, declared) ->
                before.add(
                    declaration(
                        name + suffix,
                        CapturedVariables.typeOf(declared),
                        new VariableExpression(
                            declared instanceof VariableExpression v
                                ? v
                                : new VariableExpression(name)),
                        block)));
  }

  /** Whether what stands at a node is in quotes. */
  boolean isQuoted(ASTNode node) {
    return text.isQuoted(node);
  }

  private static Statement declaration(
      String name, ClassNode type, Expression value, ClosureExpression place) {
    Token assign = Token.newSymbol(Types.EQUAL, place.getLineNumber(), place.getColumnNumber());
    Expression declaration =
        new DeclarationExpression(new VariableExpression(name, type), assign, Ast.at(value, place));
    return Ast.at(new ExpressionStatement(Ast.at(declaration, place)), place);
  }

  /** Rewrites all statements; what a predicate gives at its end is turned into its truth. */
  private static void rewrite(Statement statement, FunctionRewriter rewriter, boolean predicate) {
    if (predicate) {
      PredicateEnds.mark(statement);
    }
    statement.visit(rewriter);
  }
}
