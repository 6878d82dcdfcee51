package io.tocsin.notify.file;

import io.tocsin.event.Event;
import io.tocsin.notify.file.ConsoleSettings.Format;
import io.tocsin.sink.Delivery;
import io.tocsin.sink.Parcel;
import io.tocsin.sink.Sink;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.time.Duration;
import java.util.List;

/**
 * The live half of {@link ConsoleSettings}. What standard output does not take is lost: there is no
 * other. Each message is judged by itself, so that an output that works again is used again.
 */
final class ConsoleSink implements Sink {

  /** What standard output is written in: newer machines say it, older ones have one for all. */
  private static final Charset CHARSET =
      Charset.forName(System.getProperty("stdout.encoding", Charset.defaultCharset().name()));

  private final OutputStream out;
  private final Format format;

  ConsoleSink(OutputStream out, Format format) {
    this.out = out;
    this.format = format;
  }

  @Override
  public Delivery deliver(Parcel parcel, Duration timeout) {
    List<Event> events = parcel.events();
    String lines = format == Format.JSON ? Lines.json(events) : Lines.readable(events);
    try {
      out.write(lines.getBytes(CHARSET));
      out.flush();
      return Delivery.delivered();
    } catch (IOException e) {
      return Delivery.rejected("standard output takes nothing");
    }
  }

  @Override
  public void close() {
    // Standard output is not this sink's to close.
  }
}
