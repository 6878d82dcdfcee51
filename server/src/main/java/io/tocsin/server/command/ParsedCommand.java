package io.tocsin.server.command;

import java.io.PrintWriter;
import picocli.CommandLine;

/**
 * A command line that picocli takes apart. By itself, so that a start of the hub, which does
 * without, loads nothing of it: not even to verify the class that has {@code main}.
 */
final class ParsedCommand {

  private ParsedCommand() {}

  /** Runs it and gives its exit code. */
  static int run(Tocsin tocsin, PrintWriter out, PrintWriter err, String... arguments) {
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
          if (tocsin.isVerbose()) {
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
