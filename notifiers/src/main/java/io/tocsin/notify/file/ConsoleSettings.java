package io.tocsin.notify.file;

import io.tocsin.sink.OutboxSettings;
import io.tocsin.sink.Sink;
import io.tocsin.sink.SinkSettings;
import java.io.FileDescriptor;
import java.io.FileOutputStream;

/**
 * Prints each event on standard output.
 *
 * @param name in {@code status} and logs
 * @param format of a line
 * @param outbox how events wait
 */
public record ConsoleSettings(String name, Format format, OutboxSettings outbox)
    implements SinkSettings {

  /** How an event looks on its line. */
  public enum Format {
    /** An object of JSON. */
    JSON,
    /** Words for people. */
    TEXT
  }

  public ConsoleSettings {
    if (name.isBlank()) {
      throw new IllegalArgumentException("console: name must not be empty");
    }
  }

  /** Lines of JSON, with an outbox for measurements. */
  public static ConsoleSettings of(String name) {
    return new ConsoleSettings(name, Format.JSON, OutboxSettings.MEASUREMENTS);
  }

  @Override
  public String kind() {
    return "console";
  }

  @Override
  public Sink open() {
    return new ConsoleSink(new FileOutputStream(FileDescriptor.out), format);
  }

  @Override
  public String toString() {
    return name;
  }
}
