package io.tocsin.dsl;

import io.tocsin.dsl.internal.RuleLoad;
import io.tocsin.dsl.internal.SecretSource;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Compiles rule files: reads them and what they include, checks them, runs them once to build their
 * recipes. Nothing is started, and nothing that runs is changed. Thread-safe.
 */
public final class RuleCompiler {

  private final SecretSource secrets;

  private RuleCompiler(SecretSource secrets) {
    this.secrets = secrets;
  }

  /**
   * For rules that are to run: secrets must be there.
   *
   * @param environment where secrets are looked for
   */
  public static RuleCompiler forRunning(Map<String, String> environment) {
    return new RuleCompiler(SecretSource.environment(environment));
  }

  /** For checks and tests: nothing is sent, so any secret will do. */
  public static RuleCompiler forChecking() {
    return new RuleCompiler(SecretSource.placeholder());
  }

  /**
   * Compiles one set of rules.
   *
   * @param rules files, or directories whose {@code .groovy} files all count
   * @throws RuleException with all problems of all files
   */
  public RuleSet compile(List<Path> rules) throws RuleException {
    return new RuleLoad(secrets).load(rules);
  }

  /** As {@link #compile(List)}. */
  public RuleSet compile(Path rules) throws RuleException {
    return compile(List.of(rules));
  }
}
