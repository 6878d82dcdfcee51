package io.tocsin.server.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tocsin run}: starts the hub and stays until it is told to stop. */
@Command(
    name = "run",
    description = "start the hub; without RULES with the quickstart's, which need nothing else")
final class RunCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(arity = "0..*", paramLabel = "RULES", description = "rule files or directories")
  private List<Path> rules = new ArrayList<>();

  @Option(
      names = "--no-watch",
      description = "load changed rule files only by tocsin reload and SIGHUP, not by themselves")
  private boolean noWatch;

  @Override
  public Integer call() throws IOException, InterruptedException {
    return HubRun.run(rules, !noWatch, spec.commandLine().getOut(), spec.commandLine().getErr());
  }
}
