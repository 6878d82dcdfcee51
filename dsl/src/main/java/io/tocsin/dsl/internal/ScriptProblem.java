package io.tocsin.dsl.internal;

import io.tocsin.dsl.Problem;

/** A problem found while a rule file runs to build its topology. Ends that file's run. */
public final class ScriptProblem extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final transient Problem problem;

  public ScriptProblem(Problem problem) {
    super(problem.toString());
    this.problem = problem;
  }

  public Problem problem() {
    return problem;
  }
}
