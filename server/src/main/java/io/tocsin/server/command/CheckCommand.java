package io.tocsin.server.command;

import io.tocsin.dsl.RuleCompiler;
import io.tocsin.dsl.RuleException;
import io.tocsin.dsl.RuleSet;
import io.tocsin.server.LaneSpread;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tocsin check}: compiles rules and tells all that is wrong with them. */
@Command(name = "check", description = "compile rules and tell all problems at once")
final class CheckCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(arity = "1..*", paramLabel = "RULES", description = "rule files or directories")
  private List<Path> rules;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    try (RuleSet set = RuleCompiler.forChecking().compile(rules)) {
      set.warnings().forEach(err::println);
      if (set.streams().isEmpty()) {
        err.println("there are no streams: write what becomes of events in streams { … }");
      }
      out.println(
          "ok: "
              + counted(set.streams().size(), "stream")
              + ", "
              + counted(set.outputs().size(), "output")
              + ", "
              + counted(set.tests().size(), "test")
              + (set.warnings().isEmpty() ? "" : ", " + counted(set.warnings().size(), "warning")));
      if (set.server().lanes().number() > 1) {
        LaneSpread spread = LaneSpread.of(set);
        out.println(spread.summary());
        spread.kept().forEach(out::println);
      }
      return 0;
    } catch (RuleException e) {
      e.problems().forEach(err::println);
      long errors = e.problems().stream().filter(p -> p.isError()).count();
      err.println(counted((int) errors, "problem"));
      return 1;
    }
  }

  static String counted(int n, String noun) {
    return n + " " + noun + (n == 1 ? "" : "s");
  }
}
