package io.tocsin.dsl.verb;

import groovy.lang.Closure;
import io.tocsin.dsl.internal.RuleBuilder.Block;
import io.tocsin.stream.correlation.DependsOnSpec;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Verbs that see an event in the light of others. */
public interface CorrelationVerbs extends Verbs {

  /** Events while what they depend on is well, and, in the second block, the others. */
  @Verb(
      in = Scope.EVENT,
      usage = "dependsOn(service: 'mysql', host: 'db1', state: 'ok') { … } { otherwise … }")
  @Option(
      name = "service",
      type = {String.class, List.class},
      required = true)
  @Option(name = "host", type = String.class)
  @Option(
      name = "state",
      type = {String.class, List.class})
  @Option(name = "any", type = Boolean.class)
  default void dependsOn(
      Map<String, ?> options,
      @Opens(Scope.EVENT) Closure<?> body,
      @Opens(Scope.EVENT) Closure<?> otherwise) {
    depends(options, new Block(Scope.EVENT, body), new Block(Scope.EVENT, otherwise));
  }

  @Verb(
      in = Scope.EVENT,
      usage = "dependsOn(service: 'mysql', host: 'db1', state: 'ok') { … } { otherwise … }")
  @Option(
      name = "service",
      type = {String.class, List.class},
      required = true)
  @Option(name = "host", type = String.class)
  @Option(
      name = "state",
      type = {String.class, List.class})
  @Option(name = "any", type = Boolean.class)
  default void dependsOn(Map<String, ?> options, @Opens(Scope.EVENT) Closure<?> body) {
    depends(options, new Block(Scope.EVENT, body));
  }

  private void depends(Map<String, ?> options, Block... blocks) {
    if (!build().allows("dependsOn", Scope.EVENT)) {
      return;
    }
    Object host = options.get("host");
    build()
        .stage(
            () ->
                new DependsOnSpec(
                    texts(options.get("service"), List.of()),
                    host == null ? null : host.toString(),
                    texts(options.get("state"), DependsOnSpec.DEFAULT_STATES),
                    Boolean.TRUE.equals(options.get("any"))),
            blocks);
  }

  private static List<String> texts(@Nullable Object value, List<String> otherwise) {
    if (value == null) {
      return otherwise;
    }
    return value instanceof List<?> all
        ? all.stream().map(String::valueOf).toList()
        : List.of(value.toString());
  }
}
