package io.tocsin.dsl.internal;

import static org.codehaus.groovy.ast.tools.GeneralUtils.args;
import static org.codehaus.groovy.ast.tools.GeneralUtils.callX;
import static org.codehaus.groovy.ast.tools.GeneralUtils.constX;

import io.tocsin.dsl.verb.Option;
import io.tocsin.dsl.verb.Scope;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.codehaus.groovy.ast.ClassNode;
import org.codehaus.groovy.ast.DynamicVariable;
import org.codehaus.groovy.ast.MethodNode;
import org.codehaus.groovy.ast.Parameter;
import org.codehaus.groovy.ast.expr.BinaryExpression;
import org.codehaus.groovy.ast.expr.ClosureExpression;
import org.codehaus.groovy.ast.expr.ConstantExpression;
import org.codehaus.groovy.ast.expr.DeclarationExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.ListExpression;
import org.codehaus.groovy.ast.expr.MapEntryExpression;
import org.codehaus.groovy.ast.expr.MapExpression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.expr.PropertyExpression;
import org.codehaus.groovy.ast.expr.VariableExpression;
import org.codehaus.groovy.control.SourceUnit;
import org.jspecify.annotations.Nullable;

/**
 * Walks one rule file: gives every verb the place it was written at, checks where it stands and the
 * options it was given, and has blocks that run for each event compiled.
 */
final class ScriptTransformer extends PlacesForCopies {

  private final SourceUnit unit;
  private final ClassNode script;
  private final IncludedNames included;
  private final FunctionCompiler functions;
  private final VerbCheck check;
  private final List<TestBlocks.Span> testBlocks;
  private final Trial.File trial;
  private final EventNames names = new EventNames(EventNames.NO_ITEM, false);
  private final EventExpressions expressions;
  private final FunctionRules rules;
  private final TestValues testValues = new TestValues(this::transform);
  private boolean aboutEvents;
  private boolean inTest;
  private boolean inPlace;
  private Scope scope = Scope.FILE;

  ScriptTransformer(
      SourceUnit unit,
      ClassNode script,
      ProblemSink problems,
      IncludedNames included,
      Trial.File trial,
      List<TestBlocks.Span> testBlocks) {
    this.unit = unit;
    this.script = script;
    this.included = included;
    this.functions = new FunctionCompiler(unit, script, included, problems);
    this.check = new VerbCheck(problems);
    this.trial = trial;
    this.testBlocks = testBlocks;
    this.expressions = new EventExpressions(names, functions.operators(), this::transform);
    this.rules = new FunctionRules(problems, names, v -> false);
  }

  @Override
  protected SourceUnit getSourceUnit() {
    return unit;
  }

  @Override
  public void visitClass(ClassNode type) {
    super.visitClass(type);
    functions.finish();
  }

  @Override
  protected void visitConstructorOrMethod(MethodNode method, boolean isConstructor) {
    Scope before = scope;
    boolean ofTheFile = method.getName().equals("run");
    scope = ofTheFile ? Scope.FILE : Scope.ANY;
    aboutEvents = !ofTheFile && takesEvent(method.getParameters());
    inTest = !ofTheFile && TestValues.isForTests(method);
    if (inTest) {
      testBlocks.add(TestBlocks.span(method));
    }
    check.functionName(method);
    super.visitConstructorOrMethod(method, isConstructor);
    aboutEvents = false;
    inTest = false;
    scope = before;
  }

  @Override
  public @Nullable Expression transform(@Nullable Expression e) {
    if ((inTest || scope == Scope.TEST) && e != null) {
      Expression rewritten = testValues.rewrite(e);
      if (rewritten != null) {
        return rewritten;
      }
    }
    if (e instanceof ClosureExpression closure) {
      return closure(closure);
    }
    if (e instanceof MethodCallExpression call) {
      return call(call);
    }
    if (e instanceof VariableExpression v && v.getAccessedVariable() instanceof DynamicVariable) {
      Expression owner = included.ownerOfConstant(v.getName(), v);
      return owner == null ? v : Ast.at(new PropertyExpression(owner, v.getName()), v);
    }
    if (e instanceof PropertyExpression p && check.refusesChain(p)) {
      return transform(p.getObjectExpression());
    }
    if (aboutEvents && e != null && !(e instanceof DeclarationExpression)) {
      if (rules.assignsField(e)) {
        return Ast.at(new ConstantExpression(true, true), e);
      }
      Expression rewritten = expressions.rewrite(e);
      if (rewritten != null) {
        return rewritten;
      }
    }
    if (e instanceof BinaryExpression b && Operators.isOrdering(b)) {
      return functions
          .operators()
          .ordering(b, transform(b.getLeftExpression()), transform(b.getRightExpression()));
    }
    return e == null ? null : super.transform(e);
  }

  /**
   * A block of the user's own; with an event among its parameters it is about events. Where it runs
   * is known only at load, but for one given to a method such as {@code each}.
   */
  private Expression closure(ClosureExpression closure) {
    boolean before = aboutEvents;
    boolean runsHere = inPlace || scope == Scope.TESTS || scope == Scope.TEST;
    Scope around = scope;
    scope = runsHere ? scope : Scope.ANY;
    inPlace = false;
    aboutEvents |= closure.isParameterSpecified() && takesEvent(closure.getParameters());
    closure.setCode(Ast.block(closure.getCode()));
    names.inside(closure, () -> closure.getCode().visit(this));
    aboutEvents = before;
    scope = around;
    return closure;
  }

  private static boolean takesEvent(Parameter[] parameters) {
    return Arrays.stream(parameters).anyMatch(p -> p.getType().equals(Ast.EVENT));
  }

  private Expression call(MethodCallExpression call) {
    String name = call.getMethodAsString();
    if (!call.isImplicitThis() || name == null) {
      return expressions.call(call, this::ofAnObject);
    }
    inPlace = false;
    if (functions.isQuoted(call.getMethod())) {
      check.missingComma(call.getMethod(), name);
    } else if (Vocabulary.isVerb(name)) {
      return verb(call);
    }
    Expression owner = included.ownerOfFunction(name, call);
    if (owner == null) {
      if (script.getMethods(name).isEmpty()) {
        check.unclear(call);
        Scope here = inTest ? Scope.TEST : scope;
        if (here != Scope.ANY) {
          UnknownNames.note(call, Vocabulary.legalIn(here));
        }
      }
      return super.transform(call);
    }
    call.setObjectExpression(owner);
    call.setImplicitThis(false);
    call.setArguments(transform(call.getArguments()));
    return call;
  }

  private Expression ofAnObject(Expression call) {
    boolean before = inPlace;
    inPlace = true;
    Expression changed = super.transform(call);
    inPlace = before;
    return changed;
  }

  private Expression verb(MethodCallExpression call) {
    String name = call.getMethodAsString();
    List<Expression> arguments = Ast.arguments(call);
    boolean withOptions = Ast.hasNamedArguments(arguments);
    Vocabulary.Form form = check.form(call, name, arguments, withOptions, scope);
    if (form == null) {
      check.unclear(call);
    } else {
      trial.note(call, form, scope);
    }
    List<Expression> changed = new ArrayList<>();
    for (int i = 0; i < arguments.size(); i++) {
      changed.add(argument(call, form, i, arguments.get(i)));
    }
    Ast.withArguments(call, changed);
    call.setObjectExpression(
        Ast.at(
            callX(
                VariableExpression.THIS_EXPRESSION,
                "at",
                args(constX(call.getLineNumber(), true), constX(call.getColumnNumber(), true))),
            call));
    call.setImplicitThis(false);
    return call;
  }

  private Expression argument(
      MethodCallExpression call, Vocabulary.@Nullable Form form, int i, Expression argument) {
    Vocabulary.Param param = form == null ? null : form.param(i);
    if (argument instanceof MapExpression options && i == 0 && form != null) {
      return options(form, options);
    }
    if (argument instanceof ClosureExpression closure && param != null) {
      if (param.function() != null) {
        FunctionKind kind = FunctionKind.of(param.function());
        return functions.compile(closure, kind, pending(), FunctionBlock.valueType(call, kind));
      }
      if (param.opens() != null) {
        if (param.opens() == Scope.TEST) {
          functions.copyOuter(closure, pending());
        }
        return opened(closure, param.opens());
      }
    }
    if (argument instanceof ListExpression list && param != null && param.functions() != null) {
      return functions.compileAll(
          list, FunctionKind.of(param.functions()), pending(), this::transform);
    }
    if (form == null && argument instanceof ClosureExpression closure) {
      // The call is wrong already: what is inside is still looked at, but for where it stands.
      return opened(closure, Scope.ANY);
    }
    return transform(argument);
  }

  private Expression opened(ClosureExpression closure, Scope opens) {
    Scope before = scope;
    scope = opens == Scope.SAME ? scope : opens;
    if (scope == Scope.TESTS || scope == Scope.TEST) {
      testBlocks.add(TestBlocks.span(closure));
    }
    closure.setCode(Ast.block(closure.getCode()));
    names.inside(closure, () -> closure.getCode().visit(this));
    scope = before;
    return closure;
  }

  private Expression options(Vocabulary.Form form, MapExpression options) {
    List<MapEntryExpression> entries = new ArrayList<>();
    for (MapEntryExpression entry : options.getMapEntryExpressions()) {
      Expression value = entry.getValueExpression();
      Option option =
          entry.getKeyExpression() instanceof ConstantExpression key
              ? form.options().get(String.valueOf(key.getValue()))
              : null;
      boolean function = option != null && option.function() != void.class;
      Expression changed =
          function && value instanceof ClosureExpression closure
              ? functions.compile(closure, FunctionKind.of(option.function()), pending(), null)
              : transform(value);
      entries.add(Ast.at(new MapEntryExpression(entry.getKeyExpression(), changed), entry));
    }
    return Ast.at(new MapExpression(entries), options);
  }
}
