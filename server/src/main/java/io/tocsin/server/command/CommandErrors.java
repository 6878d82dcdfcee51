package io.tocsin.server.command;

import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.UnmatchedArgumentException;

/** What went wrong with a command, on one line and in words for people. */
final class CommandErrors {

  private CommandErrors() {}

  /** A wrong use, with where to read on. */
  static String wrong(String what, CommandLine command) {
    String name = command.getCommandSpec().qualifiedName();
    return "tocsin: " + what + "; try '" + name + " --help'";
  }

  static String of(Exception e) {
    if (e instanceof FileSystemException file) {
      return file.getFile() + ": " + reason(file);
    }
    if (e instanceof UnmatchedArgumentException unmatched) {
      return unmatched(unmatched);
    }
    return e.getMessage() == null
        ? e.toString()
        : e.getMessage().strip().replaceAll("\\R\\s*", " ");
  }

  /** Why a file could not be read or made; Java's own text is often its name alone. */
  static String reason(FileSystemException e) {
    if (e instanceof NoSuchFileException) {
      return "there is no such file or directory";
    }
    if (e instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (e instanceof NotDirectoryException) {
      return "is not a directory";
    }
    return e.getReason() == null ? e.getClass().getSimpleName() : e.getReason();
  }

  private static String unmatched(UnmatchedArgumentException e) {
    String first = e.getUnmatched().get(0);
    String what =
        e.isUnknownOption()
            ? "unknown option '" + first + "'"
            : e.getCommandLine().getParent() == null
                ? "no command '" + first + "'"
                : "'" + first + "' is one argument too many";
    // What only happens to have the same letters is no help.
    List<String> near =
        e.getSuggestions().stream().filter(s -> initial(s).equals(initial(first))).toList();
    return near.isEmpty() ? what : what + ", did you mean '" + near.get(0) + "'?";
  }

  private static String initial(String word) {
    return word.replaceFirst("^-+", "").replaceFirst("(?s)(?<=.).*", "");
  }
}
