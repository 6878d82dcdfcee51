package io.tocsin.dsl.verb;

import groovy.lang.Closure;
import io.tocsin.dsl.Problem;
import io.tocsin.dsl.internal.RuleBuilder.Block;
import io.tocsin.notify.riemann.RiemannSettings;
import io.tocsin.sink.SinkSettings;
import io.tocsin.stream.end.IndexSpec;
import io.tocsin.stream.end.LogSpec;
import io.tocsin.stream.end.ProbeSpec;
import io.tocsin.stream.end.SendToSpec;
import io.tocsin.stream.end.UnindexSpec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where events leave the graph, and names for its parts. */
public interface EndVerbs extends Verbs {

  /** A named subtree: counters, errors and state speak of it by its name. */
  @Verb(
      in = {Scope.EVENT, Scope.BATCH},
      usage = "rule('name') { … }")
  default void rule(String name, @Opens(Scope.SAME) Closure<?> body) {
    if (!build().allows("rule", Scope.EVENT, Scope.BATCH)) {
      return;
    }
    if (name == null || name.isBlank()) {
      build().problem(Problem.error(build().place(), "rule: needs a name", "Write rule('name')."));
    }
    build().rule(name, body);
  }

  /** Keeps the event as the latest of its host and service. */
  @Verb(in = Scope.EVENT, usage = "index()")
  default void index() {
    events("index", IndexSpec::new, null);
  }

  /** Forgets the index's entry of the event's host and service. */
  @Verb(in = Scope.EVENT, usage = "unindex() or unindex('host')")
  default void unindex() {
    events("unindex", () -> new UnindexSpec(List.of()), null);
  }

  /** Forgets all entries of the index whose fields equal the event's. */
  @SameVerb
  default void unindex(@FieldName String a) {
    events("unindex", () -> new UnindexSpec(List.of(a)), null);
  }

  @SameVerb
  default void unindex(@FieldName String a, @FieldName String b) {
    events("unindex", () -> new UnindexSpec(List.of(a, b)), null);
  }

  @SameVerb
  default void unindex(List<String> fields) {
    if (fieldNames("unindex", fields)) {
      events("unindex", () -> new UnindexSpec(fields), null);
    }
  }

  /** Sends the event, or the batch as one message, to outputs. */
  @Verb(
      in = {Scope.EVENT, Scope.BATCH},
      usage = "sendTo output, output …")
  default void sendTo(SinkSettings... outputs) {
    if (!build().allows("sendTo", Scope.EVENT, Scope.BATCH)) {
      return;
    }
    for (SinkSettings output : outputs) {
      build().use(output);
    }
    build().stage(() -> new SendToSpec(List.of(outputs)));
  }

  @SameVerb
  default void sendTo(List<? extends SinkSettings> outputs) {
    sendTo(outputs.toArray(SinkSettings[]::new));
  }

  /** Sends the event, or the batch as one message, to another hub. */
  @Verb(
      in = {Scope.EVENT, Scope.BATCH},
      usage = "forward(upstream)")
  default void forward(SinkSettings upstream) {
    if (!build().allows("forward", Scope.EVENT, Scope.BATCH)) {
      return;
    }
    if (build().use(upstream) && !(upstream instanceof RiemannSettings)) {
      build()
          .problem(
              Problem.error(
                  build().place(),
                  "forward: takes an output made by riemann(host: …), not by " + upstream.kind(),
                  "Write sendTo for other outputs."));
      return;
    }
    build().stage(() -> new SendToSpec(List.of(upstream)));
  }

  /** Writes the event to the hub's log. */
  @Verb(
      in = {Scope.EVENT, Scope.BATCH},
      usage = "log('info') or log('info', 'message')")
  default void log(String level) {
    logged(level, null);
  }

  @SameVerb
  default void log(String level, String message) {
    logged(level, message);
  }

  /** Ends here, on purpose. */
  @Verb(
      in = {Scope.EVENT, Scope.BATCH},
      usage = "drop()")
  default void drop() {
    if (!build().allows("drop", Scope.EVENT, Scope.BATCH)) {
      return;
    }
  }

  /** A named point that tests and {@code tap} can read. */
  @Verb(
      in = {Scope.EVENT, Scope.BATCH},
      usage = "probe('name') or probe('name') { … }")
  default void probe(String name, @Opens(Scope.SAME) Closure<?> body) {
    if (!build().allows("probe", Scope.EVENT, Scope.BATCH)) {
      return;
    }
    build().probes().add(name);
    build().stage(() -> new ProbeSpec(name), new Block(Scope.SAME, body));
  }

  private void logged(String level, @Nullable String message) {
    if (!build().allows("log", Scope.EVENT, Scope.BATCH)) {
      return;
    }
    build().stage(() -> new LogSpec(level, message));
  }
}
