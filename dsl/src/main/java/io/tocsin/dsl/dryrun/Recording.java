package io.tocsin.dsl.dryrun;

import io.tocsin.event.Event;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Events as they came to a hub some time, one after the other. Confined to one thread. */
public interface Recording extends AutoCloseable {

  /**
   * Opens a file of events as JSON, or the directory of a journal.
   *
   * @throws IOException if it cannot be read, or is no journal; names it
   */
  static Recording open(Path path) throws IOException {
    return Files.isDirectory(path) ? JournalEvents.open(path) : RecordedEvents.open(path);
  }

  /**
   * The next event; null at the end.
   *
   * @throws IOException if it cannot be read; names the place
   */
  @Nullable Event next() throws IOException;

  /** The moment to set a clock to before the event that was asked for last, if it is the first. */
  long startMicros();

  /** When the event that was asked for last arrives on a clock that follows the recording. */
  long arrivalMicros(long nowMicros);

  /** How much of it the events so far are, from 0 to 1; NaN when that is not known. */
  double progress();

  @Override
  void close() throws IOException;
}
