package io.tocsin.server.command;

import io.tocsin.disk.SystemDisk;
import io.tocsin.journal.JournalCheck;
import io.tocsin.wire.EventJson;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tocsin journal verify}: reads all of a journal and tells what is wrong with it. */
@Command(name = "verify", description = "read all of a journal and tell every bad place")
final class JournalVerifyCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "DIR", description = "the directory of the journal")
  private Path directory;

  @Override
  public Integer call() throws IOException {
    JournalCheck check = JournalCheck.of(new SystemDisk(), directory);
    if (check.segments() == 0) {
      throw new IOException(
          directory + ": there is no journal: none of its files is called *.journal");
    }
    PrintWriter out = spec.commandLine().getOut();
    out.println(
        counted(check.segments(), "segment")
            + ", "
            + counted(check.records(), "record")
            + ", "
            + counted(check.bytes(), "byte"));
    if (check.records() > 0) {
      out.println("positions " + check.first() + " to " + check.last());
      out.println(
          "arrived "
              + EventJson.time(check.firstMicros())
              + " to "
              + EventJson.time(check.lastMicros()));
    }
    if (check.passedOver() > 0) {
      out.println(
          counted(check.passedOver(), "position")
              + " passed over, where a hub went on behind"
              + " damage");
    }
    check.setAside().forEach(name -> out.println("set aside: " + name));
    if (check.tail() != null) {
      out.println(
          "torn tail: "
              + check.tail()
              + "; the next start cuts off "
              + counted(check.tailBytes(), "byte"));
    }
    check.damage().forEach(place -> out.println("damage: " + place));
    out.println(check.damage().isEmpty() ? "ok" : counted(check.damage().size(), "bad place"));
    return check.damage().isEmpty() ? 0 : 1;
  }

  private static String counted(long n, String noun) {
    return n + " " + noun + (n == 1 ? "" : "s");
  }
}
