package io.tocsin.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The documents of this repository, taken apart. */
final class Documents {

  /** A block of rules in a document, as a whole rule file. */
  record Block(String name, String rules) {
    @Override
    public String toString() {
      return name;
    }
  }

  /** A link to a file of the repository, or to a place in one. */
  record Link(Path from, String target) {}

  private static final Pattern RULES =
      Pattern.compile("^```groovy( fragment)?\\n(.*?)^```$", Pattern.DOTALL | Pattern.MULTILINE);
  private static final Pattern FENCED =
      Pattern.compile("^```.*?^```$", Pattern.DOTALL | Pattern.MULTILINE);
  private static final Pattern LINK = Pattern.compile("\\[[^\\]]*]\\(([^)\\s]+)\\)");
  private static final Pattern HEADING = Pattern.compile("^#{1,6} (.+)$", Pattern.MULTILINE);

  private Documents() {}

  /** The top of the repository, whichever module runs. */
  static Path root() {
    Path at = Path.of("").toAbsolutePath();
    while (!Files.isDirectory(at.resolve("config-examples"))) {
      at = at.getParent();
      if (at == null) {
        throw new IllegalStateException("not inside of the repository");
      }
    }
    return at;
  }

  static List<Path> all() {
    return filesBelow(root(), 1, ".md", filesBelow(root().resolve("docs"), 9, ".md", List.of()));
  }

  /** Rule files, also those that others include. */
  static List<Path> examples() {
    return filesBelow(root().resolve("config-examples"), 9, ".groovy", List.of());
  }

  private static List<Path> filesBelow(Path top, int depth, String ending, List<Path> more) {
    try (Stream<Path> files = Files.walk(top, depth)) {
      return Stream.concat(files.filter(file -> file.toString().endsWith(ending)), more.stream())
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String text(String file) {
    return text(root().resolve(file));
  }

  static List<Block> blocks() {
    List<Block> blocks = new ArrayList<>();
    for (Path file : all()) {
      String text = text(file);
      Matcher rules = RULES.matcher(text);
      while (rules.find()) {
        long line = text.substring(0, rules.start()).lines().count() + 1;
        String body =
            rules.group(1) == null ? rules.group(2) : "streams {\n" + rules.group(2) + "}";
        blocks.add(new Block(root().relativize(file) + ":" + line, body));
      }
    }
    return blocks;
  }

  /** Links within the repository; what stands in code is none. */
  static List<Link> links() {
    List<Link> links = new ArrayList<>();
    for (Path file : all()) {
      Matcher link = LINK.matcher(FENCED.matcher(text(file)).replaceAll(""));
      while (link.find()) {
        if (!link.group(1).contains("://")) {
          links.add(new Link(file, link.group(1)));
        }
      }
    }
    return links;
  }

  /** The headings of a document, as they stand in it, without marks of code. */
  static List<String> headings(Path file) {
    return HEADING
        .matcher(FENCED.matcher(text(file)).replaceAll(""))
        .results()
        .map(heading -> heading.group(1).replace("`", "").strip())
        .toList();
  }

  /** What a link to a heading says. */
  static String anchor(String heading) {
    return heading.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-');
  }
}
