package io.tocsin.dsl.internal;

import io.tocsin.dsl.cache.CompiledRules;
import io.tocsin.dsl.cache.Digests;
import io.tocsin.dsl.cache.RuleCache;
import io.tocsin.dsl.cache.SourceFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds compiled rules of an earlier load that are as good as compiled now: the same paths were
 * named, they stand for the same files, so does each include, and every file has the content it
 * had. Confined to one thread; used once.
 */
final class KeptRules {

  private static final String UNREADABLE = "unreadable";

  private final RuleCache cache;
  private final Map<Path, String> digests = new HashMap<>();

  KeptRules(RuleCache cache) {
    this.cache = cache;
  }

  /** The rules as compiled before; null when they must be compiled. */
  @Nullable CompiledRules find(List<Path> rules) {
    if (cache.isOff()) {
      return null;
    }
    List<String> named = new ArrayList<>();
    for (Path path : rules) {
      for (Path file : RuleFiles.of(path)) {
        Path key = RuleFiles.key(file);
        named.add(key.toString());
        named.add(digest(key));
      }
    }
    CompiledRules found = cache.find(arguments(rules), named);
    return found != null && found.sources().stream().allMatch(this::isAsItWas) ? found : null;
  }

  private boolean isAsItWas(SourceFile source) {
    return digest(source.path()).equals(source.digest())
        && source.includes().stream().allMatch(include -> isAsItWas(source, include));
  }

  private static boolean isAsItWas(SourceFile source, SourceFile.Include include) {
    List<Path> files = RuleFiles.included(source.path(), include.argument());
    return files.stream().map(RuleFiles::key).toList().equals(include.files());
  }

  /** Keeps rules for the next load, by the contents that were compiled. */
  void keep(List<Path> rules, CompiledRules compiled) {
    if (cache.isOff()) {
      return;
    }
    Map<Path, String> contents = new HashMap<>();
    compiled.sources().forEach(source -> contents.put(source.path(), source.digest()));
    List<String> named = new ArrayList<>();
    for (Path file : compiled.named()) {
      named.add(file.toString());
      named.add(contents.getOrDefault(file, UNREADABLE));
    }
    cache.keep(arguments(rules), named, compiled);
  }

  private static List<String> arguments(List<Path> rules) {
    return rules.stream().map(Path::toString).toList();
  }

  private String digest(Path file) {
    return digests.computeIfAbsent(
        file,
        path -> {
          try {
            return Files.size(path) > SourceReader.MAX_BYTES
                ? UNREADABLE
                : Digests.of(Files.readAllBytes(path));
          } catch (IOException e) {
            return UNREADABLE;
          }
        });
  }
}
