package io.tocsin.dsl.internal;

import java.nio.file.Path;
import java.util.List;

/**
 * One rule file as it was read.
 *
 * @param path where it is, absolute
 * @param shown how the user knows it
 * @param unit the name the compiler knows it by: unique in a load, whatever the directory
 * @param parsed its content
 * @param includes what it includes, in order
 */
record RuleSource(Path path, String shown, String unit, ParsedFile parsed, List<Include> includes) {

  /**
   * An {@code include}.
   *
   * @param argument as written
   * @param files what it stands for, sorted
   */
  record Include(String argument, List<Path> files) {}

  /** The name of the script's class. */
  String className() {
    return unit.substring(0, unit.length() - ".groovy".length());
  }
}
