package io.tocsin.notify.carbon;

import java.util.regex.Pattern;

/**
 * Makes any text a path that carbon takes and Graphite can address. A path is also a file's name:
 * no part is empty, begins with a dot or holds a slash.
 */
final class SafePath {

  /** Carbon's longest line is 16 KiB; a part is a file's name, of at most 255 with its ending. */
  private static final int LONGEST_PART = 200;

  private static final int MOST_PARTS = 50;

  private static final Pattern NOT_IN_PART = Pattern.compile("[^A-Za-z0-9_:%+@-]");
  private static final Pattern NOT_IN_TAG = Pattern.compile("[^!-:<-}]");

  private SafePath() {}

  /** The safe form of a path, with its tags if it has some; empty when nothing is left. */
  static String of(String path) {
    int tagsAt = path.indexOf(';');
    if (tagsAt < 0) {
      return parts(path);
    }
    String name = parts(path.substring(0, tagsAt));
    return name.isEmpty() ? "" : name + tags(path.substring(tagsAt + 1));
  }

  private static String parts(String path) {
    StringBuilder safe = new StringBuilder();
    int count = 0;
    for (String part : path.split("\\.")) {
      String word = part.strip();
      if (!word.isEmpty() && count < MOST_PARTS) {
        safe.append(count++ == 0 ? "" : ".");
        safe.append(bounded(NOT_IN_PART.matcher(word).replaceAll("_")));
      }
    }
    return safe.toString();
  }

  private static String tags(String tags) {
    StringBuilder safe = new StringBuilder();
    int count = 0;
    for (String tag : tags.split(";")) {
      int equals = tag.indexOf('=');
      if (equals > 0 && equals < tag.length() - 1 && count++ < MOST_PARTS) {
        safe.append(';').append(tagText(tag.substring(0, equals)));
        safe.append('=').append(tagText(tag.substring(equals + 1)));
      }
    }
    return safe.toString();
  }

  private static String tagText(String text) {
    return bounded(NOT_IN_TAG.matcher(text).replaceAll("_"));
  }

  private static String bounded(String text) {
    return text.length() <= LONGEST_PART ? text : text.substring(0, LONGEST_PART);
  }
}
