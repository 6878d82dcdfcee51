package io.tocsin.dsl.internal;

import io.tocsin.stream.Place;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The files of one load, by the names the compiler knows them by. */
final class KnownFiles {

  private final Map<String, String> shown = new HashMap<>();

  /** Notes how the user knows a file. */
  void add(String unit, String shownName) {
    shown.put(unit, shownName);
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
}
