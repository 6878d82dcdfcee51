package io.tocsin.server.command;

import io.tocsin.event.Event;
import io.tocsin.query.Query;
import io.tocsin.query.QueryException;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tocsin query}: prints the events of the index that match. */
@Command(name = "query", description = "print the events of the index that match a query")
final class QueryCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Mixin private ServerAddress server;

  @Parameters(
      paramLabel = "QUERY",
      description = "such as: service = \"cpu\" and metric > 0.9   (true for everything)")
  private String query;

  @Option(names = "--json", description = "one JSON object a line")
  private boolean json;

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    List<Event> events = server.ask(client -> client.query(query));
    Comparator<String> absentFirst = Comparator.nullsFirst(Comparator.naturalOrder());
    List<Event> sorted =
        isOrdered()
            ? events
            : events.stream()
                .sorted(
                    Comparator.comparing(Event::getHost, absentFirst)
                        .thenComparing(Event::getService, absentFirst))
                .toList();
    if (json) {
      sorted.forEach(event -> out.println(EventLines.json(event)));
    } else {
      EventLines.table(out, sorted);
    }
    return 0;
  }

  /** Whether the query has an order of its own, which is the hub's to understand. */
  private boolean isOrdered() {
    try {
      return Query.parse(query).isOrdered();
    } catch (QueryException e) {
      return false;
    }
  }
}
