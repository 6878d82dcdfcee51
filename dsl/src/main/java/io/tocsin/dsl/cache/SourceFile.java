package io.tocsin.dsl.cache;

import java.nio.file.Path;
import java.util.List;

/**
 * A rule file that was compiled. Immutable.
 *
 * @param path where it is, absolute and normalised
 * @param shown how the user knows it
 * @param unit the name the compiler knows it by; ends in {@code .groovy}
 * @param digest of its bytes, see {@link Digests}
 * @param includes what it includes, in the order of the file
 */
public record SourceFile(
    Path path, String shown, String unit, String digest, List<Include> includes) {

  public SourceFile {
    includes = List.copyOf(includes);
  }

  /**
   * An {@code include}.
   *
   * @param argument as written
   * @param files what it stood for, sorted; absolute and normalised
   */
  public record Include(String argument, List<Path> files) {
    public Include {
      files = List.copyOf(files);
    }
  }

  /** The name of the script's class. */
  public String className() {
    return unit.substring(0, unit.length() - ".groovy".length());
  }
}
