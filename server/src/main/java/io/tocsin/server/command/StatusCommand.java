package io.tocsin.server.command;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code tocsin status}: uptime, rates, queues, and losses by reason. */
@Command(name = "status", description = "uptime, rates, queues, and losses by reason")
final class StatusCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Mixin private HubHttp hub;

  @Option(names = "--json", description = "as JSON")
  private boolean json;

  @Override
  public Integer call() throws IOException {
    HubHttp.Answer answer = hub.call("GET", "/status");
    JsonNode status = answer.body();
    if (answer.status() != 200 || !status.has("ready")) {
      throw hub.notAHub();
    }
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(status.toPrettyString());
    } else {
      show(out, status, "");
    }
    return 0;
  }

  private static void show(PrintWriter out, JsonNode node, String indent) {
    node.properties()
        .forEach(
            field -> {
              JsonNode value = field.getValue();
              if (value.isObject()) {
                out.println(indent + field.getKey() + ":" + (value.isEmpty() ? " none" : ""));
                show(out, value, indent + "  ");
              } else if (value.isArray()) {
                out.println(indent + field.getKey() + ":" + (value.isEmpty() ? " none" : ""));
                value.forEach(item -> out.println(indent + "  " + line(item)));
              } else {
                out.println(indent + field.getKey() + ": " + value.asText());
              }
            });
  }

  private static String line(JsonNode item) {
    if (!item.isObject()) {
      return item.asText();
    }
    StringBuilder text = new StringBuilder();
    item.properties()
        .forEach(
            f ->
                text.append(text.length() == 0 ? "" : "  ")
                    .append(f.getKey())
                    .append('=')
                    .append(f.getValue().asText()));
    return text.toString();
  }
}
