package io.tocsin.dsl.dryrun;

import io.tocsin.event.Event;
import io.tocsin.wire.EventJsonReader;
import io.tocsin.wire.WireException;
import io.tocsin.wire.WireLimits;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * A file of events, one JSON object a line, as the outputs {@code file} and {@code console} write
 * them; gzipped when its name ends in {@code .gz}. Empty lines are passed over. Confined to one
 * thread.
 */
public final class RecordedEvents implements Recording {

  /** How long a recording may be silent. */
  public static final Duration LONGEST_GAP = Duration.ofDays(31);

  private final String name;
  private final long size;
  private final boolean zipped;
  private final Counted counted;
  private final InputStream in;
  private final EventJsonReader reader = new EventJsonReader(WireLimits.DEFAULT);
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private long number;
  private long consumed;
  private boolean ended;
  private @Nullable Event last;

  private RecordedEvents(String name, long size, InputStream file) throws IOException {
    this.name = name;
    this.size = size;
    this.counted = new Counted(file);
    this.zipped = name.endsWith(".gz");
    this.in = new BufferedInputStream(zipped ? new GZIPInputStream(counted) : counted);
  }

  /**
   * Opens a file.
   *
   * @throws IOException if it cannot be read; names it
   */
  public static RecordedEvents open(Path file) throws IOException {
    InputStream in;
    long size;
    try {
      in = Files.newInputStream(file);
      size = Files.size(file);
    } catch (IOException e) {
      String why =
          e instanceof NoSuchFileException
              ? "there is no such file"
              : e instanceof AccessDeniedException
                  ? "permission denied"
                  : e.getClass().getSimpleName();
      throw new IOException(file + ": cannot be read: " + why, e);
    }
    try {
      return new RecordedEvents(file.toString(), size, in);
    } catch (IOException e) {
      in.close();
      throw new IOException(file + ": " + e.getMessage(), e);
    }
  }

  /** Events from a stream that the caller closes. */
  public static RecordedEvents of(String name, InputStream in) throws IOException {
    return new RecordedEvents(name, -1, in);
  }

  /** The next event; a line that is none is an error that names file and line. */
  @Override
  public @Nullable Event next() throws IOException {
    while (nextLine()) {
      String text = line.toString(StandardCharsets.UTF_8);
      if (!text.isBlank()) {
        try {
          last = reader.readOne(text);
          return last;
        } catch (WireException e) {
          throw new IOException(name + ":" + number + ": " + e.getMessage(), e);
        }
      }
    }
    return null;
  }

  private boolean nextLine() throws IOException {
    line.reset();
    number++;
    int limit = WireLimits.DEFAULT.maxFrameBytes();
    for (int b = in.read(); b >= 0; b = in.read()) {
      consumed++;
      if (b == '\n') {
        return true;
      }
      if (line.size() == limit) {
        throw new IOException(name + ":" + number + ": longer than " + limit + " bytes");
      }
      line.write(b);
    }
    ended = true;
    return line.size() > 0;
  }

  @Override
  public long startMicros() {
    return last == null ? 0 : last.timeMicrosOr(0);
  }

  @Override
  public long arrivalMicros(long nowMicros) {
    return last == null ? nowMicros : arrival(last, nowMicros);
  }

  /**
   * When an event arrives on a clock that follows a recording: at its own time, or at once when it
   * has none, or one before the clock or more than {@link #LONGEST_GAP} after it. A broken time
   * must not run the rules' timers through thousands of years.
   */
  public static long arrival(Event event, long nowMicros) {
    long time = event.timeMicrosOr(nowMicros);
    return time > nowMicros + LONGEST_GAP.toMillis() * 1000 ? nowMicros : Math.max(nowMicros, time);
  }

  /**
   * How much of the file the events so far take, from 0 to 1; NaN when its size is not known. Of a
   * gzipped file it is near the truth, and 1 only at the end: what is unpacked is read ahead.
   */
  @Override
  public double progress() {
    if (size < 0) {
      return Double.NaN;
    }
    if (ended || size == 0) {
      return 1;
    }
    return zipped
        ? Math.min(0.99, (double) counted.read / size)
        : Math.min(1, (double) consumed / size);
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  private static final class Counted extends FilterInputStream {
    private long read;

    Counted(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      int b = super.read();
      read += b < 0 ? 0 : 1;
      return b;
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
      int n = super.read(bytes, from, length);
      read += Math.max(0, n);
      return n;
    }
  }
}
