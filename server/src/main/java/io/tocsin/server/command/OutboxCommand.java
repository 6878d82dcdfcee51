package io.tocsin.server.command;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tocsin outbox}: what waits for outputs, and what was given up. */
@Command(
    name = "outbox",
    description = "what waits for outputs, and what was given up",
    subcommands = {OutboxCommand.List.class, OutboxCommand.Retry.class, OutboxCommand.Drop.class})
final class OutboxCommand {

  /** {@code tocsin outbox list}. */
  @Command(name = "list", description = "outboxes, and their dead letters with reasons")
  static final class List implements Callable<Integer> {

    @Spec private CommandSpec spec;

    @Mixin private HubHttp hub;

    @Option(names = "--json", description = "as JSON")
    private boolean json;

    @Override
    public Integer call() throws IOException {
      HubHttp.Answer answer = hub.call("GET", "/outbox");
      if (answer.status() != 200 || !answer.body().has("outboxes")) {
        throw hub.notAHub();
      }
      PrintWriter out = spec.commandLine().getOut();
      JsonNode outboxes = answer.body().path("outboxes");
      if (json) {
        out.println(outboxes.toPrettyString());
        return 0;
      }
      if (outboxes.isEmpty()) {
        out.println("no outboxes: the rules send nothing to an output");
      }
      outboxes.forEach(outbox -> show(out, outbox));
      return 0;
    }

    private static void show(PrintWriter out, JsonNode outbox) {
      String trouble = outbox.path("storeError").asText();
      out.println(
          outbox.path("name").asText()
              + " ("
              + outbox.path("kind").asText()
              + "): "
              + outbox.path("waiting").asLong()
              + " waiting, "
              + outbox.path("bytes").asLong()
              + " bytes, oldest "
              + outbox.path("oldestSeconds").asLong()
              + " s, "
              + outbox.path("dead").asLong()
              + " dead, "
              + outbox.path("storedBytes").asLong()
              + " bytes on disk"
              + (trouble.isEmpty() ? "" : "; not kept on disk: " + trouble));
      for (JsonNode letter : outbox.path("deadLetters")) {
        String error = letter.path("error").asText();
        out.println(
            "  "
                + letter.path("id").asText()
                + "  "
                + letter.path("time").asText()
                + "  "
                + letter.path("reason").asText()
                + "  "
                + letter.path("host").asText()
                + " "
                + letter.path("service").asText()
                + (error.isEmpty() ? "" : "  " + error));
      }
    }
  }

  /** {@code tocsin outbox retry}. */
  @Command(name = "retry", description = "have dead letters wait again, behind all others")
  static final class Retry implements Callable<Integer> {

    @Spec private CommandSpec spec;

    @Mixin private HubHttp hub;

    @Mixin private Letters letters;

    @Override
    public Integer call() throws IOException {
      return letters.ask(hub, spec, "retry", "retried");
    }
  }

  /** {@code tocsin outbox drop}. */
  @Command(name = "drop", description = "remove dead letters for good")
  static final class Drop implements Callable<Integer> {

    @Spec private CommandSpec spec;

    @Mixin private HubHttp hub;

    @Mixin private Letters letters;

    @Override
    public Integer call() throws IOException {
      return letters.ask(hub, spec, "drop", "dropped");
    }
  }

  /** Which letters are meant. */
  static final class Letters {

    @Parameters(index = "0", paramLabel = "OUTPUT", description = "the output's name")
    private String output;

    @Parameters(
        index = "1",
        arity = "0..1",
        paramLabel = "ID",
        description = "of a dead letter, from the list")
    private @Nullable String id;

    @Option(names = "--all", description = "all dead letters of the output")
    private boolean all;

    Integer ask(HubHttp hub, CommandSpec spec, String what, String done) throws IOException {
      String path = "/outbox/" + what + "?output=" + encoded(output);
      if ((id == null) != all) {
        throw new WrongUse("outbox " + what + ": give the ID of a dead letter, or --all");
      }
      HubHttp.Answer answer =
          hub.call("POST", path + (id == null ? "&all=true" : "&id=" + encoded(id)));
      if (answer.status() == 200 && answer.body().has(done)) {
        spec.commandLine().getOut().println(done + ": " + answer.body().path(done).asInt());
        return 0;
      }
      if (!answer.body().has("error")) {
        throw hub.notAHub();
      }
      spec.commandLine().getErr().println(answer.body().path("error").asText());
      return 1;
    }

    private static String encoded(String text) {
      return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
  }
}
