package io.tocsin.dsl.internal;

import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.codehaus.groovy.ast.ClassCodeExpressionTransformer;
import org.codehaus.groovy.ast.ClassHelper;
import org.codehaus.groovy.ast.ClassNode;
import org.codehaus.groovy.ast.DynamicVariable;
import org.codehaus.groovy.ast.FieldNode;
import org.codehaus.groovy.ast.Parameter;
import org.codehaus.groovy.ast.PropertyNode;
import org.codehaus.groovy.ast.Variable;
import org.codehaus.groovy.ast.expr.BinaryExpression;
import org.codehaus.groovy.ast.expr.BooleanExpression;
import org.codehaus.groovy.ast.expr.ClosureExpression;
import org.codehaus.groovy.ast.expr.ConstantExpression;
import org.codehaus.groovy.ast.expr.DeclarationExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.expr.NotExpression;
import org.codehaus.groovy.ast.expr.PropertyExpression;
import org.codehaus.groovy.ast.expr.TernaryExpression;
import org.codehaus.groovy.ast.expr.UnaryMinusExpression;
import org.codehaus.groovy.ast.expr.VariableExpression;
import org.codehaus.groovy.ast.stmt.ForStatement;
import org.codehaus.groovy.control.SourceUnit;
import org.codehaus.groovy.syntax.Types;
import org.jspecify.annotations.Nullable;

/**
 * Rewrites the inside of one block that runs for each event: free names become the event's fields,
 * operators become null-safe, and outer variables are replaced by copies taken when the rule was
 * built, so that each predicate made in a loop keeps its own.
 */
final class FunctionRewriter extends ClassCodeExpressionTransformer {

  private final SourceUnit unit;
  private final FunctionKind kind;
  private final String event;
  private final String now;
  private final String suffix;
  private final Operators operators;
  private final IncludedNames included;
  private final ProblemSink problems;
  private final Set<Variable> inside = java.util.Collections.newSetFromMap(new IdentityHashMap<>());
  private final Set<String> numbers = new HashSet<>();
  private final Map<String, Variable> captured = new LinkedHashMap<>();
  private int nestedImplicit;

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
    this.event = block.parameter();
    this.now = block.now();
    this.suffix = block.suffix();
    this.operators = operators;
    this.problems = problems;
    if (block.isNumber()) {
      numbers.add(event);
    }
  }

  @Override
  protected SourceUnit getSourceUnit() {
    return unit;
  }

  /** The outer variables it uses, by name. */
  Map<String, Variable> captured() {
    return captured;
  }

  /** The name of the copy of an outer variable. */
  String copyName(String name) {
    return name + suffix;
  }

  void declare(Parameter... parameters) {
    inside.addAll(List.of(parameters));
  }

  @Override
  public void visitForLoop(ForStatement loop) {
    inside.add(loop.getVariable());
    super.visitForLoop(loop);
  }

  @Override
  public void visitCatchStatement(org.codehaus.groovy.ast.stmt.CatchStatement statement) {
    inside.add(statement.getVariable());
    super.visitCatchStatement(statement);
  }

  @Override
  public Expression transform(@Nullable Expression e) {
    if (e == null) {
      return null;
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
    if (e instanceof BinaryExpression binary) {
      return binary(binary, false);
    }
    if (e instanceof BooleanExpression condition) {
      return condition(condition);
    }
    if (e instanceof TernaryExpression ternary) {
      return super.transform(ternary);
    }
    if (e instanceof PropertyExpression property && fieldOf(property) != null) {
      return field(fieldOf(property), property);
    }
    if (e instanceof MethodCallExpression call) {
      return call(call);
    }
    if (e instanceof UnaryMinusExpression minus) {
      Expression inner = transform(minus.getExpression());
      return Operators.isNumber(inner)
          ? Operators.number(Ast.op("minus", e, new ConstantExpression(0, true), inner))
          : Ast.at(new UnaryMinusExpression(inner), e);
    }
    if (e instanceof ConstantExpression c && c.getValue() instanceof java.math.BigDecimal decimal) {
      return Ast.at(new ConstantExpression(decimal.doubleValue(), true), e);
    }
    return super.transform(e);
  }

  /** An expression whose truth is asked for: a bare field is true when it is present. */
  Expression truth(Expression e) {
    if (e instanceof BinaryExpression binary) {
      return binary(binary, true);
    }
    String field = fieldOf(e);
    if (field != null && Fields.NUMERIC.contains(field)) {
      String has = "has" + Character.toUpperCase(field.charAt(0)) + field.substring(1);
      return Ast.get(eventOf(e), has, e);
    }
    return transform(e);
  }

  private Expression condition(BooleanExpression condition) {
    Expression inner = truth(condition.getExpression());
    return Ast.at(
        condition instanceof NotExpression
            ? new NotExpression(inner)
            : new BooleanExpression(inner),
        condition);
  }

  private Expression nested(ClosureExpression closure) {
    boolean implicit = closure.getParameters() != null && closure.getParameters().length == 0;
    if (closure.isParameterSpecified()) {
      declare(closure.getParameters());
    }
    nestedImplicit += implicit ? 1 : 0;
    closure.getCode().visit(this);
    nestedImplicit -= implicit ? 1 : 0;
    return closure;
  }

  private Expression declaration(DeclarationExpression declaration) {
    if (declaration.getLeftExpression() instanceof VariableExpression variable) {
      inside.add(variable);
      refuseHiding(variable);
    } else if (declaration.isMultipleAssignmentDeclaration()) {
      for (Expression part : declaration.getTupleExpression().getExpressions()) {
        inside.add((VariableExpression) part);
      }
    }
    Expression value = transform(declaration.getRightExpression());
    if (Operators.isNumber(value)
        && declaration.getLeftExpression() instanceof VariableExpression v) {
      numbers.add(v.getName());
    }
    declaration.setRightExpression(value);
    return declaration;
  }

  private void refuseHiding(VariableExpression variable) {
    if (kind.hasEvent() && Fields.isField(variable.getName())) {
      problems.error(
          variable,
          "the variable '" + variable.getName() + "' hides the event's field of that name",
          "Give the variable another name.");
    }
  }

  private Expression variable(VariableExpression v) {
    String name = v.getName();
    if (v.isThisExpression() || v.isSuperExpression()) {
      return v;
    }
    if (name.equals("it") && nestedImplicit == 0 && !event.equals("it")) {
      VariableExpression item = eventVariable(v);
      return numbers.contains(event) ? Operators.number(item) : item;
    }
    if (isFree(v)) {
      String field = fieldOf(v);
      if (name.equals("event") && kind.hasEvent()) {
        return eventVariable(v);
      }
      if (name.equals("expired") && kind.hasEvent()) {
        return expired(v);
      }
      if (field != null) {
        return field(field, v);
      }
      Expression owner = included.ownerOfConstant(name, v);
      return owner == null ? v : Ast.at(new PropertyExpression(owner, name), v);
    }
    if (numbers.contains(name)) {
      Operators.number(v);
    }
    return isOuter(v) ? copy(v) : v;
  }

  private Expression expired(VariableExpression v) {
    MethodCallExpression call = Ast.get(eventVariable(v), "isExpiredAt", v);
    call.setArguments(
        new org.codehaus.groovy.ast.expr.ArgumentListExpression(
            new VariableExpression(now, ClassHelper.long_TYPE)));
    return call;
  }

  private boolean isOuter(VariableExpression v) {
    Variable declared = v.getAccessedVariable();
    return declared != null
        && !inside.contains(declared)
        && !v.getName().equals(event)
        && !v.getName().equals("it")
        && !(declared instanceof DynamicVariable)
        && !(declared instanceof FieldNode f && f.isStatic());
  }

  private Expression copy(VariableExpression v) {
    Variable declared = v.getAccessedVariable();
    if (kind.hasEvent() && Fields.isField(v.getName())) {
      problems.error(
          v,
          "the variable '" + v.getName() + "' hides the event's field of that name",
          "Give the variable another name.");
    }
    captured.putIfAbsent(v.getName(), declared);
    VariableExpression copy = new VariableExpression(copyName(v.getName()), typeOf(declared));
    if (Operators.isNumber(v)) {
      Operators.number(copy);
    }
    return Ast.at(copy, v);
  }

  static ClassNode typeOf(Variable declared) {
    ClassNode type =
        declared instanceof PropertyNode || declared instanceof FieldNode
            ? declared.getType()
            : declared.getOriginType();
    return declared.isDynamicTyped() ? ClassHelper.dynamicType() : type;
  }

  private VariableExpression eventVariable(Expression place) {
    return Ast.at(
        new VariableExpression(event, kind.hasEvent() ? Ast.EVENT : ClassHelper.dynamicType()),
        place);
  }

  private static boolean isFree(VariableExpression v) {
    return v.getAccessedVariable() == null || v.getAccessedVariable() instanceof DynamicVariable;
  }

  /** The field an expression reads of the event in hand; null when it is something else. */
  private @Nullable String fieldOf(Expression e) {
    if (!kind.hasEvent()) {
      return null;
    }
    if (e instanceof VariableExpression v && isFree(v) && Fields.isField(v.getName())) {
      return v.getName();
    }
    if (e instanceof PropertyExpression p
        && Fields.isField(String.valueOf(p.getPropertyAsString()))
        && p.getObjectExpression() instanceof VariableExpression v
        && isEventVariable(v)) {
      return p.getPropertyAsString();
    }
    return null;
  }

  private boolean isEventVariable(VariableExpression v) {
    return v.getName().equals(event)
        || (v.getName().equals("event") && isFree(v))
        || (v.getName().equals("it") && nestedImplicit == 0);
  }

  private Expression eventOf(Expression place) {
    return eventVariable(place);
  }

  private Expression field(String field, Expression place) {
    MethodCallExpression read = Ast.get(eventOf(place), Fields.GETTERS.get(field), place);
    return Fields.NUMERIC.contains(field) ? Operators.number(read) : read;
  }

  private Expression call(MethodCallExpression call) {
    String name = call.getMethodAsString();
    if (call.isImplicitThis() && name != null) {
      if (kind.hasEvent() && Fields.METHODS.contains(name)) {
        MethodCallExpression onEvent =
            new MethodCallExpression(
                eventOf(call), call.getMethod(), transform(call.getArguments()));
        onEvent.setImplicitThis(false);
        return Ast.at(onEvent, call);
      }
      if (Vocabulary.isVerb(name)
          && !Vocabulary.forms(name).get(0).allows(io.tocsin.dsl.verb.Scope.ANY)) {
        problems.error(
            call,
            "the verb '" + name + "' stands in a block that runs for each event",
            "Verbs build the graph once, when the rules are loaded: move it into the block after this one.");
      }
    }
    Expression owner =
        call.isImplicitThis() && name != null ? included.ownerOfFunction(name, call) : null;
    if (owner != null) {
      call.setObjectExpression(owner);
      call.setImplicitThis(false);
      call.setArguments(transform(call.getArguments()));
      return call;
    }
    boolean absentPossible = isMaybeAbsent(call.getObjectExpression());
    Expression changed = super.transform(call);
    if (absentPossible && changed instanceof MethodCallExpression c) {
      c.setSafe(true);
    }
    return changed;
  }

  /** Fields, attributes, and what is called on them: absent makes the whole chain absent. */
  private boolean isMaybeAbsent(Expression e) {
    if (fieldOf(e) != null) {
      return true;
    }
    if (e instanceof MethodCallExpression call) {
      return (call.isImplicitThis() && "attr".equals(call.getMethodAsString()))
          || isMaybeAbsent(call.getObjectExpression());
    }
    return false;
  }

  private Expression binary(BinaryExpression b, boolean asBoolean) {
    int op = b.getOperation().getType();
    Expression left = b.getLeftExpression();
    Expression right = b.getRightExpression();
    if (op == Types.LOGICAL_AND || op == Types.LOGICAL_OR) {
      return Ast.at(new BinaryExpression(truth(left), b.getOperation(), truth(right)), b);
    }
    if (Types.ofType(op, Types.ASSIGNMENT_OPERATOR)) {
      return assignment(b, left, right);
    }
    if (Operators.isComparison(b) && !Ast.isNull(left) && !Ast.isNull(right)) {
      return comparison(b, left, right);
    }
    Expression l = transform(left);
    Expression r = transform(right);
    Expression membership = operators.membership(b, l, r, asBoolean);
    if (membership != null) {
      return Ast.at(membership, b);
    }
    Expression number = operators.arithmetic(b, l, r);
    return number != null ? number : Ast.at(new BinaryExpression(l, b.getOperation(), r), b);
  }

  private Expression comparison(BinaryExpression b, Expression left, Expression right) {
    boolean metricLeft = "metric".equals(fieldOf(left));
    boolean metricRight = "metric".equals(fieldOf(right));
    Expression event = metricLeft || metricRight ? eventOf(metricLeft ? left : right) : null;
    return operators.comparison(b, transform(left), transform(right), event, metricLeft);
  }

  private Expression assignment(BinaryExpression b, Expression left, Expression right) {
    String field = fieldOf(left);
    if (field != null) {
      boolean plain = b.getOperation().getType() == Types.ASSIGN;
      problems.error(
          b,
          "events are immutable: assignment to '" + field + "'",
          plain
              ? "Did you mean '=='? A changed copy is made by set(" + field + ": …)."
              : "A changed copy is made by set(" + field + ": …).");
      return Ast.at(new ConstantExpression(true, true), b);
    }
    if (left instanceof VariableExpression v && !isFree(v) && isOuter(v)) {
      problems.error(
          b,
          "assignment to '" + v.getName() + "', a variable from outside of this block",
          "Blocks that run for each event see copies; keep state with a verb such as changed or throttle.");
      return Ast.at(new ConstantExpression(true, true), b);
    }
    return Ast.at(new BinaryExpression(transform(left), b.getOperation(), transform(right)), b);
  }
}
