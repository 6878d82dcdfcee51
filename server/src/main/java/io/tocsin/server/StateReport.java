package io.tocsin.server;

import io.tocsin.stream.StateChanges;
import io.tocsin.stream.StateChanges.Change;
import io.tocsin.stream.StateChanges.What;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What becomes of the rules' state at a reload, in JSON values and in words. */
final class StateReport {

  /** Stages named; beyond them there is their number only. */
  private static final int MOST = 1_000;

  private StateReport() {}

  static Map<String, Object> of(StateChanges changes) {
    Map<String, Object> report = new LinkedHashMap<>();
    report.put("kept", changes.kept());
    for (What what : What.values()) {
      report.put(name(what), changes.count(what));
    }
    report.put("changes", changes.changes().stream().limit(MOST).map(StateReport::change).toList());
    return report;
  }

  private static Map<String, Object> change(Change change) {
    Map<String, Object> one = new LinkedHashMap<>();
    one.put("what", name(change.what()));
    one.put("rule", change.rule());
    one.put("place", change.place().toString());
    one.put("verb", change.verb());
    one.put("before", change.before());
    one.put("after", change.after());
    return one;
  }

  private static String name(What what) {
    return what.name().toLowerCase(Locale.ROOT);
  }

  /** In a few words, as "state of 3 kept, 1 reset". */
  static String summary(StateChanges changes) {
    List<String> parts = new ArrayList<>();
    parts.add(changes.kept() + " kept");
    for (What what : What.values()) {
      if (changes.count(what) > 0) {
        parts.add(changes.count(what) + " " + name(what));
      }
    }
    return "state of verbs: " + String.join(", ", parts);
  }
}
