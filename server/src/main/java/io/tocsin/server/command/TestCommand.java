package io.tocsin.server.command;

import io.tocsin.server.RuleWatcher;
import io.tocsin.server.Signals;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
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

  private static final String WAITING = "waiting for a change of a rule file; Ctrl-C ends it";

  @Spec private CommandSpec spec;

  @Parameters(arity = "1..*", paramLabel = "RULES", description = "rule files or directories")
  private List<Path> rules;

  @Option(
      names = "--junit",
      paramLabel = "FILE",
      description = "write the results as JUnit XML too")
  private @Nullable Path junit;

  @Option(names = "--coverage", description = "say which rules and stages no test reaches")
  private boolean coverage;

  @Option(names = "--watch", description = "run them again whenever a rule file changes")
  private boolean watch;

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (!watch) {
      return once().code();
    }
    PrintWriter out = spec.commandLine().getOut();
    Semaphore turns = new Semaphore(0);
    AtomicBoolean stopped = new AtomicBoolean();
    Signals.onStop(
        () -> {
          stopped.set(true);
          turns.release();
        });
    Set<Path> files = ConcurrentHashMap.newKeySet();
    files.addAll(once().files());
    try (RuleWatcher watcher = new RuleWatcher(rules, () -> files, turns::release)) {
      watcher.start();
      out.println(WAITING);
      for (turns.acquire(); !stopped.get(); turns.acquire()) {
        out.println();
        files.addAll(once().files());
        out.println(WAITING);
      }
    }
    return 0;
  }

  private TestRun once() throws IOException {
    TestRun run = new TestRun(spec.commandLine().getOut(), spec.commandLine().getErr(), coverage);
    rules.forEach(run::add);
    if (junit != null) {
      run.writeJUnit(junit);
    }
    run.sum();
    return run;
  }
}
