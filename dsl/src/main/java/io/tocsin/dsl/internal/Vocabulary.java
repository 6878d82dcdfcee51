package io.tocsin.dsl.internal;

import io.tocsin.dsl.RuleScript;
import io.tocsin.dsl.verb.AnyOption;
import io.tocsin.dsl.verb.FieldName;
import io.tocsin.dsl.verb.Opens;
import io.tocsin.dsl.verb.Option;
import io.tocsin.dsl.verb.Scope;
import io.tocsin.dsl.verb.Verb;
import io.tocsin.dsl.verb.VerbForm;
import io.tocsin.fold.Fold;
import io.tocsin.sink.SinkSettings;
import io.tocsin.stream.RuleFunction;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The words of the rule language as the compiler knows them, read off their annotations. */
final class Vocabulary {

  /** One way to write a verb. */
  record Form(
      Method method,
      Verb verb,
      List<Param> params,
      Map<String, Option> options,
      boolean anyOption,
      boolean varargs) {

    boolean takesOptions() {
      return !params.isEmpty() && params.get(0).type() == Map.class;
    }

    boolean allows(Scope scope) {
      return scope == Scope.ANY
          || Arrays.asList(verb.in()).contains(scope)
          || Arrays.asList(verb.in()).contains(Scope.ANY);
    }

    /** Whether nothing can be read off what it gives. */
    boolean givesNothing() {
      Class<?> given = method.getReturnType();
      return given == void.class || SinkSettings.class.isAssignableFrom(given);
    }

    boolean hasRequiredOption() {
      return options.values().stream().anyMatch(Option::required);
    }

    /** The parameter an argument falls to, null when there are too many. */
    @Nullable Param param(int i) {
      if (i < params.size()) {
        return params.get(i);
      }
      return varargs ? params.get(params.size() - 1) : null;
    }

    private boolean takesBlocksAt(List<Boolean> blocks) {
      for (int i = 0; i < blocks.size(); i++) {
        Param param = param(i);
        boolean wanted = param != null && param.takesBlock();
        if (wanted != blocks.get(i)) {
          return false;
        }
      }
      return true;
    }

    boolean fits(int arguments) {
      return varargs ? arguments >= params.size() - 1 : arguments == params.size();
    }
  }

  /**
   * A parameter of a verb.
   *
   * @param function the functional interface of a block run for each event, null for none
   * @param functions the same for a list of such blocks
   * @param opens what a block run at load holds, null for none
   * @param nullable whether it takes null
   */
  record Param(
      Class<?> type,
      @Nullable Class<?> function,
      @Nullable Class<?> functions,
      @Nullable Scope opens,
      boolean fieldName,
      boolean nullable) {

    boolean takesBlock() {
      return function != null || opens != null;
    }
  }

  private static final Map<String, List<Form>> FORMS = read();

  private static final Set<String> TAKEN =
      Arrays.stream(RuleScript.class.getMethods())
          .filter(m -> m.getDeclaringClass().getName().startsWith("io.tocsin."))
          .map(Method::getName)
          .collect(Collectors.toSet());

  /** The names of folds, as properties are named by their getters. */
  private static final Set<String> FOLDS =
      Arrays.stream(RuleScript.class.getMethods())
          .filter(m -> m.getReturnType() == Fold.class && m.getName().startsWith("get"))
          .map(m -> m.getName().substring(3).toLowerCase(Locale.ROOT))
          .collect(Collectors.toSet());

  private Vocabulary() {}

  static boolean isFold(String name) {
    return FOLDS.contains(name);
  }

  static boolean isVerb(@Nullable String name) {
    return name != null && FORMS.containsKey(name);
  }

  /** Whether every rule file has a method of that name already. */
  static boolean isTaken(String method) {
    return TAKEN.contains(method) || Fields.METHODS.contains(method);
  }

  static List<Form> forms(String name) {
    return FORMS.getOrDefault(name, List.of());
  }

  /**
   * The form a call means: by the number of its arguments, and by which of them are blocks. Null
   * when none has that many.
   *
   * @param blocks for each argument whether it is a block
   */
  static @Nullable Form form(String name, List<Boolean> blocks, boolean withOptions) {
    Form byCount = null;
    for (Form form : forms(name)) {
      if (form.fits(blocks.size()) && form.takesOptions() == withOptions) {
        if (form.takesBlocksAt(blocks)) {
          return form;
        }
        byCount = byCount == null ? form : byCount;
      }
    }
    return byCount;
  }

  /** Whether a form of that many arguments takes a block run for each event at a place. */
  static boolean takesFunction(String name, int arguments, int place) {
    return forms(name).stream()
        .filter(f -> f.fits(arguments))
        .map(f -> f.param(place))
        .anyMatch(p -> p != null && p.function() != null);
  }

  static Set<String> names() {
    return FORMS.keySet();
  }

  /** The verbs that may stand in a scope. */
  static Set<String> namesIn(Scope scope) {
    Set<String> names = new TreeSet<>();
    FORMS.forEach(
        (name, forms) -> {
          if (forms.stream().anyMatch(f -> Arrays.asList(f.verb().in()).contains(scope))) {
            names.add(name);
          }
        });
    return names;
  }

  /** The verbs that may stand in a scope, those that may stand anywhere too. */
  static Set<String> legalIn(Scope scope) {
    Set<String> names = new TreeSet<>();
    FORMS.forEach(
        (name, forms) -> {
          if (forms.stream().anyMatch(f -> f.allows(scope))) {
            names.add(name);
          }
        });
    return names;
  }

  /** The verbs that may stand in a block that runs for each event. */
  static Set<String> legalForAnEvent() {
    Set<String> names = new TreeSet<>();
    FORMS.forEach(
        (name, forms) -> {
          if (forms.stream().anyMatch(f -> Arrays.asList(f.verb().in()).contains(Scope.ANY))) {
            names.add(name);
          }
        });
    return names;
  }

  private static Map<String, List<Form>> read() {
    Map<String, List<Form>> forms = new TreeMap<>();
    for (VerbForm form : VerbForm.all(RuleScript.class)) {
      forms.computeIfAbsent(form.name(), n -> new ArrayList<>()).add(form(form));
    }
    return forms;
  }

  private static Form form(VerbForm written) {
    Method method = written.method();
    List<Param> params = new ArrayList<>();
    for (Parameter p : method.getParameters()) {
      Opens opens = p.getAnnotation(Opens.class);
      params.add(
          new Param(
              p.getType(),
              function(p.getType(), p.getParameterizedType()),
              functions(p),
              opens == null ? null : opens.value(),
              p.isAnnotationPresent(FieldName.class),
              p.getAnnotatedType().isAnnotationPresent(Nullable.class)));
    }
    Map<String, Option> options = new LinkedHashMap<>();
    for (Option option : written.options()) {
      options.put(option.name(), option);
    }
    boolean any = method.isAnnotationPresent(AnyOption.class);
    return new Form(method, written.verb(), params, options, any, method.isVarArgs());
  }

  private static @Nullable Class<?> function(Type raw, Type full) {
    if (raw == RuleFunction.class
        && full instanceof ParameterizedType type
        && type.getActualTypeArguments()[0] instanceof Class<?> function) {
      return function;
    }
    return null;
  }

  private static @Nullable Class<?> functions(Parameter p) {
    if (p.getType() == List.class
        && p.getParameterizedType() instanceof ParameterizedType list
        && list.getActualTypeArguments()[0] instanceof ParameterizedType element) {
      return function(element.getRawType(), element);
    }
    return null;
  }
}
