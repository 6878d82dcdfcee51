package io.tocsin.dsl.internal;

import groovy.lang.Closure;
import io.tocsin.dsl.Problem;
import io.tocsin.dsl.RuleScript;
import io.tocsin.dsl.verb.Option;
import io.tocsin.dsl.verb.Scope;
import io.tocsin.sink.SinkSettings;
import io.tocsin.stream.Place;
import io.tocsin.stream.RuleFunction;
import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.codehaus.groovy.ast.ClassNode;
import org.codehaus.groovy.ast.expr.ClosureExpression;
import org.codehaus.groovy.ast.expr.ConstantExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.MapEntryExpression;
import org.codehaus.groovy.ast.expr.MapExpression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.jspecify.annotations.Nullable;

/**
 * What can be told of rules that do not compile, beyond what does not compile: each verb whose
 * values are all written out is called by itself, with empty blocks, so that a bad value, a port
 * used twice or an output never used is told in the same go as the type errors. Used only when a
 * load has failed; confined to its thread.
 */
final class Trial {

  /** Verbs that do nothing by themselves, or whose check depends on what their block holds. */
  private static final Set<String> LEFT_OUT =
      Set.of(
          "route",
          "routeBy",
          "rule",
          "forward",
          "fold",
          "streams",
          "subscribe",
          "table",
          "server",
          "tests",
          "include",
          "secret");

  private final List<Call> calls = new ArrayList<>();
  private final Set<String> used = new HashSet<>();

  private record Call(
      File file,
      MethodCallExpression call,
      Vocabulary.Form form,
      List<Expression> args,
      Scope in) {}

  /** The calls of one file. */
  final class File {
    private final String shown;
    private final Map<String, Expression> constants;

    private File(String shown, Map<String, Expression> constants) {
      this.shown = shown;
      this.constants = constants;
    }

    /** Notes a call as the user wrote it, before it is compiled. */
    void note(MethodCallExpression call, Vocabulary.Form form, Scope scope) {
      Scope in = scope == Scope.ANY ? form.verb().in()[0] : scope;
      boolean output = form.method().getReturnType() == SinkSettings.class;
      boolean fits =
          output || in == Scope.EVENT || in == Scope.BATCH || in == Scope.SERVER || in == Scope.ANY;
      if (fits && form.allows(in) && !LEFT_OUT.contains(form.method().getName())) {
        calls.add(new Call(this, call, form, List.copyOf(Ast.arguments(call)), in));
      }
    }

    /** The constant a call's value is given to; null when it goes elsewhere. */
    private @Nullable String nameOf(MethodCallExpression call) {
      for (Map.Entry<String, Expression> constant : constants.entrySet()) {
        Expression value = constant.getValue();
        boolean same =
            value.getLineNumber() == call.getLineNumber()
                && value.getColumnNumber() == call.getColumnNumber();
        if (same && value instanceof MethodCallExpression) {
          return constant.getKey();
        }
      }
      return null;
    }
  }

  /** Begins a file; its constants, and the names it uses, are known from the steps before. */
  File file(String shown, ClassNode script) {
    used.addAll(UsedNames.of(script));
    return new File(shown, ConstantLift.constants(script));
  }

  /** The problems of all calls that could be made, in the words of a real load. */
  List<Problem> problems(SecretSource secrets) {
    RuleBuilder builder = new RuleBuilder(secrets, path -> {});
    for (Call call : calls) {
      RuleScript script = new Stage();
      script.attach(builder, call.file().shown, Map.of());
      Place place = Ast.place(call.file().shown, call.call());
      builder.attempt(
          () -> {
            builder.at(place);
            builder.in(call.in(), () -> run(call, script));
          });
    }
    return builder.problems();
  }

  private void run(Call call, RuleScript script) {
    List<Vocabulary.Form> forms = new ArrayList<>(List.of(call.form()));
    forms.addAll(Vocabulary.forms(call.form().method().getName()));
    for (Vocabulary.Form form : forms) {
      boolean alike = form.takesOptions() == call.form().takesOptions();
      if (alike && form.fits(call.args().size()) && run(call, form, script)) {
        return;
      }
    }
  }

  /** Whether a form of the verb takes what the call gives. */
  private boolean run(Call call, Vocabulary.Form form, RuleScript script) {
    try {
      Object[] arguments = arguments(call, form, new Literals(call.file().constants, script));
      Object made = form.method().invoke(script, arguments);
      if (made instanceof SinkSettings output) {
        String name = call.file().nameOf(call.call());
        if (name == null || used.contains(name)) {
          script.build().use(output);
        }
      }
      return true;
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof ScriptProblem problem) {
        throw problem;
      }
      return true;
    } catch (Literals.NotLiteral | ReflectiveOperationException | IllegalArgumentException e) {
      return false; // what is not written out, or does not fit, is told by others
    }
  }

  private static Object[] arguments(Call call, Vocabulary.Form form, Literals literals)
      throws Literals.NotLiteral {
    List<Object> values = new ArrayList<>();
    for (int i = 0; i < call.args().size(); i++) {
      Vocabulary.Param param = form.param(i);
      Expression argument = call.args().get(i);
      boolean block = argument instanceof ClosureExpression;
      if (param == null || form.varargs() || block != param.takesBlock()) {
        throw new Literals.NotLiteral();
      } else if (param.function() != null) {
        values.add(RuleFunction.of(new Object(), ""));
      } else if (param.opens() != null) {
        values.add(Closure.IDENTITY);
      } else if (i == 0 && argument instanceof MapExpression options) {
        values.add(options(form, options, literals));
      } else {
        values.add(literals.value(argument));
      }
    }
    if (form.varargs()) {
      values.add(new SinkSettings[0]);
    }
    return values.toArray();
  }

  private static Map<String, Object> options(
      Vocabulary.Form form, MapExpression options, Literals literals) throws Literals.NotLiteral {
    Map<String, Object> values = new LinkedHashMap<>();
    for (MapEntryExpression entry : options.getMapEntryExpressions()) {
      if (!(entry.getKeyExpression() instanceof ConstantExpression key)) {
        throw new Literals.NotLiteral();
      }
      String name = String.valueOf(key.getValue());
      Option option = form.options().get(name);
      boolean block =
          option != null
              && option.function() != void.class
              && entry.getValueExpression() instanceof ClosureExpression;
      Object value =
          block ? RuleFunction.of(new Object(), "") : literals.value(entry.getValueExpression());
      boolean fits =
          option == null
              ? form.anyOption()
              : Arrays.stream(option.type()).anyMatch(t -> t.isInstance(value));
      if (!fits) {
        throw new Literals.NotLiteral();
      }
      values.put(name, value);
    }
    return new HashMap<>(values);
  }

  private static final class Stage extends RuleScript {
    @Override
    public @Nullable Object run() {
      return null;
    }
  }
}
