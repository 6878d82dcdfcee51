package io.tocsin.server.command;

import io.tocsin.disk.SystemDisk;
import io.tocsin.dsl.dryrun.JournalEvents;
import io.tocsin.event.Event;
import io.tocsin.journal.JournalReader;
import io.tocsin.journal.RecordKind;
import io.tocsin.wire.EventJson;
import io.tocsin.wire.MessageDecoder;
import io.tocsin.wire.WireException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tocsin journal dump}: prints the events of a journal, one a line. */
@Command(name = "dump", description = "print the events of a journal, one a line")
final class JournalDumpCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "DIR", description = "the directory of the journal")
  private Path directory;

  @Option(
      names = "--from",
      paramLabel = "P",
      description = "begin with the record at this position (default: the first one kept)")
  private @Nullable Long from;

  @Option(
      names = "--to",
      paramLabel = "P",
      description = "end with the record at this position (default: the last one)")
  private @Nullable Long to;

  @Option(
      names = "--json",
      description = "one JSON object a line, as replay takes it; events only, without positions")
  private boolean json;

  @Override
  public Integer call() throws IOException {
    long first = from == null ? 1 : from;
    long last = to == null ? Long.MAX_VALUE : to;
    if (first < 1) {
      throw new WrongUse("--from: positions begin with 1, was " + first);
    }
    if (last < first) {
      throw new WrongUse("--to: must not be before --from, was " + last);
    }
    PrintWriter out = spec.commandLine().getOut();
    try (JournalReader reader = JournalReader.open(new SystemDisk(), directory, first)) {
      if (reader.firstKept() == 0) {
        throw new IOException(
            directory + ": there is no journal: none of its files is called *.journal");
      }
      dump(reader, last, out);
      if (reader.tail() != null) {
        spec.commandLine().getErr().println("torn tail: " + reader.tail());
      }
    } finally {
      out.flush();
    }
    return 0;
  }

  private void dump(JournalReader reader, long last, PrintWriter out) throws IOException {
    MessageDecoder decoder = JournalEvents.decoder();
    while (reader.next() && reader.position() <= last) {
      if (reader.kind() == RecordKind.EVENTS) {
        for (Event event : events(decoder, reader)) {
          out.println(json ? EventLines.json(event) : head(reader) + EventLines.brief(event));
        }
      } else if (!json) {
        out.println(
            head(reader)
                + "kind "
                + reader.kind()
                + ", "
                + reader.payload().remaining()
                + " bytes");
      }
    }
  }

  private Iterable<Event> events(MessageDecoder decoder, JournalReader reader) throws IOException {
    try {
      return JournalEvents.events(decoder, reader.payload());
    } catch (WireException e) {
      throw new IOException(
          directory + ": position " + reader.position() + ": " + e.getMessage(), e);
    }
  }

  private static String head(JournalReader reader) {
    return reader.position() + "  " + EventJson.time(reader.arrivalMicros()) + "  ";
  }
}
