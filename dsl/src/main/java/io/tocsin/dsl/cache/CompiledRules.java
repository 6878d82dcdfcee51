package io.tocsin.dsl.cache;

import io.tocsin.stream.Place;
import java.nio.file.Path;
import java.util.List;

/**
 * All that a compilation without a problem leaves: run, the classes build the recipes. Holds no
 * value of a secret and no table, which are read when the classes run. Immutable; the arrays are
 * not to be changed.
 *
 * @param named the files the user named, in order; a file may be there twice
 * @param sources all files, in the order they were read; those of {@code named} are among them
 * @param probes those that tests mention, which the run compares with those of the rules
 * @param classes in the order the compiler made them
 */
public record CompiledRules(
    List<Path> named,
    List<SourceFile> sources,
    List<ProbeMention> probes,
    List<ClassFile> classes) {

  public CompiledRules {
    named = List.copyOf(named);
    sources = List.copyOf(sources);
    probes = List.copyOf(probes);
    classes = List.copyOf(classes);
  }

  /** A test's mention of a probe by a name that is written out. */
  public record ProbeMention(Place place, String name) {}

  /** One class, as in a {@code .class} file. */
  @SuppressWarnings("ArrayRecordComponent")
  public record ClassFile(String name, byte[] bytes) {}
}
