package io.tocsin.server.command;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tocsin.dsl.dryrun.DryRunReport;
import io.tocsin.event.Batch;
import io.tocsin.event.Event;
import io.tocsin.sink.SinkSettings;
import io.tocsin.stream.DropReason;
import io.tocsin.stream.StageSpec;
import io.tocsin.wire.EventJson;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What a replay would have sent, a line each with the moment it happened, and sums at the end. As
 * text or as JSON; nothing in it depends on when or where it runs.
 */
final class ReplayLog implements DryRunReport {

  private static final int MAX_SHOWN_FAILURES = 20;

  private final PrintWriter out;
  private final Progress progress;
  private final boolean json;
  private final Map<String, Long> sums = new TreeMap<>();
  private final Map<String, Long> losses = new TreeMap<>();
  private LongSupplier clock = () -> 0;
  private int failures;

  /** Prints to {@code out}, and never beside the bar of {@code progress}. */
  ReplayLog(PrintWriter out, Progress progress, boolean json) {
    this.out = out;
    this.progress = progress;
    this.json = json;
  }

  void clock(LongSupplier now) {
    clock = now;
  }

  @Override
  public void sent(SinkSettings output, List<Event> events, boolean batch) {
    if (batch) {
      line("sent", output.name(), events);
    } else {
      events.forEach(event -> line("sent", output.name(), List.of(event)));
    }
    sums.merge("sent to " + output.name(), batch ? 1L : events.size(), Long::sum);
  }

  @Override
  public void probed(String probe, Object item) {
    line("probe", probe, item instanceof Batch b ? b.events() : List.of((Event) item));
    sums.merge("at probe " + probe, 1L, Long::sum);
  }

  @Override
  public void logged(String level, Object item, StageSpec where) {
    line("log", level, item instanceof Batch b ? b.events() : List.of((Event) item));
  }

  @Override
  public void dropped(StageSpec stage, Object item, DropReason reason) {
    losses.merge(reason.label(), (long) reason.lossesOf(item), Long::sum);
  }

  @Override
  public void failed(StageSpec stage, @Nullable Object item, Throwable failure) {
    losses.merge(DropReason.FAILED.label(), 1L, Long::sum);
    if (++failures > MAX_SHOWN_FAILURES) {
      return;
    }
    String what = failure.getClass().getSimpleName() + ": " + failure.getMessage();
    if (json) {
      ObjectNode node = node("failed");
      node.put("place", stage.place().toString());
      node.put("error", what);
      say(EventJson.write(node));
    } else {
      say(moment() + "  failed  " + stage.place() + ": " + what);
    }
  }

  @Override
  public void timeReplaced() {
    losses.merge("timeReplaced", 1L, Long::sum);
  }

  private void line(String what, String where, List<Event> events) {
    if (json) {
      ObjectNode node = node(what);
      node.put("to", where);
      node.set("events", EventJson.of(events));
      say(EventJson.write(node));
      return;
    }
    String head = moment() + "  " + String.format("%-6s", what) + "  " + where + "  ";
    if (events.size() == 1) {
      say(head + EventLines.brief(events.get(0)));
    } else {
      say(head + events.size() + " events");
      events.forEach(event -> say("    " + EventLines.brief(event)));
    }
  }

  private void say(String line) {
    progress.clear();
    out.println(line);
  }

  private ObjectNode node(String what) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("at", moment());
    node.put("what", what);
    return node;
  }

  private String moment() {
    return EventJson.time(clock.getAsLong());
  }

  /** Says how much there was. */
  void end(long events) {
    if (json) {
      ObjectNode node = node("end");
      node.put("in", events);
      sums.forEach(node::put);
      ObjectNode lost = node.putObject("losses");
      losses.forEach(lost::put);
      say(EventJson.write(node));
      return;
    }
    say(events + (events == 1 ? " event in" : " events in"));
    sums.forEach((what, n) -> say(n + " " + what));
    losses.forEach((reason, n) -> say(n + " lost: " + reason));
    if (failures > MAX_SHOWN_FAILURES) {
      say((failures - MAX_SHOWN_FAILURES) + " more failures not shown");
    }
    out.flush();
  }
}
