package io.tocsin.dsl.internal;

import io.tocsin.stream.Place;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The files of one load, by the names the compiler knows them by. */
final class KnownFiles {

  private final Map<String, String> shown = new HashMap<>();
  private final Map<String, Path> paths = new HashMap<>();

  /** Notes how the user knows a file, and where it is. */
  void add(String unit, String shownName, Path path) {
    shown.put(unit, shownName);
    paths.put(shownName, path);
  }

  /** Where a file is that the user knows by a name; null for an unknown one. */
  @Nullable Path pathOf(String shownName) {
    return paths.get(shownName);
  }

  /** Where in the user's files something was thrown; null when in none. The column is unknown. */
  @Nullable Place placeOf(Throwable thrown) {
    for (StackTraceElement frame : thrown.getStackTrace()) {
      String file = frame.getFileName() == null ? null : shown.get(frame.getFileName());
      if (file != null && frame.getLineNumber() > 0) {
        return new Place(file, frame.getLineNumber(), 0);
      }
    }
    return null;
  }

  /** What the user's files had called when it was thrown; null when they had called nothing. */
  @Nullable StackTraceElement calledFrom(Throwable thrown) {
    StackTraceElement called = null;
    for (StackTraceElement frame : thrown.getStackTrace()) {
      if (frame.getFileName() != null && shown.containsKey(frame.getFileName())) {
        return called;
      }
      called = frame;
    }
    return null;
  }
}
