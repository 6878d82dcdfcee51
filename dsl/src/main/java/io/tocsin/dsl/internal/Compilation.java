package io.tocsin.dsl.internal;

import groovy.lang.GroovyClassLoader;
import io.tocsin.dsl.Problem;
import io.tocsin.dsl.RuleException;
import io.tocsin.dsl.RuleScript;
import io.tocsin.dsl.RuleSet;
import io.tocsin.dsl.cache.CompiledRules;
import io.tocsin.stream.Place;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.codehaus.groovy.control.CompilationUnit;
import org.codehaus.groovy.control.MultipleCompilationErrorsException;
import org.codehaus.groovy.control.Phases;
import org.codehaus.groovy.tools.GroovyClass;

/**
 * From rule files to classes, by Groovy's compiler, with all problems of all files. Confined to one
 * thread; used once.
 */
final class Compilation {

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
  private final List<CompiledRules.ProbeMention> probes = new ArrayList<>();

  /**
   * A compilation.
   *
   * @param secrets asked only for what is wrong with rules that do not compile
   */
  Compilation(SecretSource secrets) {
    this(secrets, false);
  }

  private Compilation(SecretSource secrets, boolean isRest) {
    this.secrets = secrets;
    this.isRest = isRest;
  }

  /** Compiles all files of these paths, and those they include. */
  CompiledRules compile(List<Path> rules) throws RuleException {
    List<Path> named = new ArrayList<>();
    rules.forEach(path -> named.addAll(reader.readNamed(path)));
    return compileRead(named);
  }

  private CompiledRules compileRead(List<Path> named) throws RuleException {
    List<Problem> problems = new ArrayList<>(reader.problems());
    Trial trial = new Trial();
    List<CompiledRules.ClassFile> classes = compile(sound(), problems, trial);
    if (!problems.isEmpty()) {
      addUntold(problems, problemsOfTheRest(problems));
      addUntold(problems, trial.problems(secrets));
      throw new RuleException(problems, reader.files());
    }
    return new CompiledRules(
        named,
        reader.sources().values().stream().map(RuleSource::file).toList(),
        isRest ? List.of() : probes,
        classes);
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
    Compilation rest = new Compilation(secrets, true);
    List<Path> files = new ArrayList<>();
    for (RuleSource source : without(bad)) {
      rest.reader.readAgain(source);
      files.add(source.path());
    }
    try (RuleSet rules = new RuleRun(rest.compileRead(files), secrets).run()) {
      return List.of();
    } catch (RuleException e) {
      return e.problems().stream().filter(Problem::isError).toList();
    }
  }

  /** The classes; of no use when there are problems. */
  private List<CompiledRules.ClassFile> compile(
      Collection<RuleSource> sources, List<Problem> problems, Trial trial) {
    Map<String, String> shown = new HashMap<>();
    RuleTransform transform =
        new RuleTransform(
            new Includes(reader.sources()), name -> shown.getOrDefault(name, name), trial);
    try {
      CompilationUnit unit =
          new CompilationUnit(CompilerSetup.compiling(transform), null, COMPILING);
      for (RuleSource source : sources) {
        source.parsed().reportTo(unit.getErrorCollector());
        unit.addSource(source.parsed());
        shown.put(source.unit(), source.shown());
      }
      unit.compile(Phases.CLASS_GENERATION);
      probes.addAll(transform.probes());
      problems.addAll(transform.problems());
      return unit.getClasses().stream().map(Compilation::classFile).toList();
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
    return List.of();
  }

  private static CompiledRules.ClassFile classFile(GroovyClass made) {
    return new CompiledRules.ClassFile(made.getName(), made.getBytes());
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
}
