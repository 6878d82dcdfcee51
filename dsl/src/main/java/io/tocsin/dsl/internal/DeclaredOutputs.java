package io.tocsin.dsl.internal;

import io.tocsin.dsl.Problem;
import io.tocsin.sink.SinkSettings;
import io.tocsin.stream.Place;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The outputs of one load, and which of them something is sent to. */
final class DeclaredOutputs {

  private final Map<SinkSettings, Place> outputs = new LinkedHashMap<>();
  private final Set<SinkSettings> used = new HashSet<>();

  /** Adds an output. Names tell outputs apart in status and logs, so each has its own. */
  SinkSettings declare(SinkSettings made, Place where) {
    boolean taken =
        outputs.keySet().stream().anyMatch(o -> o.name().equals(made.name()) && !o.equals(made));
    if (taken) {
      throw new ScriptProblem(
          Problem.error(
              where, "another output is named '" + made.name() + "'", "Give it another name."));
    }
    outputs.putIfAbsent(made, where);
    return made;
  }

  /** The kind itself for the first, then with a count. */
  String nextName(String kind) {
    long same = outputs.keySet().stream().filter(s -> s.kind().equals(kind)).count();
    return same == 0 ? kind : kind + "-" + (same + 1);
  }

  void use(SinkSettings output) {
    used.add(output);
  }

  List<SinkSettings> all() {
    return List.copyOf(outputs.keySet());
  }

  List<Problem> unused() {
    List<Problem> unused = new ArrayList<>();
    outputs.forEach(
        (output, where) -> {
          if (!used.contains(output)) {
            unused.add(
                Problem.warning(
                    where,
                    "the output '" + output.name() + "' is never used",
                    "Remove it, or sendTo it."));
          }
        });
    return unused;
  }
}
