package io.tocsin.dsl.dryrun;

import io.tocsin.disk.SystemDisk;
import io.tocsin.event.Event;
import io.tocsin.journal.JournalReader;
import io.tocsin.journal.RecordKind;
import io.tocsin.wire.MessageDecoder;
import io.tocsin.wire.WireException;
import io.tocsin.wire.WireLimits;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The events of a journal's records, each with the moment it arrived at the hub. Records of other
 * kinds are passed over. A torn tail is the end. Confined to one thread.
 */
public final class JournalEvents implements Recording {

  private static final WireLimits LIMITS = WireLimits.DEFAULT.withMaxFrameBytes(64 << 20);

  private final Path directory;
  private final JournalReader reader;
  private final MessageDecoder decoder = new MessageDecoder(LIMITS);
  private Iterator<Event> message = List.<Event>of().iterator();

  private JournalEvents(Path directory, JournalReader reader) {
    this.directory = directory;
    this.reader = reader;
  }

  /**
   * Opens the directory of a journal, also while a hub writes to it.
   *
   * @throws IOException if it cannot be read or there is no journal in it
   */
  public static JournalEvents open(Path directory) throws IOException {
    JournalReader reader = JournalReader.open(new SystemDisk(), directory, 1);
    if (reader.firstKept() == 0) {
      reader.close();
      throw new IOException(
          directory + ": there is no journal: none of its files is called *.journal");
    }
    return new JournalEvents(directory, reader);
  }

  @Override
  public @Nullable Event next() throws IOException {
    while (!message.hasNext()) {
      if (!reader.next()) {
        return null;
      }
      if (reader.kind() == RecordKind.EVENTS) {
        message = events().iterator();
      }
    }
    return message.next();
  }

  private List<Event> events() throws IOException {
    try {
      return events(decoder, reader.payload());
    } catch (WireException e) {
      throw new IOException(
          directory + ": position " + reader.position() + ": " + e.getMessage(), e);
    }
  }

  /** The events of a record of the kind {@link RecordKind#EVENTS}. */
  public static List<Event> events(MessageDecoder decoder, ByteBuffer payload)
      throws WireException {
    int offset = payload.arrayOffset() + payload.position();
    return decoder.decode(payload.array(), offset, payload.remaining()).events();
  }

  /** A decoder for records of all sizes. */
  public static MessageDecoder decoder() {
    return new MessageDecoder(LIMITS);
  }

  @Override
  public long startMicros() {
    return reader.arrivalMicros();
  }

  @Override
  public long arrivalMicros(long nowMicros) {
    return Math.max(nowMicros, reader.arrivalMicros());
  }

  @Override
  public double progress() {
    return Double.NaN;
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}
