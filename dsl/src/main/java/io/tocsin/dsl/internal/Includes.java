package io.tocsin.dsl.internal;

import io.tocsin.dsl.cache.SourceFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which files a file can call functions of: those it includes, and those they include. */
final class Includes {

  private final Map<Path, RuleSource> sources;

  Includes(Map<Path, RuleSource> sources) {
    this.sources = sources;
  }

  /** The class names of all files that the file of a class includes, nearest first. */
  List<String> of(String className) {
    List<String> names = new ArrayList<>();
    Set<Path> seen = new HashSet<>();
    sources.values().stream()
        .filter(s -> s.className().equals(className))
        .forEach(s -> collect(s, seen, names));
    return names;
  }

  /** As {@link #of(String)}, by one of its {@code include}s only. */
  List<String> of(String className, String argument) {
    List<String> names = new ArrayList<>();
    Set<Path> seen = new HashSet<>();
    sources.values().stream()
        .filter(s -> s.className().equals(className))
        .flatMap(s -> s.includes().stream())
        .filter(include -> include.argument().equals(argument))
        .forEach(include -> collect(include, seen, names));
    return names;
  }

  private void collect(RuleSource source, Set<Path> seen, List<String> names) {
    source.includes().forEach(include -> collect(include, seen, names));
  }

  private void collect(SourceFile.Include include, Set<Path> seen, List<String> names) {
    for (Path file : include.files()) {
      RuleSource included = sources.get(file);
      if (included != null && seen.add(file)) {
        names.add(included.className());
        collect(included, seen, names);
      }
    }
  }
}
