package io.tocsin.dsl.internal;

import io.tocsin.dsl.verb.Option;
import io.tocsin.dsl.verb.Scope;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.codehaus.groovy.ast.ASTNode;
import org.codehaus.groovy.ast.MethodNode;
import org.codehaus.groovy.ast.expr.ClosureExpression;
import org.codehaus.groovy.ast.expr.ConstantExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.MapEntryExpression;
import org.codehaus.groovy.ast.expr.MapExpression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.expr.PropertyExpression;
import org.codehaus.groovy.ast.expr.VariableExpression;
import org.jspecify.annotations.Nullable;

/** Checks that a verb may stand where it does, and the names of the options it is given. */
final class VerbCheck {

  private final ProblemSink problems;

  VerbCheck(ProblemSink problems) {
    this.problems = problems;
  }

  /** The form of the verb a call means; null, after a problem was told, when there is none. */
  Vocabulary.@Nullable Form form(
      MethodCallExpression call,
      String name,
      List<Expression> arguments,
      boolean withOptions,
      Scope scope) {
    Vocabulary.Form form = Vocabulary.form(name, blocks(arguments), withOptions);
    Vocabulary.Form any = Vocabulary.forms(name).get(0);
    if (Vocabulary.forms(name).stream().noneMatch(f -> f.allows(scope))) {
      wrongScope(call, name, any, scope);
      return form;
    }
    if (form == null) {
      wrongArguments(call, name, arguments, withOptions);
      return null;
    }
    nulls(call, name, form, arguments);
    if (scope == Scope.TEST) {
      problems.testProbe(call);
    }
    if (withOptions && arguments.get(0) instanceof MapExpression options && !form.anyOption()) {
      options(call, name, form, options);
    }
    if (withOptions && arguments.get(0) instanceof MapExpression options && setsFields(form)) {
      for (MapEntryExpression entry : options.getMapEntryExpressions()) {
        UnknownNames.noteValue(entry.getKeyExpression().getText(), entry.getValueExpression());
      }
    }
    return form;
  }

  private void nulls(
      MethodCallExpression call, String name, Vocabulary.Form form, List<Expression> arguments) {
    for (int i = 0; i < arguments.size(); i++) {
      Vocabulary.Param param = form.param(i);
      if (Ast.isNull(arguments.get(i)) && param != null && !param.nullable()) {
        problems.error(call.getMethod(), name + ": does not take null", usage(name));
        return;
      }
    }
  }

  private static boolean setsFields(Vocabulary.Form form) {
    return form.anyOption() && Arrays.asList(form.verb().in()).contains(Scope.EVENT);
  }

  /** Notes the blocks of a call that is wrong, or that nobody knows. */
  void unclear(MethodCallExpression call) {
    for (Expression argument : Ast.arguments(call)) {
      if (argument instanceof ClosureExpression block) {
        problems.unclear(call.getMethod(), block);
      }
    }
  }

  /** Functions of a verb's name, or of a name the rule language uses itself, are refused. */
  void functionName(MethodNode method) {
    String name = method.getName();
    boolean users = method.getLineNumber() > 0 && !method.isSynthetic() && !isMain(name);
    if (users && Vocabulary.isTaken(name)) {
      problems.error(
          method,
          "the function '" + name + "' has a name of the rule language",
          "Give it another name.");
    }
  }

  private static boolean isMain(String name) {
    return name.equals("run") || name.equals("main");
  }

  /**
   * Whether {@code a 'b' 'c'} was refused: Groovy takes what follows for a property of what {@code
   * a 'b'} gives.
   */
  boolean refusesChain(PropertyExpression p) {
    boolean chain =
        p.getObjectExpression() instanceof MethodCallExpression call
            && call.isImplicitThis()
            && Vocabulary.isVerb(call.getMethodAsString())
            && Vocabulary.forms(call.getMethodAsString()).stream()
                .allMatch(Vocabulary.Form::givesNothing);
    if (chain) {
      missingComma(p.getProperty(), String.valueOf(p.getPropertyAsString()));
    }
    return chain;
  }

  void missingComma(ASTNode place, String name) {
    problems.error(
        place,
        "a comma is missing before or after '" + name + "'",
        "Write a comma between values.");
  }

  static List<Boolean> blocks(List<Expression> arguments) {
    return arguments.stream().map(ClosureExpression.class::isInstance).toList();
  }

  private void wrongScope(
      MethodCallExpression call, String name, Vocabulary.Form form, Scope scope) {
    String belongs =
        Arrays.stream(form.verb().in()).map(Scope::words).collect(Collectors.joining(" or "));
    problems.error(
        call.getMethod(),
        "the verb '" + name + "' does not belong " + scope.words(),
        "It stands "
            + belongs
            + ". Verbs that belong here: "
            + String.join(", ", Vocabulary.namesIn(scope))
            + ".");
  }

  private void wrongArguments(
      MethodCallExpression call, String name, List<Expression> arguments, boolean withOptions) {
    String usage = usage(name);
    if (!withOptions) {
      List<Boolean> shifted = new ArrayList<>(List.of(false));
      shifted.addAll(blocks(arguments));
      Vocabulary.Form needing = Vocabulary.form(name, shifted, true);
      if (needing != null && needing.hasRequiredOption()) {
        missing(call, name, needing, Set.of());
        return;
      }
      boolean inAMap =
          arguments.stream().anyMatch(VariableExpression.class::isInstance)
              && Vocabulary.forms(name).stream()
                  .anyMatch(f -> f.takesOptions() && f.fits(arguments.size()));
      if (inAMap) {
        problems.error(
            call.getMethod(), name + ": options are written out, not given as one value", usage);
        return;
      }
    } else if (Vocabulary.forms(name).stream().noneMatch(Vocabulary.Form::takesOptions)) {
      problems.error(call.getMethod(), name + ": takes no options", usage);
      return;
    }
    int given = arguments.size() - (withOptions ? 1 : 0);
    problems.error(call.getMethod(), name + ": wrong number of arguments (" + given + ")", usage);
  }

  private void options(
      MethodCallExpression call, String name, Vocabulary.Form form, MapExpression options) {
    Set<String> given = new HashSet<>();
    for (MapEntryExpression entry : options.getMapEntryExpressions()) {
      if (!(entry.getKeyExpression() instanceof ConstantExpression key)) {
        continue;
      }
      String option = String.valueOf(key.getValue());
      if (!form.options().containsKey(option)) {
        String near = Suggestion.remedy(option, form.options().keySet());
        problems.error(
            key,
            name + ": no option '" + option + "'",
            (near.isEmpty() ? "" : near + " ") + optionList(form));
      }
      if (Ast.isNull(entry.getValueExpression())) {
        continue;
      }
      if (!given.add(option)) {
        problems.error(key, name + ": the option '" + option + "' is given twice", "Remove one.");
      }
    }
    missing(call, name, form, given);
  }

  private void missing(
      MethodCallExpression call, String name, Vocabulary.Form form, Set<String> given) {
    for (Option option : form.options().values()) {
      if (option.required() && !given.contains(option.name())) {
        problems.error(
            call.getMethod(),
            name + ": the option '" + option.name() + "' is missing",
            usage(name));
      }
    }
  }

  private static String optionList(Vocabulary.Form form) {
    return "Options: " + String.join(", ", form.options().keySet()) + ".";
  }

  static String usage(String name) {
    Set<String> usages = new java.util.LinkedHashSet<>();
    Vocabulary.forms(name).forEach(f -> usages.add(f.verb().usage()));
    return "Write " + String.join(" or ", usages) + ".";
  }
}
