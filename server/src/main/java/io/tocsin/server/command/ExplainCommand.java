package io.tocsin.server.command;

import io.tocsin.dsl.RuleException;
import io.tocsin.dsl.RuleSet;
import io.tocsin.dsl.dryrun.DryRun;
import io.tocsin.dsl.dryrun.Journey;
import io.tocsin.dsl.dryrun.RecordedEvents;
import io.tocsin.event.Event;
import io.tocsin.event.EventFields;
import io.tocsin.time.SystemTime;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tocsin explain}: which way an event takes through the rules, and why. */
@Command(
    name = "explain",
    description = "show which way events take through rules, and what each condition answers")
final class ExplainCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "EVENT",
      description =
          "a file of events, one JSON object a line; - for standard input; or the JSON itself")
  private String event;

  @Mixin private RulesOption rules;

  @Option(
      names = "--advance",
      paramLabel = "SECONDS",
      description = "then let so much time pass, and show which timers do something")
  private @Nullable BigDecimal advance;

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    if (advance != null && advance.signum() < 0) {
      throw new WrongUse("--advance: time goes forward only, was " + advance);
    }
    try (RuleSet set = rules.compile();
        RecordedEvents events = events()) {
      return explain(set, events, new JourneyText(out));
    } catch (RuleException e) {
      e.problems().forEach(spec.commandLine().getErr()::println);
      return 1;
    }
  }

  private RecordedEvents events() throws IOException {
    if (event.equals("-")) {
      return RecordedEvents.of("standard input", System.in);
    }
    if (event.stripLeading().startsWith("{")) {
      byte[] json = event.replaceAll("[\\r\\n]+", " ").getBytes(StandardCharsets.UTF_8);
      return RecordedEvents.of("the event", new ByteArrayInputStream(json));
    }
    return RecordedEvents.open(Path.of(event));
  }

  private int explain(RuleSet set, RecordedEvents events, JourneyText text) throws IOException {
    Event next = events.next();
    if (next == null) {
      throw new IOException("no event to explain: give one JSON object a line");
    }
    long start = next.hasTime() ? next.timeMicrosOr(0) : new SystemTime().nowMicros();
    Journey journey = new Journey();
    DryRun run = new DryRun(set, Math.max(0, start), journey, journey);
    journey.take();
    for (; next != null; next = events.next()) {
      run.advanceTo(RecordedEvents.arrival(next, run.nowMicros()));
      text.timers(journey.take());
      run.accept(next);
      text.event(next, journey.take());
    }
    if (advance != null) {
      run.advanceTo(Math.addExact(run.nowMicros(), EventFields.secondsToMicros(advance)));
      text.after(advance, journey.take());
    }
    return 0;
  }
}
