package io.tocsin.server.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.event.Event;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Lines and the bar on one terminal. */
final class ReplayLogTest {

  private static final long REDRAWN = 100_000_000;

  private final StringWriter terminal = new StringWriter();
  private final PrintWriter writer = new PrintWriter(terminal);
  private final AtomicLong nanos = new AtomicLong();
  private final Progress progress = new Progress(writer, true, nanos::get);

  /** What a person sees in the end: a carriage return goes back, what follows covers. */
  private static List<String> screen(String written) {
    List<String> lines = new ArrayList<>();
    for (String line : written.split("\n", -1)) {
      StringBuilder seen = new StringBuilder();
      for (String part : line.split("\r", -1)) {
        seen.replace(0, Math.min(part.length(), seen.length()), part);
      }
      lines.add(seen.toString().stripTrailing());
    }
    return lines;
  }

  private void show(long count, double share) {
    nanos.addAndGet(REDRAWN);
    progress.show(count, share);
  }

  @Test
  void noLineIsGluedToTheBar() {
    ReplayLog log = new ReplayLog(writer, progress, false);
    Event event = Event.builder().host("a").service("disk").build();

    show(1, 0.25);
    log.probed("one", event);
    show(2, 0.5);
    log.end(2);
    writer.flush();

    assertThat(terminal.toString()).contains("] 25 %, 1 event", "] 50 %, 2 events");
    assertThat(screen(terminal.toString()))
        .containsExactly(
            "1970-01-01T00:00:00Z  probe   one  a disk", "2 events in", "1 at probe one", "");
  }

  @Test
  void theBarIsWholeOnlyWhenAllIsRead() {
    show(1000, 0.999);
    assertThat(screen(terminal.toString()))
        .containsExactly("[" + "#".repeat(29) + ".] 99 %, 1000 events");
    show(1, 1);
    assertThat(screen(terminal.toString()))
        .containsExactly("[" + "#".repeat(30) + "] 100 %, 1 event");
    show(2, Double.NaN);
    assertThat(screen(terminal.toString())).containsExactly("[" + ".".repeat(30) + "] 2 events");
    progress.clear();
    assertThat(screen(terminal.toString())).containsExactly("");
  }

  @Test
  void theBarIsRedrawnTenTimesASecondAndNeverWhereNobodySees() {
    Progress unseen = new Progress(writer, false, nanos::get);
    nanos.addAndGet(REDRAWN);
    unseen.show(1, 0.5);
    unseen.clear();
    assertThat(terminal.toString()).isEmpty();
    nanos.addAndGet(-1);
    progress.show(1, 0.5);
    assertThat(terminal.toString()).isEmpty();
    nanos.addAndGet(1);
    progress.show(1, 0.5);
    assertThat(terminal.toString()).isNotEmpty();
  }
}
