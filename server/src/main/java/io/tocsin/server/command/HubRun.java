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
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** Runs a hub until the process is told to stop. */
final class HubRun {

  /** Where the quickstart is, set by the launcher. */
  private static final String HOME = "tocsin.home";

  private HubRun() {}

  /**
   * Starts a hub and stays.
   *
   * @param named rule files or directories; none for the quickstart's
   * @param watch whether changed rule files are loaded by themselves
   * @return the exit code
   */
  static int run(List<Path> named, boolean watch, PrintWriter out, PrintWriter err)
      throws IOException, InterruptedException {
    boolean quickstart = named.isEmpty();
    List<Path> rules = quickstart ? List.of(quickstart()) : named;
    RunningHub.prepare();
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
      hub = RunningHub.start(set, rules, compiler, watch);
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
