package io.tocsin.dsl;

import java.util.List;
import java.util.stream.Collectors;

/** Rules that cannot be used, with all that is wrong with them. */
public final class RuleException extends Exception {

  private static final long serialVersionUID = 1;

  private final transient List<Problem> problems;

  public RuleException(List<Problem> problems) {
    super(problems.stream().sorted().map(Problem::toString).collect(Collectors.joining("\n")));
    this.problems = problems.stream().sorted().toList();
  }

  /** In the order of file, line and column; at least one is an error. */
  public List<Problem> problems() {
    return problems;
  }
}
