package io.tocsin.server.command;

import io.tocsin.dsl.Problem;
import io.tocsin.dsl.RuleCompiler;
import io.tocsin.dsl.RuleException;
import io.tocsin.dsl.RuleSet;
import io.tocsin.dsl.RuleTestRunner;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tocsin test}: runs the tests of rule files in virtual time; nothing is sent. */
@Command(
    name = "test",
    description = "run the tests { } of rule files in virtual time; nothing is sent")
final class TestCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(arity = "1..*", paramLabel = "RULES", description = "rule files or directories")
  private List<Path> rules;

  @Option(
      names = "--junit",
      paramLabel = "FILE",
      description = "write the results as JUnit XML too")
  private @Nullable Path junit;

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    List<RuleTestRunner.Result> results = new ArrayList<>();
    List<Problem> broken = new ArrayList<>();
    for (Path path : rules) {
      try (RuleSet set = RuleCompiler.forChecking().compile(path)) {
        results.addAll(RuleTestRunner.run(set, result -> show(out, result)));
      } catch (RuleException e) {
        e.problems().forEach(err::println);
        broken.addAll(e.problems());
      }
    }
    if (junit != null) {
      JUnitReport.write(junit, results, broken);
    }
    long failed = results.stream().filter(r -> !r.passed()).count();
    long passed = results.size() - failed;
    out.println(passed + " passed, " + failed + " failed");
    if (results.isEmpty() && broken.isEmpty()) {
      err.println("no tests found: write them in tests { test('…') { … } }");
      return 1;
    }
    return !broken.isEmpty() || failed > 0 ? 1 : 0;
  }

  private static void show(PrintWriter out, RuleTestRunner.Result result) {
    out.println((result.passed() ? "ok    " : "FAIL  ") + result.test().name());
    if (!result.passed()) {
      String.valueOf(result.failure()).lines().forEach(line -> out.println("      " + line));
    }
  }
}
