package io.tocsin.dsl.internal;

import groovy.lang.GroovyClassLoader;
import io.tocsin.dsl.Problem;
import io.tocsin.dsl.RuleException;
import io.tocsin.dsl.RuleScript;
import io.tocsin.dsl.RuleSet;
import io.tocsin.stream.Place;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.codehaus.groovy.control.CompilationUnit;
import org.codehaus.groovy.control.CompilerConfiguration;
import org.codehaus.groovy.control.MultipleCompilationErrorsException;
import org.codehaus.groovy.control.Phases;
import org.jspecify.annotations.Nullable;

/** One load of a set of rules, from files to recipes. Confined to one thread; used once. */
public final class RuleLoad {

  /**
   * Where the compiler finds the classes that rules name; it defines none there. One for all loads:
   * the type checker keeps a table of all methods, megabytes of it, for each loader it has met.
   */
  private static final GroovyClassLoader COMPILING =
      new GroovyClassLoader(RuleScript.class.getClassLoader(), CompilerSetup.parsing(), false);

  private final SecretSource secrets;

  /** Whether it is of the files without problems only, of a load that has failed. */
  private final boolean isRest;

  private final SourceReader reader = new SourceReader();
  private final Map<String, RuleScript> scripts = new HashMap<>();
  private final List<KnownProbes.Mention> probes = new ArrayList<>();
  private final Deque<RuleSource> running = new ArrayDeque<>();
  private final Set<Path> done = new HashSet<>();

  public RuleLoad(SecretSource secrets) {
    this(secrets, false);
  }

  private RuleLoad(SecretSource secrets, boolean isRest) {
    this.secrets = secrets;
    this.isRest = isRest;
  }

  /** See {@link io.tocsin.dsl.RuleCompiler#compile}. */
  public RuleSet load(List<Path> rules) throws RuleException {
    List<Path> named = new ArrayList<>();
    rules.forEach(path -> named.addAll(reader.readNamed(path)));
    return loadRead(named);
  }

  private RuleSet loadRead(List<Path> named) throws RuleException {
    List<Problem> problems = new ArrayList<>(reader.problems());
    Trial trial = new Trial();
    CompiledClasses classes = compile(sound(), problems, trial);
    if (classes == null || !problems.isEmpty()) {
      if (classes != null) {
        classes.close();
      }
      addUntold(problems, problemsOfTheRest(problems));
      addUntold(problems, trial.problems(secrets));
      throw new RuleException(problems, reader.files());
    }
    return build(named, classes);
  }

  /** The files that can be compiled: those that are not broken and include none that is. */
  private Collection<RuleSource> sound() {
    return without(new HashSet<>(reader.broken()));
  }

  private Collection<RuleSource> without(Set<Path> bad) {
    boolean more = true;
    while (more) {
      more = false;
      for (RuleSource source : reader.sources().values()) {
        boolean includesBad =
            source.includes().stream().flatMap(i -> i.files().stream()).anyMatch(bad::contains);
        more |= includesBad && bad.add(source.path());
      }
    }
    return reader.sources().values().stream().filter(s -> !bad.contains(s.path())).toList();
  }

  /**
   * What building the files tells that have no problem yet, nor include one that has. What only all
   * files together can tell is left out: outputs never used, probes that tests look at.
   */
  private List<Problem> problemsOfTheRest(List<Problem> problems) {
    if (isRest || problems.stream().anyMatch(p -> p.place().equals(Place.UNKNOWN))) {
      return List.of();
    }
    Set<String> told = new HashSet<>();
    problems.stream().filter(Problem::isError).forEach(p -> told.add(p.place().file()));
    Set<Path> bad = new HashSet<>(reader.broken());
    reader.sources().values().stream()
        .filter(source -> told.contains(source.shown()))
        .forEach(source -> bad.add(source.path()));
    RuleLoad rest = new RuleLoad(secrets, true);
    List<Path> files = new ArrayList<>();
    for (RuleSource source : without(bad)) {
      rest.reader.readAgain(source);
      files.add(source.path());
    }
    try (RuleSet rules = rest.loadRead(files)) {
      return List.of();
    } catch (RuleException e) {
      return e.problems().stream().filter(Problem::isError).toList();
    }
  }

  private @Nullable CompiledClasses compile(
      Collection<RuleSource> sources, List<Problem> problems, Trial trial) {
    Map<String, String> shown = new HashMap<>();
    RuleTransform transform =
        new RuleTransform(
            new Includes(reader.sources()), name -> shown.getOrDefault(name, name), trial);
    CompilerConfiguration configuration = CompilerSetup.compiling(transform);
    ClassLoader parent = RuleScript.class.getClassLoader();
    try {
      CompilationUnit unit = new CompilationUnit(configuration, null, COMPILING);
      for (RuleSource source : sources) {
        source.parsed().reportTo(unit.getErrorCollector());
        unit.addSource(source.parsed());
        shown.put(source.unit(), source.shown());
      }
      unit.compile(Phases.CLASS_GENERATION);
      probes.addAll(transform.probes());
      problems.addAll(transform.problems());
      return problems.isEmpty()
          ? new CompiledClasses(unit.getClasses(), parent, configuration)
          : null;
    } catch (MultipleCompilationErrorsException e) {
      problems.addAll(transform.problems());
      addUntold(
          problems,
          CompilerMessages.problems(e, n -> shown.getOrDefault(n, n), shown::containsKey));
      List<Problem> told = transform.withoutConsequences(problems);
      problems.clear();
      problems.addAll(told);
    } catch (StackOverflowError e) {
      problems.add(Problem.error(Place.UNKNOWN, "the rules are nested too deeply", "Split them."));
    } catch (RuntimeException | AssertionError | LinkageError e) {
      problems.addAll(transform.problems());
      problems.add(
          CompilerMessages.fault(String.valueOf(e.getMessage()), n -> shown.getOrDefault(n, n)));
    }
    return null;
  }

  /**
   * What the type checker or the trial says about a place that was told already is only a
   * consequence; so is the same again of another part of the line.
   */
  private static void addUntold(List<Problem> problems, List<Problem> more) {
    Set<Object> told = new HashSet<>();
    problems.forEach(p -> told.addAll(List.of(p.place(), atLine(p))));
    more.stream()
        .filter(p -> !told.contains(p.place()) && !told.contains(atLine(p)))
        .forEach(problems::add);
  }

  private static List<Object> atLine(Problem p) {
    return List.of(p.place().file(), p.place().line(), p.what());
  }

  private RuleSet build(List<Path> named, CompiledClasses classes) throws RuleException {
    RuleBuilder builder = new RuleBuilder(secrets, this::include);
    if (!isRest) {
      builder.probes().mentioned(probes);
    }
    for (RuleSource source : reader.sources().values()) {
      builder.files().add(source.unit(), source.shown(), source.path());
      // A file of classes only has nothing to run.
      if (classes.get(source.className()) != null) {
        guarded(builder, () -> scripts.put(source.className(), instance(classes, source, builder)));
      }
    }
    for (Path path : named) {
      run(reader.sources().get(path), builder);
    }
    List<Problem> problems = builder.problems();
    if (problems.stream().anyMatch(Problem::isError)) {
      classes.close();
      List<Path> files = reader.files();
      files.addAll(builder.tables().files());
      throw new RuleException(problems, files);
    }
    List<Path> files = new ArrayList<>(reader.sources().keySet());
    files.addAll(builder.tables().files());
    return new RuleSet(
        builder.roots(),
        builder.server().build(),
        builder.outputs(),
        builder.tests(),
        problems,
        files,
        classes);
  }

  private RuleScript instance(CompiledClasses classes, RuleSource source, RuleBuilder builder)
      throws Exception {
    try {
      RuleScript script =
          (RuleScript) classes.get(source.className()).getDeclaredConstructor().newInstance();
      script.attach(builder, source.shown(), scripts);
      return script;
    } catch (InvocationTargetException e) {
      throw e.getCause() instanceof Exception cause ? cause : e;
    }
  }

  private void run(RuleSource source, RuleBuilder builder) {
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
    Map<String, RuleSource.Include> known = new LinkedHashMap<>();
    running.element().includes().forEach(i -> known.put(i.argument(), i));
    RuleSource.Include include = known.get(argument);
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
    include.files().forEach(file -> run(reader.sources().get(file), script.build()));
  }
}
