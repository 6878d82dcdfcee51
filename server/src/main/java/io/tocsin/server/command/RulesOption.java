package io.tocsin.server.command;

import io.tocsin.dsl.RuleCompiler;
import io.tocsin.dsl.RuleException;
import io.tocsin.dsl.RuleSet;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;

/** The rules that a command tries something on. */
final class RulesOption {

  @Option(
      names = "--rules",
      required = true,
      arity = "1..*",
      paramLabel = "RULES",
      description = "rule files or directories")
  private List<Path> files;

  /** Compiled for trying: secrets need not be there. */
  RuleSet compile() throws RuleException {
    return RuleCompiler.forChecking().compile(files);
  }
}
