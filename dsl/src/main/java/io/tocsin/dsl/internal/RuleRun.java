package io.tocsin.dsl.internal;

import io.tocsin.dsl.Problem;
import io.tocsin.dsl.RuleException;
import io.tocsin.dsl.RuleScript;
import io.tocsin.dsl.RuleSet;
import io.tocsin.dsl.cache.CompiledRules;
import io.tocsin.dsl.cache.SourceFile;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;

/**
 * From classes to recipes: runs compiled rules once. Needs nothing of the compiler. Confined to one
 * thread; used once.
 */
final class RuleRun {

  private final CompiledRules rules;
  private final CompiledClasses classes;
  private final SecretSource secrets;
  private final Map<Path, SourceFile> sources = new LinkedHashMap<>();
  private final Map<String, RuleScript> scripts = new HashMap<>();
  private final Deque<SourceFile> running = new ArrayDeque<>();
  private final Set<Path> done = new HashSet<>();

  /**
   * A run.
   *
   * @param secrets what the rules are given
   */
  RuleRun(CompiledRules rules, SecretSource secrets) {
    this.rules = rules;
    this.classes = new CompiledClasses(rules.classes());
    this.secrets = secrets;
    rules.sources().forEach(source -> sources.put(source.path(), source));
  }

  /** Runs the files that were named, and gives what they built. */
  RuleSet run() throws RuleException {
    RuleBuilder builder = new RuleBuilder(secrets, this::include);
    builder.probes().mentioned(rules.probes());
    for (SourceFile source : sources.values()) {
      builder.files().add(source.unit(), source.shown(), source.path());
      // A file of classes only has nothing to run.
      if (classes.has(source.className())) {
        guarded(builder, () -> scripts.put(source.className(), instance(source, builder)));
      }
    }
    for (Path path : rules.named()) {
      run(sources.get(path), builder);
    }
    List<Problem> problems = builder.problems();
    List<Path> files = new ArrayList<>(sources.keySet());
    files.addAll(builder.tables().files());
    if (problems.stream().anyMatch(Problem::isError)) {
      classes.close();
      throw new RuleException(problems, files);
    }
    return new RuleSet(
        builder.roots(),
        builder.server().build(),
        builder.outputs(),
        builder.tests(),
        problems,
        files,
        classes);
  }

  private RuleScript instance(SourceFile source, RuleBuilder builder) throws Exception {
    try {
      RuleScript script =
          (RuleScript) classes.get(source.className()).getDeclaredConstructor().newInstance();
      script.attach(builder, source.shown(), scripts);
      return script;
    } catch (InvocationTargetException e) {
      throw e.getCause() instanceof Exception cause ? cause : e;
    }
  }

  private void run(SourceFile source, RuleBuilder builder) {
    RuleScript script = scripts.get(source.className());
    if (script != null && done.add(source.path())) {
      running.push(source);
      guarded(builder, script::run);
      running.pop();
    }
  }

  /** Whatever a file throws is a problem of that file; the others are still looked at. */
  private static void guarded(RuleBuilder builder, Callable<?> step) {
    try {
      step.call();
    } catch (ScriptProblem e) {
      builder.problem(e.problem());
    } catch (Exception | StackOverflowError | AssertionError | LinkageError e) {
      builder.problem(BuildFailure.problem(e, builder));
    }
  }

  private void include(String argument) {
    Map<String, SourceFile.Include> known = new LinkedHashMap<>();
    running.element().includes().forEach(i -> known.put(i.argument(), i));
    SourceFile.Include include = known.get(argument);
    RuleScript script = scripts.get(running.element().className());
    if (include == null) {
      RuleBuilder builder = script.build();
      builder.problem(
          Problem.error(
              builder.place(),
              "include: the path '" + argument + "' is not a plain text",
              "Write it as it is, in quotes: what is included must be known before the rules run."));
      return;
    }
    include.files().forEach(file -> run(sources.get(file), script.build()));
  }
}
