package io.tocsin.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/** What is in files, as digests: enough to tell whether they have changed. */
final class FileContents {

  private FileContents() {}

  /** The digest of each file; a file that cannot be read has a word in its place. */
  static Map<Path, String> of(Collection<Path> files) {
    Map<Path, String> contents = new TreeMap<>();
    for (Path file : files) {
      contents.put(file, of(file));
    }
    return contents;
  }

  /** As {@link #of(Collection)}, with what is known of some of them already. */
  static Map<Path, String> of(Collection<Path> files, Map<Path, String> known) {
    Map<Path, String> contents = new TreeMap<>();
    for (Path file : files) {
      String digest = known.get(file);
      contents.put(file, digest == null ? of(file) : digest);
    }
    return contents;
  }

  private static String of(Path file) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
      return HexFormat.of().formatHex(digest);
    } catch (IOException e) {
      return "unreadable";
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JVM has SHA-256", e);
    }
  }
}
