package io.tocsin.dsl.internal;

import io.tocsin.dsl.cache.SourceFile;
import java.nio.file.Path;
import java.util.List;

/**
 * One rule file as it was read.
 *
 * @param path where it is, absolute
 * @param shown how the user knows it
 * @param unit the name the compiler knows it by: unique in a load, whatever the directory
 * @param digest of its bytes
 * @param parsed its content
 * @param includes what it includes, in order
 */
record RuleSource(
    Path path,
    String shown,
    String unit,
    String digest,
    ParsedFile parsed,
    List<SourceFile.Include> includes) {

  /** What of it is known without the compiler. */
  SourceFile file() {
    return new SourceFile(path, shown, unit, digest, includes);
  }

  /** The name of the script's class. */
  String className() {
    return file().className();
  }
}
