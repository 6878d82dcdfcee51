package io.tocsin.dsl;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** Rules that cannot be used, with all that is wrong with them. */
public final class RuleException extends Exception {

  private static final long serialVersionUID = 1;

  private final transient List<Problem> problems;

  private final transient List<Path> files;

  /**
   * Problems of a load.
   *
   * @param files all files that were looked at, absolute
   */
  public RuleException(List<Problem> problems, List<Path> files) {
    super(problems.stream().sorted().map(Problem::toString).collect(Collectors.joining("\n")));
    this.problems = problems.stream().sorted().toList();
    this.files = List.copyOf(files);
  }

  /** The files that were looked at: a change of any of them may put things right. */
  public List<Path> files() {
    return files;
  }

  /** In the order of file, line and column; at least one is an error. */
  public List<Problem> problems() {
    return problems;
  }
}
