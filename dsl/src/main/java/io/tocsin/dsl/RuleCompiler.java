package io.tocsin.dsl;

import io.tocsin.dsl.cache.RuleCache;
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

  private final RuleCache cache;

  private RuleCompiler(SecretSource secrets, RuleCache cache) {
    this.secrets = secrets;
    this.cache = cache;
  }

  /**
   * For rules that are to run: secrets must be there.
   *
   * @param environment where secrets are looked for
   */
  public static RuleCompiler forRunning(Map<String, String> environment) {
    return new RuleCompiler(SecretSource.environment(environment), RuleCache.none());
  }

  /** For checks and tests: nothing is sent, so any secret will do. */
  public static RuleCompiler forChecking() {
    return new RuleCompiler(SecretSource.placeholder(), RuleCache.none());
  }

  /** The same, but rules that were compiled before are taken from a cache. */
  public RuleCompiler withCache(RuleCache kept) {
    return new RuleCompiler(secrets, kept);
  }

  /**
   * Compiles one set of rules.
   *
   * @param rules files, or directories whose {@code .groovy} files all count
   * @throws RuleException with all problems of all files
   */
  public RuleSet compile(List<Path> rules) throws RuleException {
    return new RuleLoad(secrets, cache).load(rules);
  }

  /** As {@link #compile(List)}. */
  public RuleSet compile(Path rules) throws RuleException {
    return compile(List.of(rules));
  }
}
