package io.tocsin.notify.file;

import io.tocsin.sink.OutboxSettings;
import io.tocsin.sink.Sink;
import io.tocsin.sink.SinkSettings;
import java.nio.file.Path;

/**
 * Appends each event to a file as a line of JSON.
 *
 * <p>Missing directories are made. When the file was moved away or removed, as a log rotation does,
 * the next event begins a new one. A line is complete or not there: what a failed write left behind
 * is cut off again, so nothing else should write to the file. A half line found in it, as after a
 * crash, is ended first. Lines are handed to the system, not forced to the disk.
 *
 * @param name in {@code status} and logs
 * @param path of the file
 * @param outbox how events wait
 */
public record FileSettings(String name, Path path, OutboxSettings outbox) implements SinkSettings {

  public FileSettings {
    if (name.isBlank()) {
      throw new IllegalArgumentException("file: name must not be empty");
    }
    if (path.getFileName() == null || path.toString().isBlank()) {
      throw new IllegalArgumentException(
          "file: path must name a file, was '" + path + "'; write one such as 'events.jsonl'");
    }
  }

  /** With an outbox for measurements. */
  public static FileSettings of(String name, Path path) {
    return new FileSettings(name, path, OutboxSettings.MEASUREMENTS);
  }

  @Override
  public String kind() {
    return "file";
  }

  @Override
  public String receiver() {
    return path.toString();
  }

  @Override
  public Sink open() {
    return new FileSink(path);
  }

  @Override
  public String toString() {
    return name;
  }
}
