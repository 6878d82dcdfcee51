package io.tocsin.dsl.internal;

import io.tocsin.dsl.Problem;
import io.tocsin.dsl.RuleScript;
import io.tocsin.dsl.cache.CompiledRules;
import io.tocsin.stream.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.codehaus.groovy.ast.ClassHelper;
import org.codehaus.groovy.ast.ClassNode;
import org.codehaus.groovy.classgen.GeneratorContext;
import org.codehaus.groovy.classgen.VariableScopeVisitor;
import org.codehaus.groovy.control.CompilePhase;
import org.codehaus.groovy.control.SourceUnit;
import org.codehaus.groovy.control.customizers.CompilationCustomizer;

/**
 * The step of the compiler that knows rules: after names are resolved, before types are checked.
 * Collects the problems it finds instead of ending the compilation, so that type errors are told in
 * the same go. One instance for one compilation.
 */
final class RuleTransform extends CompilationCustomizer {

  static final ClassNode SCRIPT = ClassHelper.make(RuleScript.class);

  private final List<Problem> problems = new ArrayList<>();
  private final List<ProblemSink.Unclear> unclear = new ArrayList<>();
  private final List<CompiledRules.ProbeMention> probes = new ArrayList<>();

  private final Includes includes;
  private final UnaryOperator<String> shownName;
  private final Trial trial;

  /**
   * A step for one compilation.
   *
   * @param shownName how the user knows a file, by the compiler's name of it
   * @param trial takes note of the calls of verbs
   */
  RuleTransform(Includes includes, UnaryOperator<String> shownName, Trial trial) {
    super(CompilePhase.SEMANTIC_ANALYSIS);
    this.includes = includes;
    this.shownName = shownName;
    this.trial = trial;
  }

  @Override
  public void call(SourceUnit source, GeneratorContext context, ClassNode script) {
    if (!script.isDerivedFrom(SCRIPT)) {
      return;
    }
    ProblemSink sink = new ProblemSink(shownName.apply(source.getName()));
    List<TestBlocks.Span> testBlocks = new ArrayList<>();
    TestBlocks.note(script, testBlocks);
    IncludedNames included = new IncludedNames(script, includes);
    PatternCheck.check(source, script, sink);
    UsedBeforeSet.check(script, included, includes, sink);
    Trial.File file = trial.file(sink.file(), script);
    new ScriptTransformer(source, script, sink, included, file, testBlocks).visitClass(script);
    new VariableScopeVisitor(source, true).visitClass(script);
    problems.addAll(sink.problems());
    unclear.addAll(sink.unclear());
    probes.addAll(sink.probes());
  }

  /** The probes that tests name in plain text. */
  List<CompiledRules.ProbeMention> probes() {
    return probes;
  }

  List<Problem> problems() {
    return problems;
  }

  /** Problems without those that only follow from a call that was told. */
  List<Problem> withoutConsequences(List<Problem> all) {
    Set<Place> told = all.stream().map(Problem::place).collect(Collectors.toSet());
    return all.stream().filter(p -> unclear.stream().noneMatch(u -> u.explains(p, told))).toList();
  }
}
