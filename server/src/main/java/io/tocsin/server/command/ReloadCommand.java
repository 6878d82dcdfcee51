package io.tocsin.server.command;

import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code tocsin reload}: has the hub load its rules again, and prints the outcome. */
@Command(name = "reload", description = "load the rules again now and print the outcome")
final class ReloadCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Mixin private HubHttp hub;

  @Override
  public Integer call() throws IOException {
    HubHttp.Answer answer = hub.call("POST", "/reload");
    if (answer.status() == 200) {
      spec.commandLine()
          .getOut()
          .println(
              "reloaded: "
                  + answer.body().path("streams").asInt()
                  + " streams in force after "
                  + answer.body().path("millis").asLong()
                  + " ms; operator state starts anew, the index is kept");
      answer.body().path("warnings").forEach(w -> spec.commandLine().getErr().println(w.asText()));
      return 0;
    }
    if (!answer.body().has("error")) {
      throw hub.notAHub();
    }
    spec.commandLine()
        .getErr()
        .println(answer.body().path("error").asText(answer.body().toString()));
    spec.commandLine().getErr().println("the rules already running stay in force");
    return 1;
  }
}
