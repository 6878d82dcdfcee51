package io.tocsin.notify.file;

import io.tocsin.event.Event;
import io.tocsin.notify.file.ConsoleSettings.Format;
import io.tocsin.sink.Delivery;
import io.tocsin.sink.Sink;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;

/** The live half of {@link ConsoleSettings}. A closed output loses lines: there is no other. */
final class ConsoleSink implements Sink {

  private final PrintStream out;
  private final Format format;

  ConsoleSink(PrintStream out, Format format) {
    this.out = out;
    this.format = format;
  }

  @Override
  public Delivery deliver(List<Event> events, Duration timeout) {
    out.print(format == Format.JSON ? Lines.json(events) : Lines.readable(events));
    out.flush();
    return out.checkError() ? Delivery.rejected("standard output is closed") : Delivery.delivered();
  }

  @Override
  public void close() {
    // Standard output is not this sink's to close.
  }
}
