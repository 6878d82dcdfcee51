package io.tocsin.dsl.internal;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.codehaus.groovy.ast.ClassCodeExpressionTransformer;
import org.codehaus.groovy.ast.ClassHelper;
import org.codehaus.groovy.ast.ClassNode;
import org.codehaus.groovy.ast.DynamicVariable;
import org.codehaus.groovy.ast.FieldNode;
import org.codehaus.groovy.ast.Parameter;
import org.codehaus.groovy.ast.Variable;
import org.codehaus.groovy.ast.expr.ArgumentListExpression;
import org.codehaus.groovy.ast.expr.BinaryExpression;
import org.codehaus.groovy.ast.expr.ClosureExpression;
import org.codehaus.groovy.ast.expr.ConstantExpression;
import org.codehaus.groovy.ast.expr.DeclarationExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.expr.PropertyExpression;
import org.codehaus.groovy.ast.expr.VariableExpression;
import org.codehaus.groovy.ast.stmt.CatchStatement;
import org.codehaus.groovy.ast.stmt.ForStatement;
import org.codehaus.groovy.ast.stmt.ReturnStatement;
import org.codehaus.groovy.control.SourceUnit;
import org.jspecify.annotations.Nullable;

/**
 * Rewrites the inside of one block that runs for each event: free names become the event's fields,
 * operators become null-safe, and outer variables are replaced by copies taken when the rule was
 * built, so that each predicate made in a loop keeps its own.
 */
final class FunctionRewriter extends ClassCodeExpressionTransformer {

  private final SourceUnit unit;
  private final FunctionKind kind;
  private final FunctionBlock block;
  private final EventNames names;
  private final EventExpressions expressions;
  private final IncludedNames included;
  private final FunctionRules rules;
  private final Set<Variable> inside = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Set<String> numbers = new HashSet<>();
  private final Set<String> texts = new HashSet<>();
  private final CapturedVariables captured;
  private int nested;

  FunctionRewriter(
      SourceUnit unit,
      FunctionKind kind,
      FunctionBlock block,
      Operators operators,
      IncludedNames included,
      ProblemSink problems) {
    this.included = included;
    this.unit = unit;
    this.kind = kind;
    this.block = block;
    this.captured = new CapturedVariables(block);
    this.names = new EventNames(block.parameter(), kind.hasEvent());
    this.expressions = new EventExpressions(names, operators, this::transform);
    this.rules =
        new FunctionRules(
            problems, names, v -> isOuter(v) || included.typeOfConstant(v.getName()) != null);
    if (block.isNumber()) {
      numbers.add(block.parameter());
    }
  }

  @Override
  protected SourceUnit getSourceUnit() {
    return unit;
  }

  /** The outer variables and constants it uses. */
  CapturedVariables captured() {
    return captured;
  }

  void declare(Parameter... parameters) {
    inside.addAll(List.of(parameters));
  }

  /** Whether what an expression gives counts as true. */
  Expression isTrue(Expression e) {
    return expressions.isTrue(e);
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

  /** What a predicate returns, wherever it does, is turned into its truth. */
  @Override
  public void visitReturnStatement(ReturnStatement statement) {
    if (kind == FunctionKind.PREDICATE && nested == 0) {
      statement.setExpression(isTrue(statement.getExpression()));
    } else {
      super.visitReturnStatement(statement);
    }
  }

  @Override
  public Expression transform(@Nullable Expression e) {
    if (e == null) {
      return null;
    }
    if (rules.check(e)) {
      return Ast.at(new ConstantExpression(true, true), e);
    }
    if (e instanceof ClosureExpression closure) {
      return nested(closure);
    }
    if (e instanceof VariableExpression variable) {
      return variable(variable);
    }
    if (e instanceof DeclarationExpression declaration) {
      return declaration(declaration);
    }
    if (e instanceof MethodCallExpression call) {
      return call(call);
    }
    VariableExpression hole = ConditionShapes.hole(e);
    if (hole != null) {
      return hole;
    }
    if (e instanceof ConstantExpression c && c.getValue() instanceof BigDecimal decimal) {
      return Ast.at(new ConstantExpression(decimal.doubleValue(), true), e);
    }
    Expression rewritten = expressions.rewrite(e);
    if (rewritten instanceof BinaryExpression b && Operators.isAssignment(b)) {
      assigned(b);
    }
    return rewritten == null ? super.transform(e) : rewritten;
  }

  private Expression nested(ClosureExpression closure) {
    if (closure.isParameterSpecified()) {
      declare(closure.getParameters());
    }
    nested++;
    names.inside(closure, () -> closure.getCode().visit(this));
    nested--;
    return closure;
  }

  private Expression declaration(DeclarationExpression declaration) {
    if (declaration.getLeftExpression() instanceof VariableExpression variable) {
      inside.add(variable);
      names.declare(variable, declaration.getRightExpression());
      rules.refuseHiding(variable, variable.getName());
    } else if (declaration.isMultipleAssignmentDeclaration()) {
      for (Expression part : declaration.getTupleExpression().getExpressions()) {
        inside.add((VariableExpression) part);
      }
    }
    Expression value = transform(declaration.getRightExpression());
    if (declaration.getLeftExpression() instanceof VariableExpression v) {
      if (Operators.isNumber(value)) {
        numbers.add(v.getName());
      } else if (Operators.isText(value)) {
        texts.add(v.getName());
      }
    }
    declaration.setRightExpression(value);
    return declaration;
  }

  private void assigned(BinaryExpression b) {
    if (b.getLeftExpression() instanceof VariableExpression v
        && Operators.isNumber(b.getRightExpression())) {
      numbers.add(v.getName());
    }
  }

  private Expression variable(VariableExpression v) {
    String name = v.getName();
    if (v.isThisExpression() || v.isSuperExpression()) {
      return v;
    }
    if (names.isItem(v)) {
      Expression item = names.item(v);
      return numbers.contains(block.parameter()) ? Operators.number(item) : item;
    }
    if (EventNames.isFree(v)) {
      return free(v, name);
    }
    if (numbers.contains(name)) {
      Operators.number(v);
    } else if (texts.contains(name)) {
      Operators.text(v);
    }
    return isOuter(v) ? copy(v, CapturedVariables.outer(v)) : v;
  }

  private Expression free(VariableExpression v, String name) {
    String field = names.fieldOf(v);
    if (name.equals("event") && kind.hasEvent()) {
      return names.item(v);
    }
    if (name.equals("expired") && kind.hasEvent()) {
      return expired(v);
    }
    if (field != null) {
      return expressions.field(field, v);
    }
    ClassNode constant = included.typeOfConstant(name);
    if (constant == null) {
      return v;
    }
    Expression owner = included.ownerOfConstant(name, v);
    Expression value = owner == null ? v : Ast.at(new PropertyExpression(owner, name), v);
    return copy(v, new CapturedVariables.Captured(value, constant));
  }

  private Expression expired(VariableExpression v) {
    MethodCallExpression call = Ast.get(names.item(v), "isExpiredAt", v);
    call.setArguments(
        new ArgumentListExpression(new VariableExpression(block.now(), ClassHelper.long_TYPE)));
    return call;
  }

  private boolean isOuter(VariableExpression v) {
    Variable declared = v.getAccessedVariable();
    return declared != null
        && !inside.contains(declared)
        && !names.isItem(v)
        && !v.getName().equals("it")
        && !(declared instanceof DynamicVariable)
        && !(declared instanceof FieldNode f && f.isStatic());
  }

  private Expression copy(VariableExpression v, CapturedVariables.Captured original) {
    rules.refuseHiding(v, v.getName());
    return captured.copy(v, original);
  }

  private Expression call(MethodCallExpression call) {
    String name = call.getMethodAsString();
    if (call.isImplicitThis() && name != null) {
      Set<String> legal = Vocabulary.legalForAnEvent();
      legal.addAll(Fields.METHODS);
      UnknownNames.note(call, legal);
      if (kind.hasEvent() && Fields.METHODS.contains(name)) {
        MethodCallExpression onEvent =
            new MethodCallExpression(
                names.item(call), call.getMethod(), transform(call.getArguments()));
        onEvent.setImplicitThis(false);
        Ast.at(onEvent, call);
        return name.equals("attr") ? Operators.text(onEvent) : onEvent;
      }
      Expression owner = included.ownerOfFunction(name, call);
      if (owner != null) {
        call.setObjectExpression(owner);
        call.setImplicitThis(false);
        call.setArguments(transform(call.getArguments()));
        return call;
      }
    }
    return expressions.call(call, plain -> super.transform(plain));
  }
}
