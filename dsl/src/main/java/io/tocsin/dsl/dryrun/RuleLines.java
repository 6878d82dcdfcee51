package io.tocsin.dsl.dryrun;

import io.tocsin.stream.Place;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Rule files as they were written, to show a stage by its own words. Confined to one thread. */
public final class RuleLines {

  private static final int MAX_WIDTH = 72;

  private final Map<String, List<String>> files = new HashMap<>();

  /**
   * What stands at a place, to the end of its line and at most {@value #MAX_WIDTH} characters;
   * empty when the file cannot be read or has no such line.
   */
  public String at(Place place) {
    List<String> lines = files.computeIfAbsent(place.file(), RuleLines::read);
    if (place.line() < 1 || place.line() > lines.size()) {
      return "";
    }
    String line = lines.get(place.line() - 1);
    String text = line.substring(Math.min(Math.max(place.column() - 1, 0), line.length())).strip();
    text = text.substring(0, closed(text)).stripTrailing();
    if (text.endsWith("{")) {
      text = text.substring(0, text.length() - 1).stripTrailing();
    }
    return text.length() <= MAX_WIDTH ? text : text.substring(0, MAX_WIDTH - 1) + "…";
  }

  /** Where a bracket closes that was not opened in the text; its length when none does. */
  private static int closed(String text) {
    int open = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      open += c == '{' || c == '(' ? 1 : c == '}' || c == ')' ? -1 : 0;
      if (open < 0) {
        return i;
      }
    }
    return text.length();
  }

  private static List<String> read(String file) {
    try {
      return Files.readString(Path.of(file), StandardCharsets.UTF_8).lines().toList();
    } catch (IOException | InvalidPathException e) {
      return List.of(); // it was read when the rules were loaded; without it a place must do
    }
  }
}
