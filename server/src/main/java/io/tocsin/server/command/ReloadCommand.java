package io.tocsin.server.command;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code tocsin reload}: has the hub load its rules again, and prints the outcome. */
@Command(name = "reload", description = "load the rules again now and print the outcome")
final class ReloadCommand implements Callable<Integer> {

  private static final Map<String, String> WORDS =
      Map.of(
          "changed", "kept, with other settings",
          "refiltered", "kept, under another condition");

  @Spec private CommandSpec spec;

  @Mixin private HubHttp hub;

  @Option(
      names = "--dry-run",
      description = "print what state would be kept, reset and dropped, and change nothing")
  private boolean dryRun;

  @Override
  public Integer call() throws IOException {
    HubHttp.Answer answer = hub.call("POST", dryRun ? "/reload?dryRun=true" : "/reload");
    PrintWriter err = spec.commandLine().getErr();
    if (answer.status() == 200) {
      print(spec.commandLine().getOut(), answer.body());
      answer.body().path("warnings").forEach(w -> err.println(w.asText()));
      return 0;
    }
    if (!answer.body().has("error")) {
      throw hub.notAHub();
    }
    err.println(answer.body().path("error").asText(answer.body().toString()));
    err.println("the rules already running stay in force");
    return 1;
  }

  private void print(PrintWriter out, JsonNode body) {
    out.println(
        (dryRun ? "nothing is changed: " : "reloaded: ")
            + body.path("streams").asInt()
            + (dryRun ? " streams would be in force" : " streams in force")
            + " after "
            + body.path("millis").asLong()
            + " ms"
            + pause(body)
            + "; the index is kept");
    JsonNode state = body.path("state");
    out.println("state of verbs: " + state.path("kept").asInt() + " kept as they are");
    String rule = null;
    for (JsonNode change : state.path("changes")) {
      String in = change.path("rule").asText("");
      if (!in.equals(rule)) {
        out.println(in.isEmpty() ? "outside of rules" : "rule '" + in + "'");
        rule = in;
      }
      out.println(line(change));
    }
  }

  private static String pause(JsonNode body) {
    return body.has("pauseMicros")
        ? ", of which the rules stood still for "
            + body.path("pauseMicros").asLong() / 1_000.0
            + " ms"
        : "";
  }

  private static String line(JsonNode change) {
    String what = change.path("what").asText();
    String recipes =
        switch (what) {
          case "new" -> change.path("after").asText();
          case "dropped" -> change.path("before").asText();
          default -> change.path("before").asText() + " -> " + change.path("after").asText();
        };
    return "  "
        + WORDS.getOrDefault(what, what)
        + ": "
        + change.path("verb").asText()
        + " at "
        + change.path("place").asText()
        + ": "
        + recipes;
  }
}
