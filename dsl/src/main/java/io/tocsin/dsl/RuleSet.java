package io.tocsin.dsl;

import io.tocsin.dsl.internal.CompiledClasses;
import io.tocsin.sink.SinkSettings;
import io.tocsin.stream.StageSpec;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;

/**
 * Rules that were compiled and checked: everything a hub needs to run them. Immutable.
 *
 * <p>Close it when no topology made of it runs any more: its classes can be unloaded only then.
 *
 * @param streams the recipes of all stages
 * @param server what {@code server} blocks say
 * @param outputs all outputs that were declared
 * @param tests all tests, in the order of the files
 * @param warnings problems that do not keep the rules from running
 * @param files all files that were read, those of tables too, absolute
 * @param classes the compiled classes
 */
public record RuleSet(
    List<StageSpec> streams,
    ServerSettings server,
    List<SinkSettings> outputs,
    List<RuleTest> tests,
    List<Problem> warnings,
    List<Path> files,
    CompiledClasses classes)
    implements AutoCloseable {

  public RuleSet {
    streams = List.copyOf(streams);
    outputs = List.copyOf(outputs);
    tests = List.copyOf(tests);
    warnings = List.copyOf(warnings);
    files = List.copyOf(files);
  }

  /** The same rules with only some of their tests; closed with these. */
  public RuleSet withTests(Predicate<RuleTest> wanted) {
    List<RuleTest> some = tests.stream().filter(wanted).toList();
    return new RuleSet(streams, server, outputs, some, warnings, files, classes);
  }

  /** Lets Groovy forget the classes, so that they can be unloaded. Idempotent. */
  @Override
  public void close() {
    classes.close();
  }
}
