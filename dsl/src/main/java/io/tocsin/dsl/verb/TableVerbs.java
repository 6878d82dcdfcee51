package io.tocsin.dsl.verb;

import groovy.lang.Closure;
import io.tocsin.dsl.internal.RuleBuilder.Block;
import io.tocsin.dsl.internal.Tables;
import io.tocsin.stream.map.EnrichSpec;
import io.tocsin.stream.map.Table;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tables of what is known about hosts, services …, and their use. */
public interface TableVerbs extends Verbs {

  /** A table of a file; part of the rules, and read with them. */
  @Verb(in = Scope.FILE, usage = "table('hosts.csv', key: 'host')")
  @Option(name = "key", type = String.class, required = true)
  default Table table(Map<String, ?> options, String path) {
    String key = String.valueOf(options.get("key"));
    Table[] made = {Tables.broken(key)};
    build().attempt(() -> made[0] = build().tables().read(path, key, build().place()));
    return made[0];
  }

  /** Events with what a table has about them, and, in the second block, those it has no row for. */
  @Verb(
      in = Scope.EVENT,
      usage = "enrich(hosts, on: 'host', fields: ['owner'], into: 'host_') { … } { not found … }")
  @Option(name = "on", type = String.class, required = true)
  @Option(name = "fields", type = List.class)
  @Option(name = "into", type = String.class)
  default void enrich(
      Map<String, ?> options,
      Table table,
      @Opens(Scope.EVENT) Closure<?> found,
      @Opens(Scope.EVENT) Closure<?> notFound) {
    enrich(options, table, new Block(Scope.EVENT, found), new Block(Scope.EVENT, notFound));
  }

  @SameVerb
  default void enrich(Map<String, ?> options, Table table, @Opens(Scope.EVENT) Closure<?> found) {
    enrich(options, table, new Block(Scope.EVENT, found));
  }

  private void enrich(Map<String, ?> options, Table table, Block... blocks) {
    if (!build().allows("enrich", Scope.EVENT)) {
      return;
    }
    if (!fieldNames("enrich", List.of(text(options.get("on"))))) {
      return;
    }
    // Of a table that could not be read, which was told, nothing more can be said.
    boolean broken = table.size() == 0;
    build()
        .stage(
            () ->
                new EnrichSpec(
                    table,
                    text(options.get("on")),
                    broken ? List.of() : texts(options.get("fields")),
                    text(options.get("into"))),
            blocks);
  }

  private static String text(@Nullable Object value) {
    return value == null ? "" : value.toString();
  }

  private static List<String> texts(@Nullable Object value) {
    return value instanceof List<?> all ? all.stream().map(String::valueOf).toList() : List.of();
  }
}
