package io.tocsin.dsl.internal;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.codehaus.groovy.ast.ASTNode;
import org.codehaus.groovy.ast.ClassNode;
import org.codehaus.groovy.ast.CodeVisitorSupport;
import org.codehaus.groovy.ast.MethodNode;
import org.codehaus.groovy.ast.Parameter;
import org.codehaus.groovy.ast.Variable;
import org.codehaus.groovy.ast.expr.BinaryExpression;
import org.codehaus.groovy.ast.expr.ClosureExpression;
import org.codehaus.groovy.ast.expr.ConstantExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.expr.VariableExpression;
import org.codehaus.groovy.syntax.Types;

/**
 * Finds constants that are read while the file runs, before the line that sets them: they would
 * silently be absent. What a test does, or a function called for each event, comes later.
 */
final class UsedBeforeSet extends CodeVisitorSupport {

  /** What sets a constant: the end of it, and how it is put right. */
  private record Setting(int line, int column, String remedy) {
    boolean isAfter(ASTNode use) {
      return use.getLineNumber() < line
          || (use.getLineNumber() == line && use.getColumnNumber() < column);
    }
  }

  private final ClassNode script;
  private final ProblemSink problems;
  private final Map<String, Setting> settings;
  private final Map<String, Set<String>> usedByFunction = new HashMap<>();
  private boolean forEachEvent;

  private UsedBeforeSet(ClassNode script, ProblemSink problems, Map<String, Setting> settings) {
    this.script = script;
    this.problems = problems;
    this.settings = settings;
  }

  /** Tells the constants of a file, and of those it includes, that are used too early. */
  static void check(
      ClassNode script, IncludedNames included, Includes includes, ProblemSink problems) {
    MethodNode run = script.getDeclaredMethod("run", Parameter.EMPTY_ARRAY);
    if (run == null || run.getCode() == null) {
      return;
    }
    Map<String, Setting> settings = new HashMap<>();
    run.getCode().visit(new IncludeCalls(script, included, includes, settings));
    ConstantLift.constants(script)
        .forEach(
            (name, value) ->
                settings.put(
                    name,
                    new Setting(
                        Math.max(value.getLineNumber(), value.getLastLineNumber()),
                        Math.max(value.getColumnNumber(), value.getLastColumnNumber()),
                        "Move its definition above its first use.")));
    if (!settings.isEmpty()) {
      run.getCode().visit(new UsedBeforeSet(script, problems, settings));
    }
  }

  @Override
  public void visitVariableExpression(VariableExpression v) {
    Setting setting = isConstant(v) ? settings.get(v.getName()) : null;
    if (setting != null && setting.isAfter(v)) {
      problems.error(v, "'" + v.getName() + "' is set further down", setting.remedy());
    }
  }

  /** What is assigned to is not read. */
  @Override
  public void visitBinaryExpression(BinaryExpression b) {
    boolean sets =
        b.getOperation().getType() == Types.ASSIGN
            && b.getLeftExpression() instanceof VariableExpression;
    if (!sets) {
      b.getLeftExpression().visit(this);
    }
    b.getRightExpression().visit(this);
  }

  private static boolean isConstant(VariableExpression v) {
    Variable declared = v.getAccessedVariable();
    return !(declared instanceof Parameter || declared instanceof VariableExpression)
        || declared == v;
  }

  @Override
  public void visitMethodCallExpression(MethodCallExpression call) {
    String name = call.isImplicitThis() ? call.getMethodAsString() : null;
    if ("test".equals(name)) {
      return;
    }
    if (name != null && !forEachEvent) {
      for (String constant : usedBy(name)) {
        Setting setting = settings.get(constant);
        if (setting.isAfter(call)) {
          problems.error(
              call.getMethod(),
              name + ": uses '" + constant + "', which is set further down",
              setting.remedy());
        }
      }
    }
    call.getObjectExpression().visit(this);
    call.getMethod().visit(this);
    arguments(call, name);
  }

  private void arguments(MethodCallExpression call, String name) {
    List<Expression> arguments = Ast.arguments(call);
    for (int i = 0; i < arguments.size(); i++) {
      boolean before = forEachEvent;
      forEachEvent |=
          arguments.get(i) instanceof ClosureExpression
              && Vocabulary.isVerb(name)
              && Vocabulary.takesFunction(name, arguments.size(), i);
      arguments.get(i).visit(this);
      forEachEvent = before;
    }
  }

  /** The constants that a function of the file reads when it is called, however deep. */
  private Set<String> usedBy(String function) {
    Set<String> known = usedByFunction.get(function);
    if (known != null) {
      return known;
    }
    Set<String> used = new LinkedHashSet<>();
    usedByFunction.put(function, used); // a function may call itself
    for (MethodNode method : script.getDeclaredMethods(function)) {
      if (method.getCode() != null && method.getLineNumber() > 0 && !function.equals("run")) {
        method.getCode().visit(new InFunction(used));
      }
    }
    return used;
  }

  private final class InFunction extends CodeVisitorSupport {
    private final Set<String> used;

    InFunction(Set<String> used) {
      this.used = used;
    }

    @Override
    public void visitVariableExpression(VariableExpression v) {
      if (isConstant(v) && settings.containsKey(v.getName())) {
        used.add(v.getName());
      }
    }

    @Override
    public void visitMethodCallExpression(MethodCallExpression call) {
      if (call.isImplicitThis() && call.getMethodAsString() != null) {
        used.addAll(usedBy(call.getMethodAsString()));
      }
      super.visitMethodCallExpression(call);
    }
  }

  /** Finds where the constants of included files are set. */
  private static final class IncludeCalls extends CodeVisitorSupport {
    private final ClassNode script;
    private final IncludedNames included;
    private final Includes includes;
    private final Map<String, Setting> settings;

    IncludeCalls(
        ClassNode script,
        IncludedNames included,
        Includes includes,
        Map<String, Setting> settings) {
      this.script = script;
      this.included = included;
      this.includes = includes;
      this.settings = settings;
    }

    @Override
    public void visitMethodCallExpression(MethodCallExpression call) {
      List<Expression> arguments = Ast.arguments(call);
      if (call.isImplicitThis()
          && "include".equals(call.getMethodAsString())
          && arguments.size() == 1
          && arguments.get(0) instanceof ConstantExpression path) {
        String argument = String.valueOf(path.getValue());
        Setting setting =
            new Setting(
                call.getLineNumber(),
                call.getColumnNumber(),
                "Move include '" + argument + "' above its first use.");
        included
            .constantsOf(includes.of(script.getName(), argument))
            .forEach(name -> settings.putIfAbsent(name, setting));
      }
      super.visitMethodCallExpression(call);
    }
  }
}
