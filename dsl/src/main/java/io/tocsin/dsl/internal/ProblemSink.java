package io.tocsin.dsl.internal;

import io.tocsin.dsl.Problem;
import io.tocsin.dsl.cache.CompiledRules;
import io.tocsin.stream.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.codehaus.groovy.ast.ASTNode;
import org.codehaus.groovy.ast.expr.MethodCallExpression;

/** The problems of one file, as they are found. Confined to one thread. */
final class ProblemSink {

  private final String file;

  /** A block, and the call it is given to. */
  record Unclear(Place call, TestBlocks.Span block) {
    /** Whether a problem only follows from the call's being wrong. */
    boolean explains(Problem p, Set<Place> told) {
      return p.what().endsWith(UnknownNames.NO_EVENT)
          && told.contains(call)
          && p.place().file().equals(call.file())
          && block.holds(p.place().line(), p.place().column());
    }
  }

  private final List<Unclear> unclear = new ArrayList<>();
  private final List<Problem> problems = new ArrayList<>();
  private final List<CompiledRules.ProbeMention> probes = new ArrayList<>();

  ProblemSink(String file) {
    this.file = file;
  }

  String file() {
    return file;
  }

  void error(ASTNode where, String what, String remedy) {
    problems.add(Problem.error(Ast.place(file, where), what, remedy));
  }

  /** Notes a block of a call that is wrong, or that nobody knows: what it is about is not known. */
  void unclear(ASTNode call, ASTNode block) {
    unclear.add(new Unclear(Ast.place(file, call), TestBlocks.span(block)));
  }

  /** Notes the probe that a verb of a test looks at, if its name is written out. */
  void testProbe(MethodCallExpression call) {
    CompiledRules.ProbeMention mention = KnownProbes.mention(file, call);
    if (mention != null) {
      probes.add(mention);
    }
  }

  List<CompiledRules.ProbeMention> probes() {
    return probes;
  }

  List<Unclear> unclear() {
    return unclear;
  }

  List<Problem> problems() {
    return problems;
  }
}
