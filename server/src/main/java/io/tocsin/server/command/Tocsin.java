package io.tocsin.server.command;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Arrays;
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
      NewCommand.class,
      SendCommand.class,
      QueryCommand.class,
      TapCommand.class,
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
    return isPlainRun(arguments) ? plainRun(out, err, arguments) : parsed(out, err, arguments);
  }

  /** Whether a hub is to be run on files, without an option to parse. */
  private static boolean isPlainRun(String... arguments) {
    return arguments.length > 0
        && arguments[0].equals("run")
        && Arrays.stream(arguments).noneMatch(a -> a.startsWith("-") || a.startsWith("@"));
  }

  /** Runs a hub without picocli, whose start takes as long as the rest of the hub's. */
  private static int plainRun(PrintWriter out, PrintWriter err, String... arguments) {
    try {
      return HubRun.run(Arrays.stream(arguments).skip(1).map(Path::of).toList(), out, err);
    } catch (Exception e) {
      err.println("tocsin: " + CommandErrors.of(e));
      return 1;
    }
  }

  private static int parsed(PrintWriter out, PrintWriter err, String... arguments) {
    Tocsin tocsin = new Tocsin();
    CommandLine line = new CommandLine(tocsin).setOut(out).setErr(err);
    CommandNumbers.teach(line);
    line.setParameterExceptionHandler(
        (e, parsed) -> {
          err.println(CommandErrors.wrong(CommandErrors.of(e), e.getCommandLine()));
          return 2;
        });
    line.setExecutionExceptionHandler(
        (e, command, parsed) -> {
          boolean wrong = e instanceof WrongUse;
          String what = CommandErrors.of(e);
          err.println(wrong ? CommandErrors.wrong(what, command) : "tocsin: " + what);
          if (tocsin.verbose) {
            e.printStackTrace(err);
          }
          return wrong ? 2 : 1;
        });
    if (arguments.length == 0) {
      line.usage(err);
      return 2;
    }
    return line.execute(arguments);
  }
}
