package io.tocsin.server.command;

import io.tocsin.dsl.RuleCompiler;
import io.tocsin.dsl.RuleException;
import io.tocsin.dsl.RuleSet;
import io.tocsin.dsl.cache.RuleCache;
import io.tocsin.server.RunningHub;
import io.tocsin.server.Signals;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tocsin run}: starts the hub and stays until it is told to stop. */
@Command(
    name = "run",
    description = "start the hub; without RULES with the quickstart's, which need nothing else")
final class RunCommand implements Callable<Integer> {

  /** Where the quickstart is, set by the launcher. */
  private static final String HOME = "tocsin.home";

  @Spec private CommandSpec spec;

  @Parameters(arity = "0..*", paramLabel = "RULES", description = "rule files or directories")
  private List<Path> rules = new ArrayList<>();

  @Override
  public Integer call() throws IOException, InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    boolean quickstart = rules.isEmpty();
    if (quickstart) {
      rules = List.of(quickstart());
    }
    RuleCompiler compiler =
        RuleCompiler.forRunning(System.getenv()).withCache(RuleCache.ofUser(System.getenv()));
    RuleSet set;
    try {
      set = compiler.compile(rules);
    } catch (RuleException e) {
      e.problems().forEach(err::println);
      return 1;
    }
    set.warnings().forEach(err::println);
    RunningHub hub;
    try {
      hub = RunningHub.start(set, rules, compiler);
    } catch (IOException e) {
      err.println("tocsin: " + e.getMessage());
      return 1;
    }
    CountDownLatch stopped = new CountDownLatch(1);
    Signals.onStop(stopped::countDown);
    Greeting.print(out, hub, quickstart ? rules.get(0) : null);
    stopped.await();
    hub.close();
    return 0;
  }

  private static Path quickstart() throws IOException {
    String home = System.getProperty(HOME, ".");
    Path file = Path.of(home, "config-examples", "quickstart.groovy");
    if (!Files.isRegularFile(file)) {
      throw new IOException(
          "no quickstart rules at " + file + "; name a rule file: tocsin run RULES");
    }
    return file;
  }
}
