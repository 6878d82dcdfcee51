package io.tocsin.dsl.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Which rule files a path stands for: one a user names, or one that is included. */
final class RuleFiles {

  private RuleFiles() {}

  /** A file by itself, a file without its ending, or all rule files below a directory; sorted. */
  static List<Path> of(Path path) {
    Path withEnding = path.resolveSibling(path.getFileName() + ".groovy");
    if (Files.isRegularFile(path)) {
      return List.of(path);
    }
    if (Files.isDirectory(path)) {
      try (Stream<Path> all = Files.walk(path)) {
        return all.filter(p -> p.toString().endsWith(".groovy") && Files.isRegularFile(p))
            .sorted()
            .toList();
      } catch (IOException e) {
        return List.of();
      }
    }
    return Files.isRegularFile(withEnding) ? List.of(withEnding) : List.of();
  }

  /**
   * What an include stands for; none when its path cannot be one.
   *
   * @param from the file it is written in
   */
  static List<Path> included(Path from, String argument) {
    try {
      return of(from.resolveSibling(argument));
    } catch (InvalidPathException e) {
      return List.of();
    }
  }

  /** How the user knows a file of a path they named. */
  static String shown(Path named, Path file) {
    return Files.isDirectory(named)
        ? named.resolve(named.relativize(file)).toString()
        : named.toString();
  }

  /** What a file goes by in a load. */
  static Path key(Path file) {
    return file.toAbsolutePath().normalize();
  }
}
