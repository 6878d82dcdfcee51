package io.tocsin.server.command;

import io.tocsin.dsl.RuleException;
import io.tocsin.dsl.RuleSet;
import io.tocsin.dsl.dryrun.DryRun;
import io.tocsin.dsl.dryrun.Recording;
import io.tocsin.event.Event;
import io.tocsin.event.EventFields;
import java.io.IOException;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code tocsin replay}: recorded events through rules in virtual time, and what would have been
 * sent. The same input gives the same output, byte for byte.
 */
@Command(
    name = "replay",
    description = "run recorded events through rules in virtual time; nothing is sent")
final class ReplayCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "FILE or DIR",
      description =
          "events, one JSON object a line, as file(..) writes them, .gz too; or the directory of a"
              + " journal")
  private Path file;

  @Mixin private RulesOption rules;

  @Option(
      names = "--speed",
      paramLabel = "N",
      description = "N times as fast as it was recorded (default: as fast as can be)")
  private @Nullable BigDecimal speed;

  @Option(
      names = "--then",
      paramLabel = "SECONDS",
      defaultValue = "60",
      description = "let so much time pass after the last event (default: ${DEFAULT-VALUE})")
  private BigDecimal then;

  @Option(names = "--json", description = "one JSON object a line")
  private boolean json;

  @Override
  public Integer call() throws IOException {
    if (speed != null && speed.signum() <= 0) {
      throw new WrongUse("--speed: must be above 0, was " + speed);
    }
    if (then.signum() < 0) {
      throw new WrongUse("--then: time goes forward only, was " + then);
    }
    PrintWriter out = spec.commandLine().getOut();
    try (RuleSet set = rules.compile();
        Recording events = Recording.open(file)) {
      Progress progress = new Progress(spec.commandLine().getErr());
      try {
        replay(set, events, progress, new ReplayLog(out, progress, json));
      } finally {
        progress.clear();
      }
      return 0;
    } catch (RuleException e) {
      e.problems().forEach(spec.commandLine().getErr()::println);
      return 1;
    }
  }

  private void replay(RuleSet set, Recording events, Progress progress, ReplayLog log)
      throws IOException {
    Pace pace = Pace.of(speed);
    Event first = events.next();
    if (first == null) {
      log.end(0);
      return;
    }
    long start = Math.max(0, events.startMicros());
    DryRun[] run = new DryRun[1];
    log.clock(() -> run[0] == null ? start : run[0].nowMicros());
    run[0] = DryRun.inLanes(set, start, log);
    long count = 0;
    for (Event event = first; event != null; event = events.next()) {
      long moment = events.arrivalMicros(run[0].nowMicros());
      pace.until(moment - start);
      run[0].advanceTo(moment);
      run[0].accept(event);
      progress.show(++count, events.progress());
    }
    run[0].advanceTo(Math.addExact(run[0].nowMicros(), EventFields.secondsToMicros(then)));
    log.end(count);
  }
}
