package io.tocsin.server.command;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/**
 * The command line. Exit codes: 0 done, 1 the thing asked about failed, 2 wrong use. Errors are one
 * line on stderr, with a stack trace only when {@code --verbose} asks for it.
 */
@Command(
    name = "tocsin",
    description = "An event hub for operations: Riemann's protocol in, Groovy rules, alerts out.",
    mixinStandardHelpOptions = true,
    scope = ScopeType.INHERIT,
    versionProvider = Version.class,
    subcommands = {
      RunCommand.class,
      CheckCommand.class,
      TestCommand.class,
      ExplainCommand.class,
      ReplayCommand.class,
      JournalCommand.class,
      BenchCommand.class,
      NewCommand.class,
      SendCommand.class,
      QueryCommand.class,
      TapCommand.class,
      OutboxCommand.class,
      ReloadCommand.class,
      StatusCommand.class,
      CommandLine.HelpCommand.class
    })
public final class Tocsin {

  @Option(
      names = "--verbose",
      scope = ScopeType.INHERIT,
      description = "show stack traces of unexpected errors")
  private boolean verbose;

  private Tocsin() {}

  public static void main(String[] arguments) {
    System.exit(execute(arguments));
  }

  /** Runs one command line and gives its exit code. */
  public static int execute(String... arguments) {
    return execute(new PrintWriter(System.out, true), new PrintWriter(System.err, true), arguments);
  }

  static int execute(PrintWriter out, PrintWriter err, String... arguments) {
    return isPlainRun(arguments)
        ? plainRun(out, err, arguments)
        : ParsedCommand.run(new Tocsin(), out, err, arguments);
  }

  /** Whether a hub is to be run on files, without an option to parse. */
  private static boolean isPlainRun(String... arguments) {
    if (arguments.length == 0 || !arguments[0].equals("run")) {
      return false;
    }
    for (String argument : arguments) {
      if (argument.startsWith("-") || argument.startsWith("@")) {
        return false;
      }
    }
    return true;
  }

  /** Runs a hub without picocli, whose start takes as long as the rest of the hub's. */
  private static int plainRun(PrintWriter out, PrintWriter err, String... arguments) {
    try {
      List<Path> rules = new ArrayList<>();
      for (String argument : Arrays.asList(arguments).subList(1, arguments.length)) {
        rules.add(Path.of(argument));
      }
      return HubRun.run(rules, true, out, err);
    } catch (Exception e) {
      err.println("tocsin: " + CommandErrors.of(e));
      return 1;
    }
  }

  /** Whether stack traces are wanted. */
  boolean isVerbose() {
    return verbose;
  }
}
