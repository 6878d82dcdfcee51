package io.tocsin.dsl.internal;

import io.tocsin.dsl.RuleException;
import io.tocsin.dsl.RuleSet;
import io.tocsin.dsl.cache.CompiledRules;
import io.tocsin.dsl.cache.RuleCache;
import java.nio.file.Path;
import java.util.List;

/**
 * One load of a set of rules, from files to recipes; the compiler is left out when the cache has
 * what it would make. Confined to one thread; used once.
 */
public final class RuleLoad {

  private final SecretSource secrets;
  private final KeptRules kept;

  public RuleLoad(SecretSource secrets, RuleCache cache) {
    this.secrets = secrets;
    this.kept = new KeptRules(cache);
  }

  /** See {@link io.tocsin.dsl.RuleCompiler#compile}. */
  public RuleSet load(List<Path> rules) throws RuleException {
    CompiledRules compiled = kept.find(rules);
    if (compiled == null) {
      compiled = new Compilation(secrets).compile(rules);
      kept.keep(rules, compiled);
    }
    return new RuleRun(compiled, secrets).run();
  }
}
