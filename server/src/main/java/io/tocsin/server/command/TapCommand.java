package io.tocsin.server.command;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.tocsin.wire.EventJsonReader;
import io.tocsin.wire.WireException;
import io.tocsin.wire.WireLimits;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tocsin tap}: events that pass a point of the running rules, as they pass. */
@Command(
    name = "tap",
    description = "show events that pass a probe or enter a rule of a running hub, as they come")
final class TapCommand implements Callable<Integer> {

  private static final String DATA = "data: ";
  private static final String ERROR = "event: error";

  @Spec private CommandSpec spec;

  @Mixin private HubHttp hub;

  @Parameters(
      arity = "0..1",
      paramLabel = "PROBE or RULE",
      description = "by its name in the rules (default: what is put into the index)")
  private @Nullable String point;

  @Option(
      names = "--query",
      defaultValue = "true",
      description = "only events that match, as in: state = \"critical\"")
  private String query;

  @Option(
      names = "--count",
      paramLabel = "N",
      description = "end after so many events (default: go on until Ctrl-C)")
  private @Nullable Long count;

  @Option(names = "--json", description = "one JSON object a line")
  private boolean json;

  @Override
  public Integer call() throws IOException {
    if (count != null && count < 1) {
      throw new WrongUse("--count: must be at least 1, was " + count);
    }
    String path = point == null ? "/pubsub/index" : "/tap/" + encoded(point);
    try (Stream<String> lines = hub.lines(path + "?query=" + encoded(query))) {
      return follow(lines.iterator());
    } catch (UncheckedIOException e) {
      throw new IOException("the hub has ended, or the connection to it", e);
    }
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private int follow(Iterator<String> lines) throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    EventJsonReader reader = new EventJsonReader(WireLimits.DEFAULT);
    long left = count == null ? Long.MAX_VALUE : count;
    boolean error = false;
    while (left > 0 && lines.hasNext()) {
      String line = lines.next();
      if (line.equals(ERROR)) {
        error = true;
      } else if (line.startsWith(DATA)) {
        String data = line.substring(DATA.length());
        if (error) {
          throw new IOException(
              "the hub ends it: " + new ObjectMapper().readTree(data).path("error").asText());
        }
        out.println(json ? data : brief(reader, data));
        out.flush();
        left--;
      }
    }
    return 0;
  }

  private static String brief(EventJsonReader reader, String data) throws IOException {
    try {
      var event = reader.readOne(data);
      String time = event.hasTime() ? EventLines.time(event) + "  " : "";
      return time + EventLines.brief(event);
    } catch (WireException e) {
      throw new IOException("the hub sends what is no event: " + e.getMessage(), e);
    }
  }
}
