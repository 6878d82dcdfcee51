package io.tocsin.dsl.cache;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What distinguishes one build of this program from another: each file of its class path with its
 * size and time, and the Java version. Rules compiled by another build are not run.
 */
final class BuildIdentity {

  private BuildIdentity() {}

  /** The running program's. */
  static List<String> running() throws IOException {
    List<String> parts = new ArrayList<>();
    parts.add(Runtime.version().toString());
    for (String entry : System.getProperty("java.class.path", "").split(File.pathSeparator, -1)) {
      add(Path.of(entry), parts);
    }
    return parts;
  }

  private static void add(Path path, List<String> parts) throws IOException {
    if (!Files.exists(path)) {
      return;
    }
    BasicFileAttributes found = Files.readAttributes(path, BasicFileAttributes.class);
    if (!found.isDirectory()) {
      parts.add(path + " " + found.size() + " " + found.lastModifiedTime().toMillis());
      return;
    }
    try (Stream<Path> below = Files.walk(path)) {
      for (Path file : below.filter(Files::isRegularFile).sorted().toList()) {
        add(file, parts);
      }
    }
  }
}
