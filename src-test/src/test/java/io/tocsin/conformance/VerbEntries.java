package io.tocsin.conformance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The entries of {@code docs/verbs.md}. */
final class VerbEntries {

  /** What the names of the cases begin with that are drawn there. */
  static final String PICTURE = "the picture of ";

  private static final Path TEXT = Path.of("../docs/verbs.md");
  private static final Pattern ENTRY =
      Pattern.compile("^### `(\\w+)`$(.*?)(?=^##|\\z)", Pattern.MULTILINE | Pattern.DOTALL);
  private static final Pattern DRAWN =
      Pattern.compile("^```text\\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);

  /** An entry; the picture is empty when there is none. */
  record Entry(String verb, String picture) {}

  private VerbEntries() {}

  static List<Entry> all() throws IOException {
    return ENTRY
        .matcher(Files.readString(TEXT))
        .results()
        .map(entry -> new Entry(entry.group(1), picture(entry.group(2))))
        .toList();
  }

  static Entry of(String verb) throws IOException {
    return all().stream()
        .filter(entry -> entry.verb().equals(verb))
        .findFirst()
        .orElseThrow(() -> new NoSuchElementException("no entry of " + verb));
  }

  private static String picture(String entry) {
    Matcher drawn = DRAWN.matcher(entry);
    return drawn.find() ? drawn.group(1) : "";
  }
}
