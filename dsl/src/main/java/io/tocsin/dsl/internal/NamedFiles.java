package io.tocsin.dsl.internal;

import io.tocsin.dsl.Problem;
import io.tocsin.stream.Place;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The files that an option names: certificates and keys. */
public final class NamedFiles {

  private NamedFiles() {}

  /**
   * Where a file is.
   *
   * <p>One that cannot be read is a warning only: rules are checked on other machines than the one
   * that has the keys.
   *
   * @param verb whose option it is
   * @param written the path; relative to the rule file it is written in, unless absolute
   */
  public static Path find(RuleBuilder build, Place where, String verb, String written) {
    Path path = path(build.files().pathOf(where.file()), where, verb, written);
    if (!Files.isRegularFile(path) || !Files.isReadable(path)) {
      build.problem(
          Problem.warning(
              where,
              verb + ": cannot read '" + written + "'",
              "The path is relative to the rule file it is written in."));
    }
    return path;
  }

  private static Path path(@Nullable Path rules, Place where, String verb, String written) {
    try {
      return rules == null ? Path.of(written) : rules.resolveSibling(written);
    } catch (InvalidPathException e) {
      throw new ScriptProblem(
          Problem.error(where, verb + ": '" + written + "' is no path", "Name a file."));
    }
  }
}
